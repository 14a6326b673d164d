"""One amount in two units, and amounts side by side that make one."""

import pytest

from summariser import verify_text

SAME = [
    ("The archive takes 2.548 TB.", "The archive takes 2548 GB."),
    ("The archive takes 1.5 gigabytes.", "The archive takes 1500 MB of space."),
    ("The well gave 0.5 litres.", "The well gave 500 ml."),
    ("The park covers 20 hectares.", "The park covers 0.2 square kilometres."),
    ("The mill used 2.1 MWh.", "The mill used 2,100 kWh."),
    ("The parcel weighs 3.25 pounds.", "The parcel weighs 3 pounds 4 ounces."),
    ("The parcel weighs 52 ounces.", "The parcel weighs 3 lb 4 oz."),
    ("The talk took 105 minutes.", "The talk took 1 hour 45 minutes."),
    ("The talk took 1 hour 45 minutes.", "The talk took 105 minutes."),
    ("The run took 6,310 seconds.", "The run took 1 hour, 45 minutes and 10 seconds."),
    ("The beam is 70 inches long.", "The beam is 5 feet 10 long."),
    ("The beam is 70 inches long.", "The beam, 5-foot-10, is long."),
    ("The trail is 4.35 kilometres long.", "The trail is 4 kilometres 350 metres long."),
    ("The cup holds 1.6 litres.", "The cup holds 1,600 millilitres."),
]
APART = [
    ("The archive takes 2.548 TB.", "The archive takes 2548 MB."),
    ("The parcel weighs 3.4 pounds.", "The parcel weighs 3 pounds 4 ounces."),
    ("The talk took 145 minutes.", "The talk took 1 hour 45 minutes."),
    ("The park covers 2 hectares.", "The park covers 0.2 square kilometres."),
    ("The beam is 56 inches long.", "The beam is 5 feet long, and 10 were cut."),
    ("The trail is 4,350 metres long.", "The trail is 4 kilometres long; 350 metres are paved."),
    ("It was 30 degrees Celsius.", "It was 303.15 degrees Fahrenheit."),
]


@pytest.mark.parametrize(("text", "source"), SAME)
def test_one_amount_in_two_units_is_the_same(text: str, source: str) -> None:
    assert [v.text for v in verify_text(text, source=source) if not v.ok] == []


@pytest.mark.parametrize(("text", "source"), APART)
def test_other_amounts_stay_other(text: str, source: str) -> None:
    assert not all(v.ok for v in verify_text(text, source=source))


@pytest.mark.parametrize(
    ("source", "text", "ok"),
    [
        ("The storm lasted a day and a half.", "The storm raged for 36 hours.", True),
        ("It took a year and a quarter.", "It took 15 months.", True),
        ("The talk lasted an hour and a half.", "It lasted 90 minutes.", True),
        ("The talk lasted an hour and a half.", "It lasted 60 minutes.", False),
        ("The talk lasted an hour.", "It lasted 90 minutes.", False),
    ],
)
def test_a_part_behind_a_span_without_a_number(source: str, text: str, ok: bool) -> None:
    assert [v.ok for v in verify_text(text, source=source)] == [ok]
