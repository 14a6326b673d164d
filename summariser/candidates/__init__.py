"""What an article's own words offer for each field that names something: found by form, for a model to choose among."""

from summariser.candidates.naming.names import Name, NameKind, Passage, names_of
from summariser.candidates.reports.dates import report_dates_of
from summariser.candidates.reports.introductions import Introduction
from summariser.candidates.reports.issuers import IssuerCandidate, issuers_of
from summariser.candidates.reports.periods import report_periods_of
from summariser.candidates.reports.ranking import Candidate
from summariser.candidates.reports.set_apart import Marking
from summariser.candidates.reports.spans import Time, times_of
from summariser.candidates.reports.subject import is_about_report
from summariser.candidates.reports.times import TimeCandidate
from summariser.candidates.reports.titles import TitleCandidate, titles_of
from summariser.candidates.speech.speakers import Saying, saying_at, speakers_of
from summariser.candidates.speech.stances import Stance, stances_of
from summariser.candidates.syntax.stance_verbs import StanceKind

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
