"""When: time expressions with their TIMEX3 values."""

from tellings.language.time.timexes import timexes_of

__all__ = ["timexes_of"]
