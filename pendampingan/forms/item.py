"""One item of a phone's outbox."""

from django import forms
from django.core.exceptions import NON_FIELD_ERRORS

from jakpreneur.rule_form import RuleForm
from pendampingan.rules.receipt import Answer


class ItemForm(RuleForm):
    """Something done on a phone, under the key that it is done once by; `write` answers what the phone is told."""

    key = forms.UUIDField()
    made_at = forms.DateTimeField()

    def answer(self) -> Answer:
        """What became of it: as `write` says, `refused` with the reason, or `busy` where nothing is decided and sending
        it again may do."""
        taken = self.save() if self.is_valid() else None
        if self.has_error(NON_FIELD_ERRORS, code="busy"):
            return {"busy": True}
        return taken or {"refused": " ".join(error for errors in self.errors.values() for error in errors)}
