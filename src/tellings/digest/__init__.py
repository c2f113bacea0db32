"""A story in a few sentences, each with its citations."""

from tellings.digest.sentences import DigestSettings, digest_of

__all__ = ["DigestSettings", "digest_of"]
