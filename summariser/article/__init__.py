"""An article: its text untouched, its sentences, and what of the text is the article and what is page furniture."""

from summariser.article.article import Article, Sentence

__all__ = ["Article", "Sentence"]
