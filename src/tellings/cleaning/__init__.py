"""Articles from documents: every block of a page gets a role, and the reporting becomes the article's text."""

from tellings.cleaning.articles import clean
from tellings.cleaning.settings import CleaningSettings

__all__ = ["CleaningSettings", "clean"]
