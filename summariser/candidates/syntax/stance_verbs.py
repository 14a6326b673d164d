"""The verbs by which a party confirms, denies, welcomes or criticises something: a short closed class."""

from enum import StrEnum
from types import MappingProxyType

from summariser.candidates.syntax.verbs import forms_of


class StanceKind(StrEnum):
    """How a party stands to what it speaks of; the first three and no other are so named in the report summary.

    >>> stances_of(Article.from_text("The Harbour Board denied the findings."))[0].kind
    <StanceKind.DENIED: 'denied'>
    """

    CONFIRMED = "confirmed"
    DENIED = "denied"
    DECLINED = "declined to comment"
    WELCOMED = "welcomed"
    CRITICISED = "criticised"


STANCES = MappingProxyType(
    dict.fromkeys(forms_of("confirm accept acknowledge concede agree endorse support recognise recognize apologise apologize"), StanceKind.CONFIRMED)
    | dict.fromkeys(("admit", "admits", "admitted", "admitting", "backs", "backed"), StanceKind.CONFIRMED)
    | dict.fromkeys(
        forms_of("deny reject dispute dismiss contest refute disagree challenge oppose"), StanceKind.DENIED
    )
    | dict.fromkeys(("rebut", "rebuts", "rebutted"), StanceKind.DENIED)
    | dict.fromkeys(forms_of("welcome praise applaud hail"), StanceKind.WELCOMED)
    | dict.fromkeys(forms_of("criticise criticize condemn question attack blame accuse"), StanceKind.CRITICISED)
)  # fmt: skip
