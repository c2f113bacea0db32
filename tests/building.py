"""Records that many tests need, made by hand with as little in them as the records allow."""

from tellings.records import Article, ArticleId


def article_of(text: str, name: str = "a") -> Article:
    """An article that has a text and nothing else."""
    return Article(
        id=ArticleId(name),
        source=f"{name}.txt",
        text=text,
        title="",
        outlet=None,
        byline=(),
        agency=(),
        dateline=None,
        published=None,
        language="en",
        url=None,
        blocks=(),
        bases=(),
    )
