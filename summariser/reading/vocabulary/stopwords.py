"""The words that are too common to say what a number is of, in lower case."""

COMMON = frozenset(
    """a about above after again against all also although am among an and any are as at be because been before
    being below between both but by can could did do does doing down during each few for from further had has have
    having he her here hers him his how however i if in into is it its just may me might more most much must my
    near nearly no nor not now of off on once only or other our out over own per said same say says she should
    since so some still such than that the their them then there these they this those through to too under until
    up upon us very was we were what when where which while who whom why will with within without would yet you
    your one according report reported reports including include includes around almost roughly approximately
    least million billion trillion thousand hundred percent per cent new last first year years month months week
    day days today yesterday tomorrow""".split()
)
STOPWORDS = COMMON | frozenset(
    """respectively end start beginning compared earlier later ago too versus
    isn't aren't wasn't weren't hasn't haven't hadn't don't doesn't didn't won't can't couldn't""".split()
)
