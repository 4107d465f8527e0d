"""A made-up city to look at, to test on and to measure with: `manage.py demo`.

`plan` says how many when; `lives`, `classes` and `visits` tell what happened to each business; `ledger` what was known
of it when; `rows` writes it down for COPY; `load` brings it into the database; `week` adds the week around today.
Nobody in it exists.
"""
