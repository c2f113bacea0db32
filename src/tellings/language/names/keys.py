"""Keys under which the spellings of one name fall together, whatever its transliteration.

Two keys, one strict and one loose. The *spelling key* keeps the vowels and unites what romanisation systems write
differently for one sound (w/v, y/i/yi, kh/h, q/k, x/ks, ts/tz/c, doubled letters). The *consonant key* goes on to drop
vowels after the first letter and to unite k/g and f/v; it proposes and never decides alone.
Source: the correspondences of BGN/PCGN, ISO 9 and ICAO 9303 romanisation tables for Cyrillic and Arabic.
"""

import re
from functools import cache

from anyascii import anyascii

_SOUNDS = (
    (r"shch|sch|sh|sz", "S"),
    (r"tch|tsch|ch|cz|tj", "C"),
    (r"zh|dzh|dj|j(?=[aeou])", "J"),
    (r"kh", "h"),
    (r"gh", "g"),
    (r"dh", "d"),
    (r"th", "t"),
    (r"ph", "f"),
    (r"ts|tz", "T"),
    (r"x", "ks"),
    (r"c(?=[eiy])", "s"),
    (r"ck|q|c", "k"),
    (r"w", "v"),
    (r"oo|ou", "u"),
    (r"ee", "i"),
    (r"[yji]+e", "e"),
    (r"[yji]+", "i"),
    (r"([a-zSCJT])\1+", r"\1"),
)
_COMPILED = tuple((re.compile(pattern), sound) for pattern, sound in _SOUNDS)
_NOT_LETTERS = re.compile(r"[^a-z'-]+")
_LOOSE = str.maketrans({"g": "k", "v": "f", "z": "s"})


@cache
def ascii_word(word: str) -> str:
    """The word in lower-case ASCII letters, hyphens and apostrophes."""
    folded = word if word.isascii() else anyascii(word)
    return _NOT_LETTERS.sub("", folded.casefold())


@cache
def spelling_key(word: str) -> str:
    """The word's sounds, so that its transliterations agree: Yuri and Yury, Witkoff and Vitkoff."""
    key = re.sub(r"[^a-z]", "", ascii_word(word))
    for pattern, sound in _COMPILED:
        key = pattern.sub(sound, key)
    return key


@cache
def consonant_key(word: str) -> str:
    """The first sound and the consonants after it: the same for Gaddafi and Qaddafi, Mohammed and Muhammad."""
    key = spelling_key(word).translate(_LOOSE)
    head = "a" if key[:1] in set("aeiou") else key[:1]
    return head + re.sub(r"(.)\1+", r"\1", re.sub(r"[aeiouh]", "", key[1:]))
