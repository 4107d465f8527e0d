"""From where on something is a signal, and why there: an honest busy day lies below, such as a registration day at a fair
or a day of visits at one market. The page names these numbers."""

from collections.abc import Mapping

from pendampingan.choices import Signal

THRESHOLDS: Mapping[Signal, Mapping[str, int]] = {
    # Whoever copies a form into the registry needs two minutes at least: 20 keys beyond what is told, and the words. On a
    # registration day a clerk sees about 15 people an hour, however long the queue; several clerks stay several.
    Signal.BURST: {"most": 30},
    # A couple and a grown child share a phone; with more owners it is hardly one household's.
    Signal.PHONE: {"least": 4},
    # A house has room for the businesses of one family; from six owners on an address is a market's, or nobody's.
    Signal.ADDRESS: {"least": 6},
    # Twelve visits of half an hour, with the ways between them, fill eight hours; it is also the number of the city's wish.
    Signal.VISITS: {"most": 12},
    # Thirty letters are a sentence of one's own. Two or three businesses may have been told the same; five is a copy.
    Signal.NOTES: {"least": 5, "letters": 30},
    # Twenty entries about five days at least: a class of four days typed from its sheet the evening it ended is none.
    Signal.EVENING: {"share": 80, "least": 20, "days": 5},
    # The class says itself how many it takes.
    Signal.ATTENDANCE: {},
}
