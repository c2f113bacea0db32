"""Names of files and sites that stand for outlets, short enough for a line and never two alike."""

from collections import Counter
from collections.abc import Iterable

from tellings.records import Article


def short_names(articles: Iterable[Article]) -> dict[str, str]:
    """A shorter name for each report that bears the name of its file or of its site, where that leaves no two alike."""
    named = {article.name: article.outlet is None for article in articles}
    short = {
        name: shortened_in_the_middle(name) if is_file else name.removeprefix("www.")
        for name, is_file in sorted(named.items())
    }
    counts = Counter(short.values())
    return {name: told for name, told in short.items() if counts[told] == 1 and told != name}


def shortened_in_the_middle(name: str, most: int = 18) -> str:
    """The name, or its start and its end where it is longer: a file's name keeps its extension and its last letters."""
    if len(name) <= most:
        return name
    tail = 3 + len(name) - name.rindex(".") if "." in name[-6:] else 6
    return f"{name[: most - tail - 1]}…{name[-tail:]}"
