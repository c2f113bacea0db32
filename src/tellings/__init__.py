"""Tellings compares the reports of one event: who copied whom, who said what, what is confirmed, what is disputed.

import tellings

comparison = tellings.compare(["one.txt", "another.html"])
comparison.stories[0].digest
"""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from tellings.api import Compared, compare
    from tellings.pipeline import Settings

__version__ = "0.1.0"
__all__ = ["Compared", "Settings", "compare"]


def __getattr__(name: str) -> Any:
    """The public names, imported when first used: `tellings --help` must not wait for the language model."""
    if name in __all__:
        from tellings import api

        return getattr(api, name)
    raise AttributeError(f"module 'tellings' has no attribute '{name}'")
