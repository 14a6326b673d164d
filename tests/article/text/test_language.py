"""English told from other languages, in whole articles and in a sentence or two."""

import pytest

from summariser import Article
from summariser.article.text.language import find_language

_FOREIGN = [
    (
        "de",
        (
            "Die Hafenbehörde von Brantmoor zählte in diesem Jahr 11.000 Schiffe, mehr als je zuvor. Der Leiter sagte, dass"
            " der Hafen bis 2030 einen weiteren Kai brauche. Für die Arbeiten sind 4,5 Millionen Kronen vorgesehen."
        ),
    ),
    (
        "fr",
        (
            "Le bureau du port a compté 11 000 navires cette année, plus que jamais. Son directeur a dit aux journalistes que"
            " le port aurait besoin d'un quai de plus. Les travaux sont estimés à 4,5 millions de couronnes."
        ),
    ),
    (
        "es",
        (
            "La oficina del puerto contó este año 11.000 barcos, más que nunca. Su director dijo a los periodistas que el"
            " puerto necesitará otro muelle. Las obras costarán 4,5 millones de coronas, según el informe."
        ),
    ),
    (
        "nl",
        (
            "Het havenkantoor telde dit jaar 11.000 schepen, meer dan ooit. De directeur zei dat de haven nog een kade nodig"
            " zal hebben. Voor het werk is 4,5 miljoen kronen uitgetrokken, en dat is niet genoeg."
        ),
    ),
    (
        "pt",
        (
            "O escritório do porto contou 11.000 navios este ano, mais do que nunca. O diretor disse aos jornalistas que o"
            " porto vai precisar de mais um cais. As obras vão custar 4,5 milhões de coroas, segundo a direção dos portos."
        ),
    ),
    (
        "it",
        (
            "L'ufficio del porto ha contato 11.000 navi quest'anno, più che mai. Il direttore ha detto ai giornalisti che il"
            " porto avrà bisogno di un altro molo. I lavori costeranno 4,5 milioni di corone, secondo la direzione."
        ),
    ),
    (
        "pl",
        (
            "Urząd portowy naliczył w tym roku 11 000 statków, więcej niż kiedykolwiek. Dyrektor powiedział, że port będzie"
            " potrzebował jeszcze jednego nabrzeża. Prace mają kosztować 4,5 miliona koron, jak podano w komunikacie."
        ),
    ),
    (
        "sv",
        (
            "Hamnkontoret räknade i år 11 000 fartyg, och det är fler än någonsin. Chefen sade att hamnen snart behöver en"
            " kaj till. Arbetet har beräknats till 4,5 miljoner kronor, men det är inte betalt."
        ),
    ),
]
# Of no list: Finnish, Hungarian, Turkish; and other scripts.
_UNKNOWN = [
    (
        "Satamavirasto laski tänä vuonna 11 000 laivaa, enemmän kuin koskaan aiemmin. Johtajan mukaan satama tarvitsee uuden"
        " laiturin ennen vuosikymmenen loppua. Töihin on varattu rahaa. Kaupunki päättää asiasta syksyllä. "
    ),
    (
        "A kikötői hivatal idén több hajót számolt, mint bármikor korábban. Az igazgató szerint új rakpartra lesz szükség."
        " A munkák költségét a város fedezi majd jövőre. A döntés ősszel várható. "
    ),
    (
        "Liman idaresi bu yıl her zamankinden daha fazla gemi saydı. Müdür yeni bir rıhtıma ihtiyaç olduğunu söyledi."
        " Belediye kararını sonbaharda verecek. "
    ),
    "Портовое управление насчитало в этом году больше судов, чем когда-либо. ",
    "η λιμενική αρχή μέτρησε φέτος περισσότερα πλοία από ποτέ. ",
    "港务局今年统计了一万一千艘船只，比以往任何时候都多。",
]
_ENGLISH = [
    (
        "Juan de la Cruz y Ortega, of the Banco del Norte, and Marie de los Reyes were met by Karl von der Heide in"
        " Santa María del Mar, where the Museo de las Aguas opens today."
    ),
    "The newspapers Le Monde and Die Zeit and the Corriere della Sera wrote of it; La Repubblica del Sud did not.",
    (
        "Ships of the Port\n\nThe table has the ships by home port.\n\nPort | Ships\nSão Tomé dos Anjos | 41\nVilla del Rey | 12\n"
        "Bad Essen an der Wied | 9\nSaint-Jean sur Mer | 7\n"
    ),
    (
        "Harbour counts more ships than ever\n\nMinister resigns after row over quay\n\nRain delays repairs to the bridge by"
        " a week\n\nFarmers in the north fear for their crops\n"
    ),
    "“Il porto è chiuso,” the sign said, and sailors who came to the quay were sent to the next harbour by the guards.",
]


@pytest.mark.parametrize(("language", "text"), _FOREIGN)
def test_an_article_in_another_language_is_not_english(language: str, text: str) -> None:
    """As a page's text, as one paragraph, and as its first two sentences."""
    assert Article.from_text(f"{text}\n\n{text}\n").language == language
    assert Article.from_text(text).language == language
    assert Article.from_text(". ".join(text.split(". ")[:2])).language == language


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("de", "Die Regierung entsandte 11.000 Soldaten in das Nachbarland."),
        ("de", "Der Minister und seine Leute zählten 400 Brücken."),
        ("fr", "Le ministre a envoyé 11 000 soldats dans les montagnes."),
        ("es", "El ministro envió 11.000 soldados a las montañas."),
        ("nl", "De minister stuurde 11.000 soldaten naar het noorden."),
        ("pt", "O ministro enviou 11.000 soldados para as montanhas do norte, segundo um jornal."),
        ("it", "Il ministro ha inviato 11.000 soldati nelle montagne."),
        ("pl", "Minister wysłał 11 000 żołnierzy w góry na północy."),
    ],
)
def test_one_sentence_is_enough(language: str, text: str) -> None:
    """Of a claim's source often no more is given."""
    assert Article.from_text(text).language == language


@pytest.mark.parametrize("text", _UNKNOWN)
def test_a_language_that_is_in_no_list_is_not_english_either(text: str) -> None:
    """Which one it is stays open."""
    assert Article.from_text(f"{text * 4}\n\n{text * 4}").language == "und"


@pytest.mark.parametrize("text", _ENGLISH)
def test_foreign_names_and_tables_leave_a_text_english(text: str) -> None:
    """So do headlines, in which few words hold a sentence together."""
    assert Article.from_text(text).language == "en"


@pytest.mark.parametrize(
    "text", ["", "12 May", "Ships | 12", "Port of Brantmoor", "John Smith, 41", "Villa del Rey", "1 2 3 4 5"]
)
def test_what_is_too_short_to_tell_is_no_language(text: str) -> None:
    """Nobody is warned of a text of which nothing is known."""
    assert Article.from_text(text).language is None


def test_a_long_list_in_one_sentence_is_no_other_language() -> None:
    """It has but two words of English around its things."""
    things = ", ".join(f"{n} mills" for n in range(100, 200))
    assert Article.from_text(f"The towns counted {things}.").language is None


def test_figures_and_cells_alone_are_no_language() -> None:
    """However many there are."""
    assert find_language(f"wheat {n} | barley {n}" for n in range(500)) is None
