"""What the upper floor adds to a business's page; each module appends to the lists of `umkm.panels`."""

from pendampingan.history import activity, evidence, ledger  # noqa: F401 so that what they tell is told
