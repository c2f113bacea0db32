"""How things are named in what leaves the house."""

from dataclasses import dataclass
from urllib.parse import quote


@dataclass(frozen=True, slots=True)
class ExportSettings:
    """What exports need to know beside the stories.

    Args:
        base: What the identifiers of a feed and of annotations begin with; `urn:tellings:` or an address of one's own
            that ends in a stroke (decision 0012).
        title: The title of the feed.
        address: Where the feed can be fetched; None for a feed that is a file.
        context_characters: How many characters before and after its words a quote selector carries. 32 is what
            annotation clients use.
    """

    base: str = "urn:tellings:"
    title: str = "Stories"
    address: str | None = None
    context_characters: int = 32

    def identifier(self, kind: str, name: str) -> str:
        """The identifier of one thing: the base, its kind and its id, percent-encoded."""
        between = "/" if self.base.startswith(("http:", "https:")) else ":"
        return f"{self.base}{kind}{between}{quote(name, safe='')}"
