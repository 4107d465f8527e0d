"""What the ground floor adds to a business's page; each module appends to the lists of `umkm.panels`."""

from umkm.history import course  # noqa: F401 so that its entries are told
