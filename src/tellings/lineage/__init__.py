"""Who copied whom: passages, direction with reasons, edits, and the texts behind the copies that nobody has."""

from tellings.lineage.settings import LineageSettings
from tellings.lineage.tracing import trace

__all__ = ["LineageSettings", "trace"]
