"""Photos of signed sheets: what is taken, what is left of it, and who sees it."""

from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import translation
from PIL import Image

from jakpreneur.accounts.models import Role
from jakpreneur.audit.models import Change
from jakpreneur.uploads import MOST
from pendampingan.models import SheetPhoto
from pendampingan.models.photo import LARGEST
from pendampingan.rules.photo import MOST_A_DAY, keep_photo, void_photo
from pendampingan.rules.session import cancel_session
from tests import make
from tests.umkm.registering import refusal

pytestmark = pytest.mark.django_db
NO_PHOTO = {"photo": "This file is no photo that can be read (JPEG, PNG or WebP)."}
ORIENTATION, MAKER, SOFTWARE, GPS = 0x0112, 0x010F, 0x0131, 0x8825


@pytest.fixture(autouse=True)
def in_english():
    with translation.override("en"):
        yield


@pytest.fixture
def officer(client):
    user = make.user(Role.OFFICER, at="Gambir")
    client.force_login(user)
    client.cookies["language"] = "en"
    return user


def picture(form="JPEG", size=(80, 60), mode="RGB", **words) -> bytes:
    file = BytesIO()
    Image.new(mode, size, "white").save(file, form, **words)
    return file.getvalue()


def the_day(*, at="Gambir", on="2021-03-01"):
    return make.session(on, at=at).days.get()


def kept(by, content=None, day=None) -> SheetPhoto:
    return keep_photo(day=day or the_day(), content=content or picture(), by=by)


def seen(photo) -> Image.Image:
    photo.refresh_from_db()
    return Image.open(BytesIO(bytes(photo.jpeg)))


def address(name, photo):
    return reverse(name, args=[photo.day.session_id, photo.pk])


def bring(client, day, content, name="foto.jpg"):
    file = SimpleUploadedFile(name, content, content_type="image/jpeg")
    sent = {"hari": str(day.held_on), "photo": file}
    return client.post(reverse("sheet_photo_add", args=[day.session_id]), sent, follow=True)


# What is taken


@pytest.mark.parametrize(
    ("form", "mode"), [("JPEG", "RGB"), ("JPEG", "CMYK"), ("PNG", "RGBA"), ("PNG", "P"), ("WEBP", "RGB")]
)
def test_each_kind_of_photo_is_kept_as_a_jpeg(officer, form, mode):
    photo = kept(officer, picture(form, mode=mode))

    assert (seen(photo).format, seen(photo).mode, seen(photo).size) == ("JPEG", "RGB", (80, 60))
    assert (photo.width, photo.height) == (80, 60)


@pytest.mark.parametrize(
    "content",
    [
        b"\xff\xd8\xff\xe0 calls itself a JPEG",
        b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>",
        b"%PDF-1.7",
        picture("GIF"),
        picture("TIFF"),
        picture(size=(400, 400))[:300],
    ],
    ids=["jpeg in name only", "svg", "pdf", "gif", "tiff", "cut short"],
)
def test_what_is_no_photo_is_refused_whatever_it_calls_itself(officer, content):
    assert refusal(keep_photo, day=the_day(), content=content, by=officer) == NO_PHOTO


@pytest.mark.parametrize(
    ("form", "mode", "width"), [("JPEG", "L", 10_001), ("PNG", "1", 4_001), ("WEBP", "RGB", 4_001)]
)
def test_a_photo_of_too_many_pixels_is_refused_before_it_is_unpacked(officer, form, mode, width):
    said = refusal(keep_photo, day=the_day(), content=picture(form, (width, 4_000), mode), by=officer)

    assert said == {"photo": "This photo has too many pixels."}


def test_a_large_photo_is_kept_small_enough_and_whole(officer):
    file = BytesIO()
    Image.effect_noise((3000, 2000), 90).convert("RGB").save(file, "JPEG", quality=95)

    photo = kept(officer, file.getvalue())

    assert len(photo.jpeg) <= LARGEST < len(file.getvalue())
    assert seen(photo).size == (1600, 1067)


def test_a_photo_keeps_no_place_where_it_was_taken_and_nothing_else_written_into_it(officer):
    exif = Image.Exif()
    exif[ORIENTATION] = 6
    exif.get_ifd(GPS)[1] = "S"
    exif[MAKER] = "Kamera Contoh"
    content = picture(exif=exif, comment=b"catatan rahasia")
    assert b"Kamera Contoh" in content
    assert b"catatan rahasia" in content

    photo = kept(officer, content)

    stored = bytes(SheetPhoto.objects.get().jpeg)
    assert (dict(seen(photo).getexif()), b"Kamera" in stored, b"rahasia" in stored) == ({}, False, False)
    assert seen(photo).size == (60, 80)  # turned upright, as the camera had noted


def test_a_photo_is_taken_whatever_else_its_camera_wrote_into_it(officer):
    exif = Image.Exif()
    exif[ORIENTATION] = 6
    exif[MAKER] = "Kamera Contoh"
    exif[SOFTWARE] = "x" * 200  # read on into, by the wrong kind
    as_text, as_rational = (MAKER.to_bytes(2, "big") + kind.to_bytes(2, "big") for kind in (2, 5))
    content = picture(exif=exif)
    assert as_text in content

    photo = kept(officer, content.replace(as_text, as_rational))

    assert seen(photo).size == (60, 80)


