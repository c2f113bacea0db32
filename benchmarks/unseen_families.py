"""Families of edited copies, made here from articles that no weight of the lineage was learned from.

`made_families(seed)` gives articles and who was made from whom, in the form of `../shared/data/lineage`. Originals are
PolNeAR's development articles, BASIL's and NewScope's, one an event; their copies are edited by rules of the kinds
named there (cut, paragraphs dropped, house style, reordered, own paragraphs, rewritten, condensed, merged, excerpt) but
written anew, with other words, other forms of credit, other outlets. Nothing is written to disk.
"""

import re
from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from random import Random
from typing import Any

from lineage import SHARED, rows
from tellings.records import Article, ArticleId, Precision, Published
from tellings.text.paragraphs import paragraphs
from tellings.text.sentences import sentences

OUTLETS = (
    *("The Tidewater Post", "Granite County Times", "The Lantern", "Mesa Valley Tribune", "The Old Mill Gazette"),
    *("Eastshore Today", "The Alder Chronicle", "Quarry Street News", "The Brackwater Herald", "Northfold Observer"),
    *("The Pine Hill Journal", "Riverbend Dispatch", "Open Desk", "The Cobalt Review", "Saltmarsh Daily"),
    *("Crescent Press Agency", "Overland News Service", "Trident Wire", "Kestrel News Agency"),
)
CREDITS = (
    *("First published by {}.", "Originally published by {}.", "({})", "— {}", "Source: {}", "By {}"),
    *("With material from {}.", "This report was first published in {}.", "{} contributed to this report."),
)
FURNITURE = (
    *("Subscribe to our newsletter for the day's headlines.", "Share this story with your friends."),
    *("Read more on our front page.", "All rights reserved. Do not reprint without our leave.", "Advertisement"),
)
# Words that desks swap either way; the first of a row is no more the original's than the others.
SWAPS = tuple(
    tuple(row.split("/"))
    for row in (
        *("said/stated/remarked", "many/numerous", "about/roughly/some", "after/following", "before/ahead of"),
        *("began/started", "big/large/sizeable", "help/aid/assist", "show/reveal", "plan/scheme/proposal"),
        *("also/as well", "but/yet", "however/still", "near/close to", "told/informed", "asked/requested"),
        *("killed/slain", "car/vehicle", "money/funds/cash", "fight/battle", "nearly/almost/close to"),
        *("meeting/gathering", "leader/chief/head", "people/persons", "children/youngsters", "buy/purchase"),
        *("likely/probably", "quickly/swiftly/rapidly", "attack/assault", "often/frequently", "while/whereas"),
        *("against/versus", "during/amid", "deal/agreement/accord", "vote/ballot", "election/poll", "major/key"),
        *(
            "former/ex-",
            "issue/matter",
            "needs/requires",
            "several/a number of",
            "because/since",
            "including/among them",
        ),
        *("support/backing", "criticised/attacked", "announced/declared", "increase/rise", "reduce/cut/lower"),
        *("around/about", "among/amongst", "hospital/clinic", "police/officers", "company/firm/business"),
    )
)
STYLES = (
    *((r"\bpercent\b", "per cent"), (r"\bU\.S\.", "US"), (r"\b(\w+)or(s?)\b(?<=color|favor|labor|honor)", r"\1our\2")),
    *((r" — ", " - "), (r"“|”", '"'), (r"’", "'"), (r"\bSept\. ", "September "), (r"\bGov\. ", "Governor ")),
    *((r"\bSen\. ", "Senator "), (r"\btoward\b", "towards"), (r"\bten\b", "10"), (r"\borganiz", "organis")),
    *(
        (r"\bsaid (Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday)\b", r"said on \1"),
        (r"\$(\d+) million", r"$\1m"),
    ),
)
# Articles that no family is made of, for what desks add; each paragraph is used once.
SPARED = 15
SAID = re.compile(r"^(?P<what>[A-Z“\"][^“”\"]{30,200}), (?P<who>[A-Z][\w.]+(?: [A-Z][\w.]+){0,2}) said\.$")

Body = list[list[str]]  # paragraphs of sentences


@dataclass(slots=True)
class Draft:
    """An article as its desk has it: its paragraphs, its title, its outlet, when it went out."""

    body: Body
    title: str
    outlet: str
    at: datetime
    head: list[str] = field(default_factory=list)
    tail: list[str] = field(default_factory=list)

    def text(self) -> str:
        """The page's text, paragraphs set apart."""
        return "\n\n".join((*self.head, *(" ".join(p) for p in self.body if p), *self.tail))


