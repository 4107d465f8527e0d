from django.apps import AppConfig
from django.core.checks import Tags, register
from django.db.models.signals import post_migrate

from jakpreneur.audit.checks import web_owns_nothing
from jakpreneur.audit.grants import grant_to_the_web


class AuditConfig(AppConfig):
    name = "jakpreneur.audit"

    # Written by triggers, and by whoever sets a database up.
    NOT_FOR_THE_WEB = ("audit_change", "audit_installation")
    # Tables that hold no fact: signing out and a good sign-in delete rows there.
    REMOVABLE_BY_THE_WEB = (
        "axes_accessattempt",
        "axes_accessattemptexpiration",
        "axes_accessfailurelog",
        "axes_accesslog",
        "django_session",
    )

    def ready(self):
        register(web_owns_nothing, Tags.security, deploy=True)
        post_migrate.connect(grant_to_the_web, sender=self)
