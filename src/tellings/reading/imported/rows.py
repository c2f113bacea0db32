"""Records from the rows of a table, whichever format the table has: what a row is, its fields tell."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from tellings.reading.imported.fields import Fields, MisshapenError
from tellings.reading.imported.layers import article_of, attribution_of, claim_of, mention_of
from tellings.reading.imported.lineages import derivation_of
from tellings.records import Article, Attribution, Claim, Derivation, Mention


@dataclass(frozen=True, slots=True)
class Told:
    """A record and the id of the story it belongs to, which a claim's own id does not tell; None for no story."""

    story: str | None
    record: Article | Mention | Attribution | Claim | Derivation


_SUMMARY = "which repeat what other tables hold whole; import {} instead"

_Read = Callable[[Fields], Article | Mention | Attribution | Claim | Derivation]

# The fields that only rows of that kind have together, and how such a row is read or why it is not.
_KINDS: tuple[
    tuple[frozenset[str], Callable[[Fields], Article | Mention | Attribution | Claim | Derivation] | str], ...
]
_KINDS = (
    (frozenset({"cue", "content", "speaker_kind"}), attribution_of),
    (frozenset({"form", "name", "start"}), mention_of),
    (frozenset({"child", "passages"}), derivation_of),
    (frozenset({"claim", "voice"}), "a row of witnesses, " + _SUMMARY.format("the claims")),
    (frozenset({"child", "child_start"}), "a row of passages, " + _SUMMARY.format("the derivations")),
    (frozenset({"witnesses", "status"}), claim_of),
    (frozenset({"articles", "digest"}), "a row of stories, " + _SUMMARY.format("the story JSON")),
    (frozenset({"id", "text"}), article_of),
)


def record_of_row(row: object) -> Told:
    """The record that a row holds.

    Raises:
        MisshapenError: The row is of no kind that can be imported, or a field is not what its kind asks for.
    """
    if not isinstance(row, Mapping):
        raise MisshapenError("it is not an object with the columns of a table that `tellings export` writes")
    for fields, read in _KINDS:
        if fields <= row.keys():
            if isinstance(read, str):
                raise MisshapenError(f"it is {read}")
            record = Fields(row, "the row")
            return Told(record.maybe_text("story") if record.has("story") else None, read(record))
    raise MisshapenError("it has not the columns of any table that `tellings export` writes")