class Desks:
    """Copies made of texts, seeded."""

    def __init__(self, seed: int) -> None:
        self.random = Random(seed)  # noqa: S311 seeded on purpose, nothing secret
        self.articles: list[Article] = []
        self.edges: list[dict[str, Any]] = []

    def family(self, name: str, originals: Sequence[Draft], own: Body, shape: str) -> None:
        """One family of a shape: `copies`, `chain`, `one`, `merge`, `excerpt`."""
        firsts = [self._published(f"{name}-o{place}", draft) for place, draft in enumerate(originals)]
        outlets = [o for o in self.random.sample(OUTLETS, 8) if o not in {d.outlet for d in originals}]
        count = {"one": 1, "chain": self.random.randint(2, 3)}.get(shape, self.random.randint(2, 4))
        made: list[tuple[str, Draft]] = []
        for place in range(count):
            copy, parents = f"{name}-c{place}", [firsts[0]]
            source = originals[0]
            if shape == "chain" and place and self.random.random() < 0.7:
                chosen = self.random.choice(made)
                parents, source = [chosen[0]], chosen[1]
            if shape == "merge" and place == 0:
                parents = firsts
                draft = self._merged(originals, outlets[place])
            elif shape == "excerpt" and place == 0:
                draft = self._excerpt(source, own, outlets[place])
            else:
                draft = self._copy(source, own, outlets[place])
            if self.random.random() < 0.36:
                self._credit(draft, source.outlet)
            self._published(copy, draft)
            made.append((copy, draft))
            self.edges += [{"family": name, "child": copy, "parent": p, "relation": "direct"} for p in parents]

    def _published(self, name: str, draft: Draft) -> str:
        drawn = self.random.random()
        when = None
        if drawn > 0.09:
            precision = Precision.DAY if drawn < 0.17 else Precision.MINUTE
            # One time in twenty-five is wrong, by hours.
            at = draft.at - timedelta(hours=self.random.randint(1, 30)) if self.random.random() < 0.04 else draft.at
            when = Published(at.isoformat(timespec="minutes")[: 10 if drawn < 0.17 else 16], precision, "given")
        text = draft.text()
        if self.random.random() < 0.5:
            text = f"{text}\n\n{self.random.choice(FURNITURE)}"
        self.articles.append(
            Article(ArticleId(name), name, text, draft.title, draft.outlet, (), (), None, when, "en", None, (), ())
        )
        return name

    def _copy(self, source: Draft, own: Body, outlet: str) -> Draft:
        body = [list(p) for p in source.body]
        kinds: tuple[tuple[float, Callable[[Body], Body]], ...] = (
            *((0.35, self._cut), (0.3, self._without_paragraphs), (0.25, self._without_sentences)),
            *((0.15, self._condensed), (0.2, self._recast), (0.35, self._swapped), (0.45, self._styled)),
            *((0.12, self._reordered), (0.2, lambda found: self._inserted(found, own)), (0.25, self._rejoined)),
        )
        if self.random.random() > 0.15:  # the others are verbatim
            for chance, edit in kinds:
                if self.random.random() < chance:
                    body = edit(body)
        title = source.title if self.random.random() < 0.45 else self._title(body)
        return Draft(body, title, outlet, source.at + timedelta(minutes=self.random.randint(5, 1_500)))

    def _title(self, body: Body) -> str:
        lead = body[0][0].split()
        start = self.random.randint(0, max(0, len(lead) - 10))
        return " ".join(lead[start : start + self.random.randint(6, 10)]).strip(",.").capitalize()

    def _cut(self, body: Body) -> Body:
        return body[: max(3, int(len(body) * self.random.uniform(0.3, 0.9)))]

    def _without_paragraphs(self, body: Body) -> Body:
        share = self.random.uniform(0.1, 0.5)
        return [body[0], *(p for p in body[1:] if self.random.random() > share)]

    def _without_sentences(self, body: Body) -> Body:
        share = self.random.uniform(0.05, 0.25)
        kept = [[s for s in p if self.random.random() > share] for p in body[1:]]
        return [body[0], *(p for p in kept if p)]

    def _condensed(self, body: Body) -> Body:
        def shorter(sentence: str) -> str:
            without = re.sub(r", (?:who|which) [^,.]{5,80},", "", sentence)
            without = re.sub(r" \([^)]{3,60}\)", "", without)
            return re.sub(r", (?:adding|including|while|although|saying) [^.]{10,120}\.$", ".", without)

        return [[shorter(s) for s in p] for p in body]

    def _recast(self, body: Body) -> Body:
        def turned(sentence: str) -> str:
            found = SAID.match(sentence)
            if found is None or self.random.random() < 0.3:
                return sentence
            what = found["what"]
            return f"{found['who']} said that {what[0].lower()}{what[1:]}."

        return [[turned(s) for s in p] for p in body]

    def _swapped(self, body: Body) -> Body:
        rows_ = self.random.sample(SWAPS, self.random.randint(8, 30))
        words = {word: [w for w in row if w != word] for row in rows_ for word in row if word.isalpha()}
        pattern = re.compile(r"\b(" + "|".join(sorted(words, key=len, reverse=True)) + r")\b")
        share = self.random.uniform(0.3, 0.9)

        def other(match: re.Match[str]) -> str:
            return self.random.choice(words[match.group()]) if self.random.random() < share else match.group()

        return [[pattern.sub(other, s) for s in p] for p in body]

    def _styled(self, body: Body) -> Body:
        chosen = self.random.sample(STYLES, self.random.randint(4, len(STYLES)))

        def styled(sentence: str) -> str:
            for pattern, replacement in chosen:
                sentence = re.sub(pattern, replacement, sentence)
            return sentence

        return [[styled(s) for s in p] for p in body]

    def _reordered(self, body: Body) -> Body:
        moved = list(body)
        for _ in range(self.random.randint(1, 2)):
            if len(moved) > 3:
                moved.insert(self.random.randrange(1, len(moved)), moved.pop(self.random.randrange(1, len(moved))))
        return moved

    def _inserted(self, body: Body, own: Body) -> Body:
        found = list(body)
        for _ in range(min(len(own), self.random.randint(1, 3))):
            found.insert(self.random.randint(1, len(found)), own.pop())
        return found

    def _rejoined(self, body: Body) -> Body:
        if self.random.random() < 0.5:
            return [[s] for p in body for s in p]
        return [[*body[n], *(body[n + 1] if n + 1 < len(body) else [])] for n in range(0, len(body), 2)]

    def _merged(self, originals: Sequence[Draft], outlet: str) -> Draft:
        parts = [d.body[: max(3, int(len(d.body) * self.random.uniform(0.3, 0.8)))] for d in originals]
        body = self._swapped([p for part in parts for p in part])
        return Draft(body, self._title(body), outlet, max(d.at for d in originals) + timedelta(minutes=90))

    def _excerpt(self, source: Draft, own: Body, outlet: str) -> Draft:
        start = self.random.randint(0, max(0, len(source.body) - 4))
        before, after = [own.pop() for _ in range(min(2, len(own)))], [own.pop() for _ in range(min(4, len(own)))]
        body = [*before, *source.body[start : start + 3], *after]
        return Draft(body, self._title(body), outlet, source.at + timedelta(minutes=self.random.randint(30, 900)))

    def _credit(self, draft: Draft, outlet: str) -> None:
        line = self.random.choice(CREDITS).format(outlet)
        if outlet.endswith(("Agency", "Service", "Wire")) and self.random.random() < 0.3:
            line = "({})".format("".join(word[0] for word in outlet.split()))
        if line.startswith("By"):
            draft.head.append(line)
        else:
            draft.tail.append(line)


