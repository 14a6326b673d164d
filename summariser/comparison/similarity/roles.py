"""What is said of people, where no word of the number's own clause says it: a heading of one word."""

from summariser.article import Article
from summariser.numbers import Kind
from summariser.reading import Statement
from summariser.reading.vocabulary.cues import role_of


def role_in(article: Article, statement: Statement) -> str | None:
    """The role of a counted number, by the heading that it stands under: "Killed. Seven people ..." """
    if statement.mention.kind is not Kind.CARDINAL or statement.sentence == 0:
        return None
    before, here = article.sentences[statement.sentence - 1 : statement.sentence + 1]
    words = before.text.strip(" .:*#-–—").split()
    runs_in = "\n" not in article.text[before.end : here.start].replace("\n\n", "\n", 1)
    return role_of(words[0]) if len(words) == 1 and runs_in else None
