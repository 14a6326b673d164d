"""Sources that are not English: none of their numbers gets a plain tick."""

import pytest
from pydantic import BaseModel

from summariser import Article, verify, verify_text
from summariser.verification import Level

_GERMAN = "Die Regierung entsandte 2021 rund 11.000 Soldaten in das Nachbarland und zahlte 40 Millionen Euro."
_SOURCES = [
    _GERMAN,
    "Le ministre a envoyé 11 soldats dans les montagnes en 2021, et 40 millions d'euros ont été dépensés.",
    "El ministro envió 11 soldados a las montañas en 2021, y los gastos fueron de 40 millones de euros.",
    "Het ministerie stuurde 11 soldaten naar het noorden in 2021, en dat heeft 40 miljoen euro gekost.",
]


class _Facts(BaseModel):
    soldiers: int
    abstract: str


@pytest.mark.parametrize("source", _SOURCES)
@pytest.mark.parametrize(
    "claim", ["11 soldiers were sent.", "In 2021 it sent 11.", "11.000 Soldaten", "40 Millionen Euro"]
)
def test_no_number_of_a_foreign_source_is_plainly_supported(source: str, claim: str) -> None:
    """Neither counts nor years; what is not supported stays so."""
    assert Level.SUPPORTED not in {verdict.level for verdict in verify_text(claim, source=source)}


def test_neither_are_fields() -> None:
    """Numbers in fields and in prose alike; the doubt says why."""
    verdicts = verify(_Facts(soldiers=11, abstract="Some 11 soldiers."), Article.from_text(_GERMAN)).verdicts

    assert [verdict.level for verdict in verdicts if verdict.ok] == [Level.DOUBT] * sum(
        v.ok for v in verdicts
    )
    assert any("not in English" in (verdict.doubt or "") for verdict in verdicts)


def test_english_sources_are_ticked_as_before() -> None:
    """Also with foreign names in them, and where a text is too short to tell."""
    for source in ("The Banco del Norte and the Hotel de la Paix were sold for 11 crowns.", "11 ships"):
        (verdict,) = verify_text("11", source=source)
        assert verdict.level is Level.SUPPORTED
