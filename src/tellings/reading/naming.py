"""Names of inputs made safe to print: a file's name can hold anything, also a terminal's escape sequences."""

import unicodedata

# Cc controls, Cf invisible marks (among them those that turn the reading direction), Cs bytes that are no characters,
# Zl and Zp line breaks.
_UNPRINTABLE = {"Cc", "Cf", "Cs", "Zl", "Zp"}


def printable(name: str) -> str:
    r"""The name with every character that does not print as itself written as an escape (`\x1b`)."""
    return "".join(_escaped(character) for character in name)


def _escaped(character: str) -> str:
    if unicodedata.category(character) not in _UNPRINTABLE:
        return character
    return character.encode("unicode_escape").decode("ascii")
