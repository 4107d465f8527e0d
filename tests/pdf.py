"""What can be read on the pages of a PDF."""

from io import BytesIO

from pypdf import PdfReader


def pages(content: bytes) -> list[str]:
    """The text of each page."""
    return [page.extract_text() for page in PdfReader(BytesIO(content)).pages]
