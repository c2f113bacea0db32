"""Records back from what Tellings wrote: tables as JSON Lines, CSV or Parquet, the story JSON, Web Annotations."""

from tellings.reading.imported.files import Found, imported
from tellings.reading.imported.rows import Told

__all__ = ["Found", "Told", "imported"]
