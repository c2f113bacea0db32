"""Stories as other programs want them: JSON Lines, CSV, Parquet, the story JSON, Atom, Web Annotation."""

from tellings.show.exports.formats import Format, exported
from tellings.show.exports.rows import Table
from tellings.show.exports.settings import ExportSettings

__all__ = ["ExportSettings", "Format", "Table", "exported"]
