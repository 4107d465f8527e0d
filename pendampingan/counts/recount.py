"""Whether ledger, tally and Progress are what the facts say, and sealed days what was sealed."""

from dataclasses import dataclass

from django.db import connection


@dataclass(frozen=True)
class Recount:
    """What a recount from the facts looked at, and where it found something else than was posted."""

    lines: int
    businesses: int
    differences: int
    #: The first of them, each a sentence that begins with its business's number where it has one.
    first: list[str]


def recount(*, show: int = 20) -> Recount:
    """Work everything out anew from the facts: one statement, so that people may go on working meanwhile."""
    with connection.cursor() as cursor:
        cursor.execute(
            """
            WITH found AS (
                SELECT d.business_id, coalesce(b.number || ': ', '') || d.what AS sentence
                FROM difference d LEFT JOIN umkm_business b ON b.id = d.business_id
            )
            SELECT (SELECT count(*) FROM pendampingan_ledger), (SELECT count(*) FROM umkm_business),
                   (SELECT count(*) FROM found),
                   ARRAY(SELECT sentence FROM found ORDER BY business_id NULLS FIRST, sentence LIMIT %s)
            """,
            [show],
        )
        return Recount(*cursor.fetchone())
