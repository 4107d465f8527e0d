"""The report of a month on A4, in the city's own language whoever prints it; after it what became known since its close."""

import datetime
from collections.abc import Iterable, Iterator, Sequence
from functools import partial
from io import BytesIO
from typing import Any
from xml.sax.saxutils import escape

from django.utils import translation
from django.utils.translation import gettext as _
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import CondPageBreak, Flowable, LongTable, Paragraph, SimpleDocTemplate, Spacer

from jakpreneur.context import holds_sample_data
from jakpreneur.templatetags.jakpreneur import day, moment, number, share, who
from pendampingan.counts.report import Report, Revisions
from pendampingan.printing.paper import BOLD, INK, LINE, MARGIN, REGULAR, SOFT, load_letters, mark_sample
from pendampingan.printing.sheet import HEADING, PADDING, SMALL, TEXT
from pendampingan.report_table import CentreRow, LineRow, RevisionRow, StepRow
from pendampingan.templatetags.dashboard import difference, error_rate_in_words, short_day

#: Of the lines after the close so many are printed; how many more there are is said.
MOST_LINES = 500
WIDTH = A4[0] - 2 * MARGIN
PART = ParagraphStyle(
    "part", fontName=BOLD, fontSize=11.5, leading=16, textColor=INK, spaceBefore=5 * mm, spaceAfter=2 * mm
)
CELL = ParagraphStyle("cell", parent=TEXT, fontSize=8.5, leading=10.5)
RIGHT = ParagraphStyle("right", parent=CELL, alignment=2)
HEAD = ParagraphStyle("head", parent=SMALL, fontSize=8, leading=10)
HEAD_RIGHT = ParagraphStyle("head_right", parent=HEAD, alignment=2)


def report_paper(
    *,
    report: Report,
    steps: Sequence[StepRow],
    centres: Sequence[CentreRow],
    since: Revisions | None,
    revisions: Sequence[RevisionRow],
    rows: Sequence[LineRow],
    listed: int,
    printed_on: datetime.date,
) -> bytes:
    """The PDF; `rows` are the newest of the `listed` lines after the close that whoever prints it may see."""
    load_letters()
    with translation.override("id"):
        name = _("Report of %(month)s") % {"month": day(report.month).partition(" ")[2]}
        file = BytesIO()
        printed = _("printed on %(day)s") % {"day": day(printed_on)}
        frame = partial(_frame, foot=f"{name} · {printed}", sample=holds_sample_data())
        story = [*_head(report, name), *_city(report, steps), *_done(report), *_centres(steps, centres)]
        if since is not None:
            story += _since(steps, since, revisions, rows, listed, printed_on)
        SimpleDocTemplate(
            file,
            pagesize=A4,
            leftMargin=MARGIN - PADDING,
            rightMargin=MARGIN - PADDING,
            topMargin=MARGIN,
            bottomMargin=MARGIN,
            title=name,
            creator="Jakpreneur",
            lang="id",
        ).build(story, onFirstPage=frame, onLaterPages=frame)
        return file.getvalue()


def _frame(canvas: Canvas, document: Any, *, foot: str, sample: bool) -> None:
    if sample:
        mark_sample(canvas)
    canvas.setFont(REGULAR, 8.5)
    canvas.setFillColor(SOFT)
    canvas.drawString(MARGIN, 9 * mm, foot)
    canvas.drawRightString(A4[0] - MARGIN, 9 * mm, _("Page %(page)d") % {"page": document.page})


def _head(report: Report, name: str) -> Iterator[Flowable]:
    yield Paragraph(_("Jakpreneur · Government of DKI Jakarta"), SMALL)
    yield Paragraph(name, HEADING)
    if report.close is None:
        yield Paragraph(_("Provisional: the month is not closed, and the report may still change."), TEXT)
        return
    words = {"moment": moment(report.close.closed_at), "who": escape(who(report.close.closed_by))}
    yield Paragraph(_("Closed on %(moment)s by %(who)s. The report stays as it was then.") % words, TEXT)
    if report.close.note:
        yield Paragraph(f"{_('Note')}: {escape(report.close.note)}", TEXT)


def _city(report: Report, steps: Sequence[StepRow]) -> Iterator[Flowable]:
    yield Paragraph(_("The city on %(day)s") % {"day": day(report.last_day)}, PART)
    yield _table(
        [_("Step"), _("At the end of the month"), _("Added in the month"), _("Of the target")],
        [
            [
                str(row.step.label).capitalize(),
                number(row.cell.value),
                difference(row.cell.added),
                share(row.attained.share),
            ]
            for row in steps
        ],
        (0.4, 0.2, 0.2, 0.2),
    )
    yield Spacer(0, 2 * mm)
    if report.target:
        words = {"target": number(report.target), "source": escape(report.target_source)}
        yield Paragraph(_("Target: %(target)s businesses (%(source)s).") % words, SMALL)
    else:
        yield Paragraph(_("No target was set."), SMALL)
    for row in steps:
        if row.error_rate:
            yield Paragraph(f"{str(row.step.label).capitalize()}: {error_rate_in_words(row.error_rate)}", SMALL)


