"""Colours of the page can be read: 4.5 to 1 or more for every pair of text and ground, in light and in dark."""

import re
from importlib.resources import files

import pytest

CSS = (files("tellings.show") / "templates" / "report.css").read_text(encoding="utf-8")
ON_PAPER = ("ink", "soft", "link", "corroborated", "one-voice", "echoed", "single", "disputed")
PAIRS = (
    [(name, ground) for name in ON_PAPER for ground in ("paper",)]
    + [(name, f"{name}-wash") for name in ON_PAPER[3:]]
    + [("added-ink", "added"), ("gone-ink", "gone"), ("moved-ink", "moved"), ("target-ink", "target")]
    + [("paper", "ink"), ("moved-ink", "paper"), ("link", "sheet")]
    + [("badge-ink", "badge"), ("ink", "copied"), ("link", "copied"), ("ink", "sheet"), ("soft", "sheet")]
)


def colours(scheme: str) -> dict[str, str]:
    blocks = re.findall(r":root \{(.*?)\}", CSS, flags=re.DOTALL)
    found = dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6})", blocks[0]))
    return found if scheme == "light" else found | dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6})", blocks[1]))


def luminance(colour: str) -> float:
    """Relative luminance, WCAG 2.2."""
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize(("text", "ground"), PAIRS, ids=["-on-".join(pair) for pair in PAIRS])
def test_contrast(scheme: str, text: str, ground: str) -> None:
    found = colours(scheme)
    darker, lighter = sorted([luminance(found[text]), luminance(found[ground])])

    assert (lighter + 0.05) / (darker + 0.05) >= 4.5


def test_nothing_moves_for_who_asked_for_stillness() -> None:
    moving = [rule for rule in CSS.splitlines() if "animation" in rule or "transition" in rule or "smooth" in rule]

    assert all("prefers-reduced-motion: no-preference" in rule for rule in moving)
