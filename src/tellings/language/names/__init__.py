"""Who and what is named: mentions in an article, entities across the articles of a story."""

from tellings.language.names.entities import NameSettings, entities_of
from tellings.language.names.mentions import mentions_of

__all__ = ["NameSettings", "entities_of", "mentions_of"]
