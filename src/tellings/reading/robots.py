"""What a site's robots.txt allows, and how slowly.

Source: RFC 9309; `Crawl-delay` by custom. protego reads the rules, because the standard library's parser does not know
the wildcards that RFC 9309 asks for.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from urllib.parse import urlsplit

from protego import Protego

from tellings.reading.web import Answer

HOLDS = timedelta(hours=24)
"""How long rules hold: RFC 9309 (2.4) says a day at most."""
_SILENCE_HOLDS = timedelta(hours=1)
MAX_BYTES = 512_000
"""As much of a robots.txt as is read: RFC 9309 (2.5) asks for 500 KiB at least."""


@dataclass(frozen=True, slots=True)
class RobotRules:
    """A site's rules for robots.

    Args:
        rules: What it states; None where `allows_all` decides.
        allows_all: Without rules: a site that has no robots.txt allows everything, one that cannot be asked nothing.
    """

    rules: Protego | None
    allows_all: bool = True

    def allows(self, address: str, agent: str) -> bool:
        """Whether a robot of this name may fetch an address."""
        return self.allows_all if self.rules is None else bool(self.rules.can_fetch(address, agent))

    def delay_seconds(self, agent: str) -> float:
        """Seconds to leave between two requests; 0 where the site does not say."""
        stated = self.rules.crawl_delay(agent) if self.rules is not None else None
        return stated if stated is not None and stated > 0 else 0.0


def robots_address(address: str) -> str:
    """Where the robots.txt of an address's site is; empty for what is no address."""
    try:
        parts = urlsplit(address)
    except ValueError:
        return ""
    if not parts.netloc:
        return ""
    return f"{parts.scheme.lower()}://{parts.netloc.rpartition('@')[2].lower()}/robots.txt"


def robot_rules(found: Answer | None) -> RobotRules:
    """The rules in the answer for a robots.txt (RFC 9309, 2.3.1); None for no answer at all."""
    if found is None or found.status >= 500 or found.status == 429:
        return RobotRules(None, allows_all=False)
    if found.status != 200:
        return RobotRules(None)
    text = found.content[:MAX_BYTES].decode("utf-8", errors="replace").replace("\0", "")
    return RobotRules(Protego.parse(text))


class KnownRobots:
    """The rules of the sites met so far, as long as they hold. Whoever watches keeps one for all rounds."""

    def __init__(self) -> None:
        self._rules: dict[str, tuple[RobotRules, datetime]] = {}

    def rules(self, address: str, now: datetime) -> RobotRules | None:
        """The rules for an address; None where they are not known or too old."""
        rules, until = self._rules.get(robots_address(address), (None, now))
        return rules if now < until <= now + HOLDS else None

    def keep(self, address: str, found: Answer | None, now: datetime) -> None:
        """Remember the answer of a robots.txt's address; None, that there was no answer, holds for an hour only."""
        rules = robot_rules(found)
        holds = HOLDS if rules.allows_all or rules.rules is not None else _SILENCE_HOLDS
        self._rules[address] = (rules, now + holds)
