"""What the worker does for the ground floor."""

from jakpreneur.periodic import Job
from umkm.rules.draft import drop_old_drafts

JOBS = [Job("drop_old_drafts", every=3600, run=drop_old_drafts)]
