"""What the upper floor adds to the pages of businesses and people; each module appends to the lists of `umkm.panels`."""

from pendampingan.history import activity, evidence, ledger, person, sales  # noqa: F401 so that what they tell is told
