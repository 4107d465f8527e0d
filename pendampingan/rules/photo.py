"""Photos of signed sheets: looked into, written anew and kept; voided where they were the wrong ones."""

from io import BytesIO
from threading import Lock

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from PIL import ExifTags, Image, ImageOps

from jakpreneur.accounts.models import User
from jakpreneur.acting import LedgerClock, rule, today
from pendampingan.choices import SessionStatus
from pendampingan.models import SessionDay, SheetPhoto
from pendampingan.models.photo import LARGEST
from pendampingan.rules.holding import hold_session

#: Format → the most pixels that are unpacked: a JPEG can be read at a half or a quarter of its size, the others cannot.
MOST_PIXELS = {"JPEG": 40_000_000, "PNG": 16_000_000, "WEBP": 16_000_000}
#: Pixels of the longer side that is kept.
SIDE = 1600
QUALITIES = (80, 60, 40)
MOST_A_DAY = 10

#: Unpacking a photo takes up to 300 MB, so a process unpacks one at a time.
unpacking = Lock()


@rule
def keep_photo(*, day: SessionDay, content: bytes, by: User) -> SheetPhoto:
    """Keep what the file `content` shows as the sheet signed that day; also in a closed class, since no count changes.

    Raises beside `photo` for what is no photo, whatever it calls itself, or a day that has enough of them.
    """
    if hold_session(day.session).status == SessionStatus.CANCELLED:
        raise ValidationError(_("This class was cancelled."))
    if day.held_on > today():
        raise ValidationError({"photo": _("This day is still to come.")})
    if day.photos.standing().count() >= MOST_A_DAY:
        raise ValidationError({"photo": _("This day has %(most)d photos: void one first.") % {"most": MOST_A_DAY}})
    picture = _unpack(content)
    return SheetPhoto.objects.create(day=day, jpeg=_packed(picture), width=picture.width, height=picture.height)


@rule
def void_photo(*, photo: SheetPhoto, reason: str, by: User) -> SheetPhoto:
    """The photo shows another sheet, or what it must not. It stays on record, and nobody is shown it any more."""
    held = SheetPhoto.objects.defer("jpeg").select_for_update(no_key=True).get(pk=photo.pk)
    if held.voided_at:
        raise ValidationError(_("This photo was voided before."))
    held.voided_at, held.voided_by, held.void_reason = LedgerClock(), by, reason.strip()
    held.save(update_fields=["voided_at", "voided_by", "void_reason"])
    return held


def _unpack(content: bytes) -> Image.Image:
    """The picture upright and small, with nothing else of the file: what was written into it stays behind."""
    try:
        with unpacking, Image.open(BytesIO(content), formats=tuple(MOST_PIXELS)) as file:
            if file.width * file.height > MOST_PIXELS[file.format]:
                raise ValidationError({"photo": _("This photo has too many pixels.")})
            file.draft("RGB", (SIDE, SIDE))
            picture = file.convert("RGB")
        picture.thumbnail((SIDE, SIDE))
        picture = _upright(picture)
    except (OSError, SyntaxError, ValueError, Image.DecompressionBombError) as error:
        raise ValidationError({"photo": _("This file is no photo that can be read (JPEG, PNG or WebP).")}) from error
    return picture


def _upright(picture: Image.Image) -> Image.Image:
    """Turned as the camera was held. Nothing else that it wrote is looked at, since what is odd in it cannot be rewritten."""
    written = picture.getexif()
    for tag in {*written} - {ExifTags.Base.Orientation}:
        del written[tag]
    picture.info.clear()
    return ImageOps.exif_transpose(picture)


def _packed(picture: Image.Image) -> bytes:
    """As a JPEG, as good as fits."""
    for quality in QUALITIES:
        file = BytesIO()
        picture.save(file, "JPEG", quality=quality, optimize=True)
        if file.tell() <= LARGEST:
            break
    return file.getvalue()
