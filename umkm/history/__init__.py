"""What the ground floor adds to a business's page; each module appends to the lists of `umkm.panels`."""

from umkm.history import changes, course, disclosures, people  # noqa: F401 so that what they tell is told
