"""What the ground floor adds to the pages of businesses and people; each module appends to the lists of `umkm.panels`."""

from umkm.history import changes, consents, course, disclosures, people, person  # noqa: F401 so that what they tell is told
