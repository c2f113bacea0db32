"""What a caller may set about cleaning."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class CleaningSettings:
    """How documents are cleaned.

    Args:
        min_words: Fewest words of reporting that make an article. 25 is one long sentence: agency flashes of one
            sentence are articles, a title with a stub is not.
        languages: ISO 639-1 codes that later stages can read.
        max_characters: Longest document read, in code points. A page of five millions is not a report.
        max_text_characters: Longest reporting taken for an article; the longest of the development sets has 61,000.
        max_lines: Most lines of a dump that are looked at; a dump with more keeps its longest ones.
        today: A publication date more than a day after this one is not believed; None believes all.
    """

    min_words: int = 25
    languages: tuple[str, ...] = ("en",)
    max_characters: int = 5_000_000
    max_text_characters: int = 400_000
    max_lines: int = 5_000
    today: date | None = None
