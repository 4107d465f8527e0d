"""Every write to the facts of the ground floor, as a verb with an actor."""

import umkm.rules.constraints  # noqa: F401 so that whatever a rule meets in the database has its field