def _done(report: Report) -> Iterator[Flowable]:
    yield Paragraph(_("What was done in the month"), PART)
    done = (
        (_("Classes that ended"), report.done.classes),
        (_("People who came to them"), report.done.people),
        (_("Mentoring visits"), report.done.visits),
    )
    yield _table([_("What was done"), ""], [[what, number(value)] for what, value in done], (0.4, 0.2))


def _centres(steps: Sequence[StepRow], centres: Sequence[CentreRow]) -> Iterator[Flowable]:
    yield CondPageBreak(40 * mm)
    yield Paragraph(_("The centres"), PART)
    heads = [part for row in steps for part in (str(row.step.label).capitalize(), "±")]
    rows = [
        [row.centre.name, *(part for cell in row.cells for part in (number(cell.value), difference(cell.added)))]
        for row in centres
    ]
    yield _table([_("Centre"), *heads], rows, (0.28, *(0.14, 0.1) * 3))
    yield Spacer(0, 2 * mm)
    yield Paragraph(_("±: added in the month; whoever moved is taken away at one centre and added at another."), SMALL)


def _since(
    steps: Sequence[StepRow],
    since: Revisions,
    revisions: Sequence[RevisionRow],
    rows: Sequence[LineRow],
    listed: int,
    printed_on: datetime.date,
) -> Iterator[Flowable]:
    yield CondPageBreak(60 * mm)
    yield Paragraph(_("Entered after the close, until %(day)s") % {"day": day(printed_on)}, PART)
    if not since.lines:
        yield Paragraph(_("Nothing was entered for this month after it was closed."), TEXT)
        return
    yield _table(
        [_("Why"), *(str(row.step.label).capitalize() for row in steps), _("Lines")],
        [
            *(
                [str(row.cause.label).capitalize(), *(difference(each.net) for each in row.nets), number(row.lines)]
                for row in revisions
            ),
            [_("Together"), *(difference(row.since) for row in steps), number(since.lines)],
            [_("As known now"), *(number(row.now.value) for row in steps), ""],
        ],
        (0.32, 0.17, 0.17, 0.17, 0.17),
    )
    if rows:
        yield Paragraph(_("The newest lines"), PART)
        yield _lines(rows)
    if rows and listed > len(rows):
        yield Paragraph(_("%(number)s earlier lines are not printed.") % {"number": number(listed - len(rows))}, SMALL)


def _lines(rows: Sequence[LineRow]) -> LongTable:
    heads = [
        _("Entered"),
        _("Business"),
        _("Step"),
        _("Centre"),
        _("Took effect"),
        _("Counts"),
        _("Why"),
        _("Why only then"),
    ]
    told = [
        [
            short_day(row.line.recorded_at),
            row.line.business.number,
            str(row.step.label).capitalize(),
            row.line.centre.name,
            short_day(row.line.effective_on),
            difference(row.line.delta),
            str(row.cause.label).capitalize(),
            row.line.note,
        ]
        for row in rows
    ]
    return _table(heads, told, (0.11, 0.13, 0.1, 0.13, 0.11, 0.09, 0.13, 0.2), right=(5,))


def _table(
    heads: Sequence[str], rows: Iterable[Sequence[str]], widths: Sequence[float], right: Sequence[int] | None = None
) -> LongTable:
    """`widths` in parts of the page; numbers stand on the `right`, which are all columns but the first unless told."""
    right = range(1, len(heads)) if right is None else right
    return LongTable(
        [
            [Paragraph(escape(word), HEAD_RIGHT if at in right else HEAD) for at, word in enumerate(heads)],
            *([Paragraph(escape(word), RIGHT if at in right else CELL) for at, word in enumerate(row)] for row in rows),
        ],
        colWidths=[width * WIDTH for width in widths],
        repeatRows=1,
        hAlign="LEFT",
        style=[
            ("LINEBELOW", (0, 0), (-1, -1), 0.4, LINE),
            ("VALIGN", (0, 0), (-1, -1), "TOP"),
            ("LEFTPADDING", (0, 0), (-1, -1), 2),
            ("RIGHTPADDING", (0, 0), (-1, -1), 2),
            ("TOPPADDING", (0, 0), (-1, -1), 2),
            ("BOTTOMPADDING", (0, 0), (-1, -1), 2),
        ],
    )
