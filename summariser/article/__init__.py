"""An article: its text untouched, its sentences, what of the text is the article and what furniture, and its layout."""

from summariser.article.article import Article, Sentence
from summariser.article.layout.parts import Cell, Part, Role, parts_of_text
from summariser.article.layout.sections import Place, Section

__all__ = ["Article", "Cell", "Part", "Place", "Role", "Section", "Sentence", "parts_of_text"]
