"""A photo of the signed sheet: brought, and voided."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from jakpreneur.rule_form import RuleForm
from pendampingan.models import SessionDay, SheetPhoto
from pendampingan.rules.photo import keep_photo, void_photo

MOST_BYTES = 8_000_000


class PhotoForm(RuleForm):
    photo = forms.FileField(
        label=_("Photo of the sheet that people signed"),
        help_text=_("JPEG, PNG or WebP, at most 8 MB. Where and when it was taken is not kept."),
        widget=forms.FileInput(attrs={"accept": "image/jpeg,image/png,image/webp"}),
    )

    def __init__(self, *args: Any, day: SessionDay, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.day = day

    def clean_photo(self) -> UploadedFile:
        photo = self.cleaned_data["photo"]
        if photo.size > MOST_BYTES:
            raise ValidationError(_("This photo is too large."))
        return photo

    def write(self) -> SheetPhoto:
        return keep_photo(day=self.day, content=self.cleaned_data["photo"].read(), by=self.by)


class PhotoVoidingForm(RuleForm):
    reason = forms.CharField(
        label=_("Reason"),
        help_text=_("Whoever looks at the record later reads it."),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, *args: Any, photo: SheetPhoto, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.photo = photo

    def write(self) -> SheetPhoto:
        return void_photo(photo=self.photo, **self.cleaned_data, by=self.by)
