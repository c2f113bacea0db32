"""Documents from files, folders, JSON Lines and the web: decoded characters and where they came from."""

from tellings.reading.inputs import documents
from tellings.reading.settings import ReadingSettings

__all__ = ["ReadingSettings", "documents"]
