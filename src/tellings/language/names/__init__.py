"""Who and what is named: mentions in an article, entities across the articles of a story."""

from tellings.language.names.entities import entities_of
from tellings.language.names.listed import NameSettings, with_listed_names
from tellings.language.names.mentions import mentions_of

__all__ = ["NameSettings", "entities_of", "mentions_of", "with_listed_names"]
