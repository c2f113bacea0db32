"""Who said what: attributions in an article, and the same utterance across the articles of a story."""

from tellings.language.attributions.attributing import AttributionSettings, attributions_of
from tellings.language.attributions.utterances import utterances_of

__all__ = ["AttributionSettings", "attributions_of", "utterances_of"]
