"""The store as everything above it sees it: one class of small methods, whichever engine holds the tables.

The methods stand in the modules of what they are about; this page is where they meet:

    Articles     is_known, add_article, set_aside, article, articles, all_articles, history
    Annotations  save_annotation, annotation, annotations, without_annotation
    Stories      save_story, story, current_story, put_in_story, story_of, members, merge_stories, split_story,
                 link_stories, links, redirects, add_decision, decisions, save_grouping_state, grouping_state
    Comparisons  story_input, save_comparison, comparison, without_comparison, save_part, part
    Searching    search_articles, search_statements, search_claims, stories, outlets, copies
    Watching     save_feed, feed, feeds, remove_feed, unseen, mark_seen, write_log, log, start_run,
                 save_position, end_run
    Standing     status
"""

from contextlib import AbstractContextManager
from types import TracebackType
from typing import Self

from tellings.store.annotations import Annotations
from tellings.store.database import Database
from tellings.store.standing import Standing
from tellings.store.watching import Watching


class Store(Annotations, Standing, Watching):
    """An open store; a context manager that closes itself. One thread at a time; any number of processes.

    A method that writes does so in a transaction of its own, or as a part of the `batch` around it. Moments are the
    caller's, with a time zone. Every method may raise a `StoreError`.
    """

    def __init__(self, database: Database) -> None:
        self._database = database

    @property
    def location(self) -> str:
        """The store's path, or its address without the password."""
        return self._database.location

    def batch(self) -> AbstractContextManager[None]:
        """A transaction: everything inside is written when it ends, or nothing if it raises or the process dies.

        It alone writes: another process's batch waits for its end. Keep what takes long (annotating) outside.
        """
        return self._database.batch()

    def hold(self, name: str) -> AbstractContextManager[bool]:
        """Do something that only one process at a time may do: True inside for the one, False for others meanwhile."""
        return self._database.hold(name)

    def close(self) -> None:
        """Close the store; what was not committed is taken back."""
        self._database.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()
