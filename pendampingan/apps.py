from django.apps import AppConfig


class PendampinganConfig(AppConfig):
    name = "pendampingan"

    # Written by posting alone.
    NOT_FOR_THE_WEB = ("pendampingan_ledger", "pendampingan_tally")
