"""Digests that say whether something has to be done again: of documents, articles, settings."""

import hashlib
import json
from collections.abc import Iterable
from dataclasses import fields, is_dataclass
from enum import Enum
from typing import Any

from tellings.records import Article, Document


def document_digest(document: Document) -> str:
    """Digest of all that cleaning is given, the source apart: with it a known document is told before it is cleaned."""
    given = (
        *(document.kind.value, document.id, document.title, document.outlet, document.published, document.url),
        document.content,
    )
    return _digest(json.dumps(given).encode("ascii"))


def article_digest(article: Article) -> str:
    """Digest of everything an article holds but its id: the input of annotation."""
    return settings_digest(article, without=("id",))


def joint_digest(digests: Iterable[str]) -> str:
    """Digest of several in their order: the input of a comparison."""
    return _digest("\n".join(digests).encode())


def settings_digest(settings: object, *, without: tuple[str, ...] = ()) -> str:
    """Digest of a settings dataclass (or any record): the same for equal ones, in every process."""
    return _digest(json.dumps(_plain(settings, without), separators=(",", ":")).encode("ascii"))


def _digest(given: bytes) -> str:
    return hashlib.blake2b(given, digest_size=16).hexdigest()


def _plain(value: object, without: tuple[str, ...] = ()) -> Any:
    """The value as JSON that tells different ones apart; sets are sorted."""
    if isinstance(value, Enum):
        return value.value
    if is_dataclass(value) and not isinstance(value, type):
        return {f.name: _plain(getattr(value, f.name)) for f in fields(value) if f.name not in without}
    if isinstance(value, dict):
        return sorted(([_plain(key), _plain(each)] for key, each in value.items()), key=repr)
    if isinstance(value, set | frozenset):
        return sorted((_plain(each) for each in value), key=repr)
    if isinstance(value, tuple | list):
        return [_plain(each) for each in value]
    if value is None or isinstance(value, str | int | float | bool):
        return value
    return str(value)
