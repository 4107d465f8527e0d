from django.apps import AppConfig


class UmkmConfig(AppConfig):
    name = "umkm"

    # Written by posting alone.
    NOT_FOR_THE_WEB = ("umkm_progress",)
