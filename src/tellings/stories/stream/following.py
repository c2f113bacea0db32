"""Which story each article is in, by the events alone: what a reader of a stream's events keeps."""

from tellings.records import ArticleId, Joined, Merged, Split, Started, StoryEvent


class Stories:
    """The stories that the events followed so far have left, those long out of the window too."""

    def __init__(self) -> None:
        self._articles: dict[str, list[ArticleId]] = {}
        self._of: dict[ArticleId, str] = {}
        self._into: dict[str, str] = {}

    def follow(self, event: StoryEvent) -> None:
        """Takes notice of one event; they must come in their order."""
        match event:
            case Started(story_id, article_id) | Joined(story_id, article_id):
                self._put(story_id, [article_id])
            case Merged(into, from_):
                self._put(into, self._articles.pop(from_))
                self._into[from_] = into
            case Split(from_, new_id, articles):
                leaving = set(articles)
                self._articles[from_] = [name for name in self._articles[from_] if name not in leaving]
                self._put(new_id, list(articles))
            case _:
                pass

    def _put(self, story_id: str, articles: list[ArticleId]) -> None:
        self._articles.setdefault(story_id, []).extend(articles)
        self._of.update(dict.fromkeys(articles, story_id))

    @property
    def of(self) -> dict[ArticleId, str]:
        """The story of each article."""
        return dict(self._of)

    def articles(self) -> dict[str, tuple[ArticleId, ...]]:
        """The articles of each story."""
        return {name: tuple(articles) for name, articles in self._articles.items()}

    def resolved(self, story_id: str) -> str:
        """The id under which a story is found now, whatever it was merged into."""
        while story_id in self._into:
            story_id = self._into[story_id]
        return story_id
