from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class UmkmConfig(AppConfig):
    name = "umkm"

    # Written by posting, and by what follows from it, alone.
    NOT_FOR_THE_WEB = ("umkm_progress", "umkm_listing", "umkm_personlisting", "umkm_nameword", "umkm_possibledouble")
    # No facts: what somebody keeps for themselves.
    REMOVABLE_BY_THE_WEB = ("umkm_draft", "umkm_savedfilter")
    # Who looked: added to, and never changed.
    ADDED_TO_BY_THE_WEB = ("umkm_disclosure",)

    def ready(self) -> None:
        """Have every app say what it adds to a business's page: its timeline, its evidence, its panels."""
        autodiscover_modules("history")
