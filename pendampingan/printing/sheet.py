"""The attendance sheet of one day on paper: a box to sign in for everybody, and some lines for who comes besides."""

from collections.abc import Iterator, Sequence
from io import BytesIO
from xml.sax.saxutils import escape

from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.lib.utils import simpleSplit
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import KeepTogether, LongTable, Paragraph, SimpleDocTemplate, Spacer

from jakpreneur.context import holds_sample_data
from jakpreneur.templatetags.jakpreneur import day as in_words
from pendampingan.choices import EnrolmentStatus
from pendampingan.counts.seats import Seat
from pendampingan.models import SessionDay, TrainingSession
from pendampingan.printing.paper import BOLD, INK, LINE, MARGIN, REGULAR, SOFT, load_letters, mark_sample

PADDING = 6  # that reportlab leaves inside its margins
#: Running number, person and business, and a box that a signature fits in.
COLUMNS = (10 * mm, 110 * mm, 62 * mm)
ROW = 12 * mm
#: Lines for those who come without being enrolled.
EMPTY_LINES = 5

HEADING = ParagraphStyle("heading", fontName=BOLD, fontSize=15, leading=19, textColor=INK)
TEXT = ParagraphStyle("text", fontName=REGULAR, fontSize=10, leading=13, textColor=INK)
SMALL = ParagraphStyle("small", parent=TEXT, fontSize=8.5, leading=11, textColor=SOFT)


def sheet_of(session: TrainingSession, day: SessionDay, seats: Sequence[Seat]) -> bytes:
    """The PDF of `day`; of another centre's business it has the number and name only, as `seats` have."""
    load_letters()
    file = BytesIO()
    sample, name = holds_sample_data(), f"{in_words(day.held_on)} · {session.title}"

    def frame(canvas: Canvas, document: SimpleDocTemplate) -> None:
        if sample:
            mark_sample(canvas)
        canvas.setFont(REGULAR, 8.5)
        canvas.setFillColor(SOFT)
        # The page of a long title shows how it begins.
        canvas.drawString(MARGIN, 9 * mm, simpleSplit(name, REGULAR, 8.5, A4[0] - 2 * MARGIN - 30 * mm)[0])
        canvas.drawRightString(A4[0] - MARGIN, 9 * mm, _("Page %(page)d") % {"page": document.page})

    document = SimpleDocTemplate(
        file,
        pagesize=A4,
        leftMargin=MARGIN - PADDING,
        rightMargin=MARGIN - PADDING,
        topMargin=MARGIN,
        bottomMargin=MARGIN,
        title=f"{_('Attendance')}: {name}",
        creator="Jakpreneur",
        lang="id",
    )
    story = [*_head(session, day, len(seats)), Spacer(0, 4 * mm), _table(seats), Spacer(0, 6 * mm), _witness()]
    document.build(story, onFirstPage=frame, onLaterPages=frame)
    return file.getvalue()


def _head(session: TrainingSession, day: SessionDay, people: int) -> Iterator[Paragraph]:
    yield Paragraph(_("Attendance"), SMALL)
    yield Paragraph(escape(session.title), HEADING)
    where = [session.centre.name if session.centre else _("The whole city"), session.venue, session.trainer]
    yield Paragraph(escape(" · ".join(filter(None, where))), TEXT)
    enrolled = ngettext("%(people)s person", "%(people)s people", people) % {"people": people}
    yield Paragraph(f"<b>{in_words(day.held_on)}</b> · {enrolled}", TEXT)


def _table(seats: Sequence[Seat]) -> LongTable:
    head = [Paragraph(word, SMALL) for word in (_("No."), _("Participant and business"), _("Signature"))]
    people = [[str(place), _person(seat), ""] for place, seat in enumerate(seats, start=1)]
    empty = [[str(len(seats) + place), "", ""] for place in range(1, EMPTY_LINES + 1)]
    rows = [*people, *empty]
    return LongTable(
        [head, *rows],
        colWidths=COLUMNS,
        # A name too long for one line makes its row higher.
        minRowHeights=[0] + [ROW] * len(rows),
        repeatRows=1,
        style=[
            ("GRID", (0, 0), (-1, -1), 0.5, LINE),
            ("VALIGN", (0, 0), (-1, -1), "MIDDLE"),
            ("FONT", (0, 1), (0, -1), REGULAR, 10),
            ("ALIGN", (0, 0), (0, -1), "CENTER"),
        ],
    )


def _person(seat: Seat) -> list[Paragraph]:
    business = Paragraph(f"{escape(seat.business)} · {seat.number}{_waits(seat)}", SMALL)
    return [Paragraph(f"<b>{escape(seat.person)}</b>", TEXT), business] if seat.known else [business]


def _waits(seat: Seat) -> str:
    return f" · {seat.status.label}" if seat.status == EnrolmentStatus.WAITLISTED else ""


def _witness() -> KeepTogether:
    """Who was in the room and answers for the signatures above."""
    line = "." * 60
    words = [_("Officer: name and signature"), _("Trainer: name and signature")]
    return KeepTogether(
        LongTable(
            [words, [line] * 2],
            colWidths=[sum(COLUMNS) / 2] * 2,
            rowHeights=[6 * mm, 16 * mm],
            style=[
                ("FONT", (0, 0), (-1, -1), REGULAR, 8.5),
                ("TEXTCOLOR", (0, 0), (-1, -1), SOFT),
                ("VALIGN", (0, 1), (-1, 1), "BOTTOM"),
                ("LEFTPADDING", (0, 0), (-1, -1), 0),
            ],
        )
    )