def test_a_day_takes_so_many_photos_and_no_more(officer):
    day = the_day()
    for _ in range(MOST_A_DAY):
        kept(officer, day=day)

    said = refusal(keep_photo, day=day, content=picture(), by=officer)

    assert said == {"photo": "This day has 10 photos: void one first."}


def test_a_day_to_come_and_a_cancelled_class_have_no_signed_sheet(officer):
    cancelled = the_day()
    cancel_session(session=cancelled.session, reason="banjir", by=officer)

    assert refusal(keep_photo, day=the_day(on="2999-01-01"), content=picture(), by=officer) == {
        "photo": "This day is still to come."
    }
    assert refusal(keep_photo, day=cancelled, content=picture(), by=officer) == {"__all__": "This class was cancelled."}


# Voiding


def test_a_voided_photo_is_shown_to_nobody_and_its_history_holds_no_picture(client, officer):
    photo = kept(officer)

    void_photo(photo=photo, reason="lembar lain", by=officer)

    change = Change.objects.filter(table="pendampingan_sheetphoto", action="U").get()
    assert set(change.after) == {"voided_at", "voided_by_id", "void_reason"}
    assert client.get(address("sheet_photo", photo)).status_code == 404
    assert refusal(void_photo, photo=photo, reason="lagi", by=officer) == {"__all__": "This photo was voided before."}


def test_an_officer_voids_a_photo_with_a_reason(client, officer):
    photo = kept(officer)

    without = client.post(address("sheet_photo_void", photo), {"reason": ""})
    client.post(address("sheet_photo_void", photo), {"reason": "lembar lain"})

    photo.refresh_from_db()
    assert without.context["form"].errors == {"reason": ["This field is required."]}
    assert (photo.void_reason, photo.voided_by) == ("lembar lain", officer)


# The pages


def test_an_officer_brings_a_photo_and_sees_it_on_the_page_and_beside_what_is_verified(client, officer):
    day = the_day()

    page = bring(client, day, picture())

    photo = SheetPhoto.objects.get()
    beside = client.get(reverse("attendance_verify", args=[day.session_id])).content.decode()
    assert [str(message) for message in page.context["messages"]] == ["The photo is kept."]
    assert [each.pk for each in page.context["photos"]] == [photo.pk]
    assert address("sheet_photo", photo) in beside


def test_the_picture_is_served_as_nothing_but_a_picture(client, officer):
    photo = kept(officer)

    answer = client.get(address("sheet_photo", photo))

    assert answer.content == bytes(photo.jpeg)
    assert {
        name: answer.headers[name] for name in ("Content-Type", "X-Content-Type-Options", "Content-Security-Policy")
    } == {
        "Content-Type": "image/jpeg",
        "X-Content-Type-Options": "nosniff",
        "Content-Security-Policy": "default-src 'none'; sandbox",
    }
    assert "no-store" in answer.headers["Cache-Control"]


def test_a_file_that_only_calls_itself_a_jpeg_is_refused_beside_its_field(client, officer):
    page = bring(client, the_day(), b"bukan foto")

    assert page.context["form"].errors == {"photo": [NO_PHOTO["photo"]]}
    assert SheetPhoto.objects.count() == 0


def test_no_file_and_one_too_large_are_refused(client, officer):
    day = the_day()

    nothing = client.post(reverse("sheet_photo_add", args=[day.session_id]), {"hari": str(day.held_on)})
    large = bring(client, day, picture() + b" " * 8_000_000)

    assert nothing.context["form"].errors == {"photo": ["This field is required."]}
    assert large.context["form"].errors == {"photo": ["This photo is too large."]}


def test_what_is_far_too_large_is_turned_away_at_the_door(client, officer):
    assert bring(client, the_day(), b" " * MOST).status_code == 400
    assert SheetPhoto.objects.count() == 0


@pytest.mark.parametrize(("role", "at"), [(Role.OFFICER, "Tebet"), (Role.MENTOR, "Gambir"), (Role.OFFICIAL, None)])
def test_a_photo_is_its_centres_and_staffs_alone(client, officer, role, at):
    photo = kept(officer)
    client.force_login(make.user(Role.STAFF))
    for_staff = client.get(address("sheet_photo", photo)).status_code
    client.force_login(make.user(role, at=at))

    others = {client.get(address(name, photo)).status_code for name in ("sheet_photo", "sheet_photo_void")}

    assert (for_staff, others) == (200, {404} if role == Role.OFFICER else {403})


def test_a_photo_is_not_found_under_another_class(client, officer):
    photo, other = kept(officer), the_day()

    assert client.get(reverse("sheet_photo", args=[other.session_id, photo.pk])).status_code == 404


@pytest.mark.parametrize("photos", [1, 5])
def test_the_page_costs_the_same_for_1_photo_and_5(client, officer, django_assert_num_queries, photos):
    day = the_day()
    for _ in range(photos):
        kept(officer, day=day)
    client.get(reverse("today"))

    with django_assert_num_queries(7):
        client.get(reverse("sheet_photo_add", args=[day.session_id]))
