"""Nobody can add a table of facts that skips the audit or the ledger."""

import pytest

from tests.sql import rows
from umkm.models import Fact

pytestmark = pytest.mark.django_db

FACTS = {model._meta.db_table for model in Fact.__subclasses__()}


def tables_with(trigger: str) -> set[str]:
    """The tables where this trigger stands and is switched on."""
    return {
        table
        for (table,) in rows(
            "SELECT tgrelid::regclass::text FROM pg_trigger WHERE tgname = %s AND tgenabled = 'O' AND NOT tgisinternal",
            [trigger],
        )
    }


@pytest.mark.parametrize("trigger", ["audit_insert", "audit_update", "refuse_delete", "refuse_new_key"])
def test_every_table_of_facts_keeps_its_history(trigger):
    assert tables_with(trigger) == FACTS


def test_every_table_that_counts_rest_on_is_posted():
    """A new row of a business, a class, its days or an enrolment counts only with the placement or attendance that
    follows. Of a kelurahan nothing that counts ever changes: kelurahan_keeps_its_centre."""
    read = {
        table
        for (table,) in rows(
            """
            WITH RECURSIVE read (relation) AS (
                SELECT unnest(ARRAY['implied', 'borne_out'])::regclass::oid
                UNION
                SELECT d.refobjid FROM read JOIN pg_rewrite r ON r.ev_class = read.relation
                JOIN pg_depend d ON d.objid = r.oid AND d.refclassid = 'pg_class'::regclass
            )
            SELECT relname::text FROM read JOIN pg_class c ON c.oid = read.relation WHERE c.relkind = 'r'
            """
        )
    }

    assert read - tables_with("post_update") == {"umkm_kelurahan"}
    assert read - tables_with("post_insert") == {
        "umkm_kelurahan",
        "umkm_business",
        "pendampingan_trainingsession",
        "pendampingan_sessionday",
        "pendampingan_enrolment",
    }
    assert tables_with("kelurahan_keeps_its_centre") == {"umkm_kelurahan"}


@pytest.mark.parametrize("model", Fact.__subclasses__(), ids=lambda model: model.__name__)
def test_a_fact_says_what_one_row_is(model):
    assert model.__doc__
    assert not model.__doc__.startswith(f"{model.__name__}(")
