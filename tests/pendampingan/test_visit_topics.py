"""What visits were about as text becomes topics of the list."""

from django.core.management import call_command

from pendampingan.models import MentoringVisit, Topic
from tests import make


def test_the_texts_that_visits_were_about_become_topics(committed_database, as_owner):
    business = make.business()
    call_command("migrate", "pendampingan", "0011", verbosity=0)
    texts = [["keuangan"], ["Keuangan", "Batik tulis"], ["batik tulis"], ["Batik, tulis"], []]
    for topics in texts:
        make.visit(business, "2021-03-01", topics=topics)

    call_command("migrate", "pendampingan", verbosity=0)

    names = dict(Topic.objects.values_list("code", "name"))
    told = [[names[code].lower() for code in visit.topics] for visit in MentoringVisit.objects.order_by("pk")]
    assert told == [["keuangan"], ["keuangan", "batik tulis"], ["batik tulis"], ["batik, tulis"], []]
    assert {code for code in names if code.startswith("batik")} == {"batik-tulis", "batik-tulis-2"}
