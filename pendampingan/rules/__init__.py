"""Every write to the facts of the upper floor, as a verb with an actor."""

import pendampingan.rules.constraints  # noqa: F401 so that whatever a rule meets in the database has its field
