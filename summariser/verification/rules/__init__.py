"""The rules that judge a number, one signature, in the order in which they are asked.

The order is from the strongest ground to the weakest, so that a number is called wrong only when nothing
supports it, and derived only when the source does not state it:

1. dates            Dates, times and names are compared by their parts; the rules below are about quantities.
2. direct           The source states it: same value, fitting unit and bound, and the words around agree.
3. written_apart    The source states it with a space inside the number.
4. rounded          The source states it more precisely.
5. misattributed    The source has it, but of something else (another role, direction, period or thing counted).
6. bound_changed    The source has it, with another bound.
7. derived          One step of arithmetic over the source's numbers gives it.
8. counted          The source lists what it counts.
9. unit_changed     The source has the value with another unit.
10. scale_changed   The source has the figures at another scale.
11. outside_article Only the page furniture has it.
12. absent          Nothing above: it is not in the source.
"""

from dataclasses import replace

from summariser.numbers import Kind
from summariser.verification.claim import Claim, Rule
from summariser.verification.rules.absent import absent, outside_article
from summariser.verification.rules.apart import written_apart
from summariser.verification.rules.changed import bound_changed, scale_changed, unit_changed
from summariser.verification.rules.counted import counted
from summariser.verification.rules.dates import dates
from summariser.verification.rules.derived import derived
from summariser.verification.rules.direct import direct
from summariser.verification.rules.misattributed import misattributed
from summariser.verification.rules.rounded import rounded
from summariser.verification.verdict import Verdict

RULES: tuple[Rule, ...] = (
    dates,
    direct,
    written_apart,
    rounded,
    misattributed,
    bound_changed,
    derived,
    counted,
    unit_changed,
    scale_changed,
    outside_article,
)


def judge(claim: Claim) -> Verdict:
    """The verdict of the first rule that decides."""
    for rule in RULES:
        verdict = rule(claim)
        if verdict is not None:
            return verdict
        if rule is dates and claim.mention.kind is Kind.IDENTIFIER:
            claim = replace(claim, mention=replace(claim.mention, kind=Kind.CARDINAL))
    return absent(claim)
