"""Certificates as PDF, a page each, in the city's own language whoever prints them."""

import datetime
from collections.abc import Callable, Iterable, Sequence
from io import BytesIO

from django.utils import translation
from django.utils.translation import gettext as _
from reportlab.lib.pagesizes import A4, landscape
from reportlab.lib.units import mm
from reportlab.lib.utils import simpleSplit
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.pdfgen.canvas import Canvas

from jakpreneur.context import holds_sample_data
from jakpreneur.templatetags.jakpreneur import day
from pendampingan.models import Certificate
from pendampingan.printing.paper import (
    BOLD,
    BRAND,
    INK,
    LINE,
    MARGIN,
    REGULAR,
    SOFT,
    draw_code,
    load_letters,
    mark_sample,
)
from umkm.slip import qr_code

WIDTH, HEIGHT = landscape(A4)
MIDDLE = WIDTH / 2
#: What a line in the middle may take.
MEASURE = WIDTH - 4 * MARGIN
CODE = 34 * mm


def certificates_of(
    certificates: Iterable[Certificate], days: Sequence[datetime.date], address: Callable[[Certificate], str]
) -> bytes:
    """The PDF of these certificates of one class, held on `days`; `address` is that of a certificate's public page."""
    load_letters()
    file, sample = BytesIO(), holds_sample_data()
    canvas = Canvas(file, pagesize=(WIDTH, HEIGHT), lang="id")
    canvas.setCreator("Jakpreneur")
    with translation.override("id"):
        canvas.setTitle(_("Certificate"))
        for certificate in certificates:
            if sample:
                mark_sample(canvas)
            _draw(canvas, certificate, days, address(certificate))
            canvas.showPage()
    canvas.save()
    return file.getvalue()


def _draw(canvas: Canvas, certificate: Certificate, days: Sequence[datetime.date], address: str) -> None:
    enrolment = certificate.enrolment
    session = enrolment.session
    canvas.setStrokeColor(BRAND)
    canvas.setLineWidth(2)
    canvas.rect(MARGIN, MARGIN, WIDTH - 2 * MARGIN, HEIGHT - 2 * MARGIN)

    write = _Writer(canvas, HEIGHT - 38 * mm)
    write(_("Jakpreneur · Government of DKI Jakarta"), 11, colour=SOFT)
    write(_("Certificate").upper(), 30, BOLD, gap=14, colour=BRAND)
    write(certificate.number, 12, gap=8)
    write(_("is given to"), 11, gap=13, colour=SOFT)
    write(enrolment.participant.name, 26, BOLD, gap=12)
    write(enrolment.business.name, 12, gap=8)
    write(_("who passed the class"), 11, gap=12, colour=SOFT)
    write(session.title, 18, BOLD, gap=10)
    write(_span(days), 12, gap=8)

    left = MARGIN + 10 * mm
    draw_code(canvas, qr_code(address), left, MARGIN + 8 * mm, CODE)
    canvas.setFillColor(SOFT)
    canvas.setFont(REGULAR, 8.5)
    beside = [_("Whether it holds is said at"), *simpleSplit(address, REGULAR, 8.5, 70 * mm)]
    for line, text in enumerate(beside):
        canvas.drawString(left + CODE + 3 * mm, MARGIN + 27 * mm - line * 4.5 * mm, text)

    right = WIDTH - MARGIN - 45 * mm
    canvas.setFillColor(INK)
    canvas.setFont(REGULAR, 10)
    canvas.drawCentredString(right, MARGIN + 38 * mm, f"Jakarta, {day(certificate.issued_on)}")
    canvas.setStrokeColor(LINE)
    canvas.setLineWidth(0.5)
    canvas.line(right - 32 * mm, MARGIN + 15 * mm, right + 32 * mm, MARGIN + 15 * mm)
    _centred(canvas, session.agency.name, right, MARGIN + 10 * mm, 9, REGULAR, 70 * mm)


class _Writer:
    """Lines in the middle of the page, each `gap` millimetres below the one before."""

    def __init__(self, canvas: Canvas, top: float) -> None:
        self.canvas, self.at = canvas, top

    def __call__(self, text: str, size: float, font: str = REGULAR, gap: float = 0, colour: str = INK) -> None:
        self.at -= gap * mm
        self.canvas.setFillColor(colour)
        _centred(self.canvas, text, MIDDLE, self.at, size, font, MEASURE)


def _centred(canvas: Canvas, text: str, x: float, y: float, size: float, font: str, room: float) -> None:
    """One line around x, in smaller letters where it would be wider than `room`."""
    size = min(size, size * room / max(stringWidth(text, font, size), 1))
    canvas.setFont(font, size)
    canvas.drawCentredString(x, y, text)


def _span(days: Sequence[datetime.date]) -> str:
    first, last = day(days[0]), day(days[-1])
    return first if first == last else f"{first} – {last}"
