"""Which businesses a sample holds: an order of those behind a figure that its seed decides, and nobody who draws."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.db import connection

from pendampingan.counts.as_of import AsOf
from pendampingan.counts.behind import placed_behind
from pendampingan.counts.group import Group
from umkm.models import Centre

#: Each business has a lot, the SHA-256 of "seed:number"; the lowest are drawn. Whoever has the list of the figure can do the
#: same with any tool. Stratified, each centre has its part of the size, rounded down; what is left over goes, one each, to
#: those with the largest remainders (Hamilton's method), of equal ones to the lower code. The arithmetic is of whole numbers.
LOTS = """
WITH placed AS MATERIALIZED (
    SELECT business_id, centre_id, CASE WHEN %s THEN centre_id ELSE 0 END AS stratum FROM ({placed}) behind
),
strata AS (SELECT stratum, min(centre_id) AS centre_id, count(*) AS businesses FROM placed GROUP BY stratum),
whole AS (SELECT sum(businesses)::bigint AS businesses, least(sum(businesses), %s)::bigint AS drawn FROM strata),
shares AS (
    SELECT s.stratum, c.code, s.businesses * w.drawn / w.businesses AS part,
           s.businesses * w.drawn %% w.businesses AS remainder, w.drawn
    FROM strata s JOIN umkm_centre c ON c.id = s.centre_id CROSS JOIN whole w
),
parts AS MATERIALIZED (
    SELECT stratum, code, part + CASE WHEN row_number() OVER (ORDER BY remainder DESC, code) <= drawn - sum(part) OVER ()
                                      THEN 1 ELSE 0 END AS part
    FROM shares
),
ranked AS (
    SELECT p.business_id, p.centre_id, p.stratum, lot, row_number() OVER (PARTITION BY p.stratum ORDER BY lot) AS rank
    FROM placed p JOIN umkm_business b ON b.id = p.business_id
    CROSS JOIN LATERAL (SELECT sha256(convert_to(%s || ':' || b.number, 'UTF8')) AS lot) lots
)
SELECT (SELECT businesses FROM whole), r.business_id, r.centre_id
FROM ranked r JOIN parts p USING (stratum)
WHERE r.rank <= p.part AND r.rank <= %s
ORDER BY p.code, r.lot
"""


@dataclass(frozen=True)
class Drawn:
    """How many businesses stand behind the figure, and those drawn, each with the centre where it stood, in order."""

    population: int
    centres: Mapping[int, int]


def draw(group: Group, as_of: AsOf, centre: Centre | None, *, size: int, seed: str, stratified: bool) -> Drawn:
    """The sample of this seed: `size` businesses, or all where there are fewer; by centre in proportion where `stratified`.

    The same words draw the same businesses on any day, as long as the figure's moment is over.
    """
    placed, parameters = placed_behind(group, as_of, centre).values("business_id", "centre_id").query.sql_with_params()
    with connection.cursor() as cursor:
        cursor.execute(LOTS.replace("{placed}", placed), [stratified, *parameters, size, seed, size])
        rows = cursor.fetchall()
    return Drawn(rows[0][0] if rows else 0, {business: centre_of for _all, business, centre_of in rows})
