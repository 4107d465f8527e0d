from django.apps import AppConfig


class UmkmConfig(AppConfig):
    name = "umkm"
