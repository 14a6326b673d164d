"""What an article's own words offer for each field that names something: found by form, for a model to choose among."""

from summariser.candidates.introductions import Introduction
from summariser.candidates.issuers import IssuerCandidate, issuers_of
from summariser.candidates.names import Name, NameKind, Passage, names_of
from summariser.candidates.ranking import Candidate
from summariser.candidates.report_dates import report_dates_of
from summariser.candidates.report_periods import report_periods_of
from summariser.candidates.set_apart import Marking
from summariser.candidates.spans import Time, times_of
from summariser.candidates.speakers import Saying, saying_at, speakers_of
from summariser.candidates.stance_verbs import StanceKind
from summariser.candidates.stances import Stance, stances_of
from summariser.candidates.subject import is_about_report
from summariser.candidates.times import TimeCandidate
from summariser.candidates.titles import TitleCandidate, titles_of

__all__ = [
    "Candidate",
    "Introduction",
    "IssuerCandidate",
    "Marking",
    "Name",
    "NameKind",
    "Passage",
    "Saying",
    "Stance",
    "StanceKind",
    "Time",
    "TimeCandidate",
    "TitleCandidate",
    "is_about_report",
    "issuers_of",
    "names_of",
    "report_dates_of",
    "report_periods_of",
    "saying_at",
    "speakers_of",
    "stances_of",
    "times_of",
    "titles_of",
]
