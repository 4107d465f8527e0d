"""How strong a fact is: what proves it, and who besides its author has looked."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from pendampingan.choices import Proof
from umkm.models.fact import FactQuerySet


class ProvenQuerySet(FactQuerySet):
    def unverified(self):
        """What stands and nobody but its author has looked at."""
        return self.standing().filter(verified_by=None)

    def to_verify_by(self, user):
        """What waits for this user's word: nobody's word for it stands but that of another who entered it."""
        return self.unverified().filter(Q(recorded_by=None) | ~Q(recorded_by=user))


class Proven(models.Model):
    """A fact that can carry a proof and a second person's word for it."""

    proof = models.CharField(_("proof"), max_length=5, choices=Proof, default=Proof.NONE, db_default=Proof.NONE)
    verified_by = models.ForeignKey(
        "accounts.User",
        verbose_name=_("verified by"),
        on_delete=models.PROTECT,
        null=True,
        editable=False,
        db_index=False,
        related_name="+",
    )

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(name="%(class)s_proof_is_known", condition=Q(proof__in=Proof.values)),
            models.CheckConstraint(
                name="%(class)s_verified_by_another",
                condition=Q(verified_by=None) | Q(recorded_by=None) | ~Q(verified_by=F("recorded_by")),
                violation_error_message=_("Somebody other than who entered it must verify it."),
            ),
        ]
