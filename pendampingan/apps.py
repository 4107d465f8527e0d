from django.apps import AppConfig


class PendampinganConfig(AppConfig):
    name = "pendampingan"

    # Written by posting, sealing and closing alone.
    NOT_FOR_THE_WEB = ("pendampingan_ledger", "pendampingan_reportedfigure", "pendampingan_seal", "pendampingan_tally")
    # No facts: what was sent once already.
    REMOVABLE_BY_THE_WEB = ("pendampingan_receipt",)
    # What was cited, which months are closed, and who looked at what may be padding: added to, and never changed.
    ADDED_TO_BY_THE_WEB = ("pendampingan_citation", "pendampingan_monthclose", "pendampingan_signallook")
