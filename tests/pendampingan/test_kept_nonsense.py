"""Whatever is sent to the pages of what staff keep, each answers with a sentence or takes it as text."""

import pytest
from django.urls import reverse

from pendampingan.models import Measure, PublishedFigure, Target
from tests import make
from tests.city import main_target
from tests.shown import as_shown

pytestmark = pytest.mark.django_db

NONSENSE = ["", "-1", "0", "9" * 23, "9" * 5000, "2021-02-30", "0021-10-25", "9999-12-31", "\x00", "x" * 25000]
TARGET = ["value", "starts_on", "ends_on", "source", "note", "key"]
MEASURE = ["indonesian", "english", "stage", "unit", "source", "valid_from", "valid_to", "key"]
FIGURE = ["as_of", "stage", "value", "source", "wording", "key"]
FIELDS = {
    "target_add": TARGET,
    "target_correct": [*TARGET, "reason"],
    "target_void": ["reason", "key"],
    "target_main": ["instead_of"],
    "target_shares": ["31.71.01", "initial-31.71.01", "reason"],
    "measure_add": MEASURE,
    "measure_correct": [*MEASURE, "reason"],
    "measure_void": ["reason", "key"],
    "figure_add": FIGURE,
    "figure_correct": [*FIGURE, "reason"],
    "figure_void": ["reason", "key"],
}


@pytest.fixture
def keys():
    """Of the rows that the pages are of."""
    main_target(200, Gambir=30)
    return {
        "target": Target.objects.get(value=278_971).pk,
        "measure": Measure.objects.get(code="financed").pk,
        "figure": PublishedFigure.objects.get(value=287_000).pk,
    }


@pytest.mark.parametrize(("name", "field"), [(name, field) for name, fields in FIELDS.items() for field in fields])
def test_nonsense_in_one_field_is_refused_or_taken_as_text(client, keys, name, field):
    client.force_login(make.user(), backend="django.contrib.auth.backends.ModelBackend")
    address = reverse(name, args=[] if name.endswith("_add") else [keys[name.partition("_")[0]]])
    typed = as_shown(client.get(address)) | {"reason": "sebab"}

    answers = {text[:12]: client.post(address, typed | {field: text}).status_code for text in NONSENSE}

    assert set(answers.values()) <= {200, 302}, answers
