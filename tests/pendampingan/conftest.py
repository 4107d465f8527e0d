"""What tests of the upper floor end with."""

import pytest

from pendampingan.counts.recount import recount


@pytest.fixture
def recounted(committed_database):
    """However it went, ledger, tally and Progress are what the facts say."""
    yield
    assert recount().first == []
