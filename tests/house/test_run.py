"""What starts the registry can be told to stop, whoever started it."""

import signal

import pytest

from jakpreneur import database


@pytest.fixture
def started_in_the_background():
    """INT ignored, as a script's shell leaves it for what it starts with &."""
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    yield
    signal.signal(signal.SIGINT, before)


def test_int_ends_also_what_a_script_started_in_the_background(started_in_the_background):
    with pytest.raises(KeyboardInterrupt), database.ended_by_signals():
        signal.raise_signal(signal.SIGINT)

    assert signal.getsignal(signal.SIGINT) == signal.SIG_IGN


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP])
def test_term_and_hup_end_it_as_well(number):
    with pytest.raises(SystemExit, match=str(128 + number)), database.ended_by_signals():
        signal.raise_signal(number)
