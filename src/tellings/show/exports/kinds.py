"""What can be written, and as what: names alone, so that a command's help needs nothing else."""

from enum import StrEnum


class Format(StrEnum):
    """What a file is written as."""

    JSONL = "jsonl"
    CSV = "csv"
    PARQUET = "parquet"
    ATOM = "atom"
    WEB_ANNOTATION = "webannotation"
    JSON = "json"

    @property
    def is_table(self) -> bool:
        """Whether the format holds one table, which has to be chosen."""
        return self in {Format.JSONL, Format.CSV, Format.PARQUET}


class Table(StrEnum):
    """What a table has one row for."""

    ARTICLES = "articles"
    MENTIONS = "mentions"
    ATTRIBUTIONS = "attributions"
    CLAIMS = "claims"
    WITNESSES = "witnesses"
    DERIVATIONS = "derivations"
    PASSAGES = "passages"
    STORIES = "stories"
