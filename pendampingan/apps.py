from django.apps import AppConfig


class PendampinganConfig(AppConfig):
    name = "pendampingan"
