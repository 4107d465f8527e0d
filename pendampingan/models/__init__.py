"""The facts of the upper floor: what happened, and what it counts for."""

from pendampingan.models.attendance import Attendance
from pendampingan.models.certificate import Certificate
from pendampingan.models.citation import Citation
from pendampingan.models.ledger import LedgerLine, Tally
from pendampingan.models.month import MonthClose, ReportedFigure
from pendampingan.models.photo import SheetPhoto
from pendampingan.models.receipt import Receipt
from pendampingan.models.sample import Sample, Sampled
from pendampingan.models.seal import Seal
from pendampingan.models.session import Enrolment, SessionDay, TrainingSession
from pendampingan.models.signal import SignalLook
from pendampingan.models.target import Kept, Measure, PublishedFigure, Target
from pendampingan.models.topic import Topic
from pendampingan.models.visit import MentoringVisit

__all__ = [
    "Attendance",
    "Certificate",
    "Citation",
    "Enrolment",
    "Kept",
    "LedgerLine",
    "Measure",
    "MentoringVisit",
    "MonthClose",
    "PublishedFigure",
    "Receipt",
    "ReportedFigure",
    "Sample",
    "Sampled",
    "Seal",
    "SessionDay",
    "SheetPhoto",
    "SignalLook",
    "Tally",
    "Target",
    "Topic",
    "TrainingSession",
]