def _body(text: str, title: str) -> Body:
    found = []
    for start, end in paragraphs(text):
        piece = " ".join(text[start:end].split())
        if len(piece.split()) >= 8 and piece[-1] in '.!?"”’' and not piece.startswith(title[:40] or "\n"):
            found.append([piece[a:b] for a, b in sentences(piece)])
    return found


def _events() -> list[list[tuple[str, Body]]]:
    """The title and paragraphs of every usable article, those of one event together."""
    data, events = SHARED / "data", defaultdict(list)
    for folder, key in (("polnear/dev", "id"), ("basil/articles", "triplet_id"), ("newscope/articles", "event_id")):
        for record in rows(data / f"{folder}.jsonl"):
            title, text = record["title"] or "", record["text"] or ""
            body = _body(text, title)
            if 200 <= sum(len(s.split()) for p in body for s in p) <= 1_500 and len(body) >= 6:
                events[folder, str(record[key])].append((title, body))
    return [events[name] for name in sorted(events)]


def made_families(seed: int) -> tuple[list[Article], list[dict[str, Any]]]:
    """Articles and the direct edges between them, one family an event, some of two."""
    desks = Desks(seed)
    events = _events()
    desks.random.shuffle(events)
    singles = [event for event in events if len(event) == 1]
    spare = [p for event in singles[:SPARED] for _, body in event for p in body]
    events = [event for event in events if not any(event is single for single in singles[:SPARED])]
    desks.random.shuffle(spare)
    number = 0
    while events:
        number += 1
        shape = desks.random.choices(("copies", "chain", "one", "merge", "excerpt"), (50, 18, 15, 10, 7))[0]
        chosen = [events.pop() for _ in range(2 if shape == "merge" and len(events) > 1 else 1)]
        shape = shape if len(chosen) > 1 or shape != "merge" else "copies"
        outlets = desks.random.sample(OUTLETS, 2)
        at = datetime(2031, 3, 1) + timedelta(hours=number * 5, minutes=desks.random.randrange(300))
        drafts = []
        for place, event in enumerate(chosen):
            title, body = event[0]
            drafts.append(Draft(body, title, outlets[place], at))
        # What a desk adds of its own is another report of the event where there is one, written apart.
        own = [p for _, body in chosen[0][1:] for p in body] or [spare.pop() for _ in range(min(6, len(spare)))]
        desks.random.shuffle(own)
        desks.family(f"f{number:03}", drafts, [p for p in own if not _stands_in(p, drafts)][:12], shape)
    return desks.articles, desks.edges


def _stands_in(paragraph: list[str], drafts: Sequence[Draft]) -> bool:
    whole = {" ".join(p) for draft in drafts for p in draft.body}
    return " ".join(paragraph) in whole
