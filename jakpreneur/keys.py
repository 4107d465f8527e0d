"""Keys of rows, as addresses and forms say them."""

import re

#: Python reads no number of thousands of digits, and the database none beyond 64 bits.
KEY = re.compile("[0-9]{1,18}")


def key_in(text: str) -> int | None:
    """The key that the text says; None for whatever else it is."""
    return int(text) if KEY.fullmatch(text) else None
