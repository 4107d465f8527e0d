"""What all papers share: A4, the letters they are set in, and that those of a demo city say so."""

from functools import cache
from pathlib import Path

from reportlab.lib.units import mm
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

from umkm.slip import QrCode

FONTS = Path(__file__).resolve().parent.parent / "fonts"
#: The fonts that are built into PDF end with Latin-1: Ş, Đ and ễ would print as boxes.
REGULAR, BOLD = "DejaVuSansCondensed", "DejaVuSansCondensed-Bold"

MARGIN = 14 * mm
INK, SOFT, LINE, BRAND = "#16202c", "#45525f", "#7b8794", "#07405f"
#: Said in the words of the city's own language, whoever prints.
SAMPLE = "Data contoh"


@cache
def load_letters() -> None:
    """Read the fonts, once a process; of each a file then holds just the letters that it needs."""
    for name in (REGULAR, BOLD):
        pdfmetrics.registerFont(TTFont(name, FONTS / f"{name}.ttf"))
    pdfmetrics.registerFontFamily(REGULAR, normal=REGULAR, bold=BOLD)


def mark_sample(canvas: Canvas) -> None:
    """Every sheet of a demo says so in its margin, like every page."""
    width, height = canvas._pagesize
    canvas.setFont(BOLD, 9)
    canvas.setFillColor(INK)
    canvas.drawRightString(width - MARGIN, height - 10 * mm, SAMPLE)


def draw_code(canvas: Canvas, code: QrCode, x: float, y: float, side: float) -> None:
    """A QR code with its lower left corner at x and y; one path, so that no hairline shows between its modules."""
    module = side / code.size
    path = canvas.beginPath()
    for run in code.runs:
        path.rect(x + run.column * module, y + side - (run.row + 1) * module, run.length * module, module)
    canvas.setFillColor("#000000")
    canvas.drawPath(path, stroke=0, fill=1)
