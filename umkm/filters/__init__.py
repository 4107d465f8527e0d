"""How lists are narrowed; every filter is a word in the address."""
