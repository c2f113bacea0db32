"""What one report has as not known or not given, and another tells: a cause, a name."""

import re
from collections.abc import Iterator

from tellings.claims.differences.found import Found, Telling
from tellings.claims.differences.matter import Reading
from tellings.records import DisagreementKind

_DENIED = r"(?:not|n[o't]t|never|no|yet to)"
_GIVEN = r"(?:clear|known|know|disclosed?|released?|identif\w+|named?|confirmed?|determined?|specif\w+|revealed?|given)"
_UNKNOWN = re.compile(
    rf"\b{_DENIED}\b[\w\s,’']{{0,40}}?\b{_GIVEN}\b"
    r"|\b(?:unclear|unknown|undisclosed|unidentified|unconfirmed|unnamed)\b|\bno information\b",
    re.IGNORECASE,
)
# For each matter the words in which it is said to be unknown, and those in which it is told.
_MATTERS = {
    "cause": (
        r"\b(?:causes?|caused|why|how(?! (?:many|much|long|often|far)))\b",
        r"^(?!.*\b(?:what|how|whether|causes? of|investigat\w+)\b)"
        r".*\b(?:caused|blamed|due to|because of|triggered|sparked)\b",
    ),
    "name": (r"\b(?:names?|named|identit\w+|identif\w+)\b", r"\bidentified\b[\w\s,]{0,30}\bas (?-i:[A-Z])"),
}
# Least likeness of the sentences around; on the six events and 31 others, less finds wrong ones.
_ALIKE = {"cause": 0.15, "name": 0.05}
_SHARED = 0.1  # least sum of the likenesses of the two sentences and assertions: less, and nothing is shared
_LONGEST = 300  # a longer assertion tells more than this


def knowing(reading: Reading) -> Iterator[Found]:
    """What one report has as not known or not given and another tells: a cause, a name."""
    texts = [reading.text(i) for i in range(len(reading.facts))]
    for name, patterns in _MATTERS.items():
        asked, told = (re.compile(pattern, re.IGNORECASE) for pattern in patterns)
        unknown = [i for i, t in enumerate(texts) if _UNKNOWN.search(t) and asked.search(t) and len(t) < _LONGEST]
        known = [i for i, t in enumerate(texts) if told.search(t) and not _UNKNOWN.search(t) and len(t) < _LONGEST]
        known = list({reading.facts[i].span.article_id: i for i in reversed(known)}.values())
        for one in unknown:
            for other in known:
                if reading.facts[one].span.article_id == reading.facts[other].span.article_id:
                    continue
                if reading.surroundings.windows(one, other) < _ALIKE[name]:
                    continue
                signs = reading.signs_of(one, other)
                if signs.sentences + signs.assertions < _SHARED:
                    continue
                kind = DisagreementKind.CAUSE if name == "cause" else DisagreementKind.POLARITY
                ours, theirs = _telling(reading, one, "not known"), _telling(reading, other, "told")
                yield Found(f"unknown {name}", kind, True, name, ours, theirs, signs)


def _telling(reading: Reading, index: int, key: str) -> Telling:
    return Telling(reading.facts[index].span, " ".join(reading.text(index).split()), key, index)
