"""One database for everything that comes in: articles with their versions, annotations, stories, feeds, the log.

with open_store("desk.tellings") as store, store.batch():
added = store.add_article(article, document_digest(document), at=now)
store.save_annotation(annotated, key, at=now, article=added.article)
"""

from tellings.store.annotations import under
from tellings.store.digests import article_digest, document_digest, joint_digest, settings_digest
from tellings.store.interface import Store
from tellings.store.opening import WAIT_SECONDS, open_store
from tellings.store.rows import (
    Added,
    Arrival,
    Change,
    CopyRow,
    Decision,
    DecisionKind,
    Feed,
    Found,
    FoundClaim,
    FoundStatement,
    Level,
    LogLine,
    Membership,
    OutletRow,
    Query,
    Snippet,
    StageKey,
    StageStatus,
    Status,
    StoredComparison,
    StoryFilter,
    StoryLink,
    StoryRow,
    StoryState,
    Version,
)
from tellings.store.words import terms_of

__all__ = [
    "Added",
    "Arrival",
    "Change",
    "CopyRow",
    "Decision",
    "DecisionKind",
    "Feed",
    "Found",
    "FoundClaim",
    "FoundStatement",
    "Level",
    "LogLine",
    "Membership",
    "OutletRow",
    "Query",
    "Snippet",
    "StageKey",
    "StageStatus",
    "Status",
    "Store",
    "StoredComparison",
    "StoryFilter",
    "StoryLink",
    "StoryRow",
    "StoryState",
    "Version",
    "WAIT_SECONDS",
    "article_digest",
    "document_digest",
    "joint_digest",
    "open_store",
    "settings_digest",
    "terms_of",
    "under",
]
