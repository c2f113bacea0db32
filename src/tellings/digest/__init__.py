"""A story in a few sentences, each with its citations."""

from tellings.digest.rewriting import Asked, asked_of, checked
from tellings.digest.sentences import DigestSettings, digest_of

__all__ = ["Asked", "DigestSettings", "asked_of", "checked", "digest_of"]
