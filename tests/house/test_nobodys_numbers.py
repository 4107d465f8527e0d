"""No text of this repository holds a NIK that somebody could have."""

import re
import subprocess

from django.conf import settings

from umkm.identifiers import DEMO_REGENCY, IdentifierError, Nik

#: Codes that no regency has: the demo's, and for what must be taken for a real one, those from 3180 on and 3299.
NOBODYS = re.compile(rf"{DEMO_REGENCY}|318\d|3299")
DIGITS = re.compile(r"(?<![\d.])\d(?:[ .]?\d){15}(?![\d])")


def could_be_somebodys(text: str) -> bool:
    try:
        digits = Nik.parse(text).in_full()
    except IdentifierError:
        return False
    return not NOBODYS.match(digits)


def test_a_number_of_a_real_regency_would_be_noticed():
    assert could_be_somebodys(f"{3171}01 570890 0001")


def test_no_file_holds_a_nik_that_somebody_could_have():
    files = subprocess.run(["git", "ls-files"], cwd=settings.BASE_DIR, capture_output=True, text=True, check=True)
    texts = [
        path
        for name in files.stdout.split()
        if (path := settings.BASE_DIR / name).suffix not in (".png", ".mo", ".ttf")
    ]

    found = {
        (path.name, number)
        for path in texts
        for number in DIGITS.findall(path.read_text())
        if could_be_somebodys(number)
    }

    assert found == set()
