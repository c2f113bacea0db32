"""Agency credits, datelines and by-lines on the credit set, by its scorer's measures.

python benchmarks/credits.py            # the figures
python benchmarks/credits.py --wrong    # and what went wrong
"""

import argparse
import json
from pathlib import Path
from typing import Any

from loading import module_at
from tellings.cleaning.credits import text_credits

SHARED = Path(__file__).parents[2] / "shared"


def predictions() -> tuple[list[dict[str, object]], list[dict[str, object]]]:
    """Gold records and ours."""
    with (SHARED / "data" / "credit" / "articles.jsonl").open(encoding="utf-8") as stream:
        gold = [json.loads(line) for line in stream]
    ours = []
    for record in gold:
        found = text_credits(record["text"], record["title"])
        ours.append(
            {
                "id": record["id"],
                "agency": found.agencies[0] if found.agencies else "none",
                "credit_spans": [[credit.start, credit.end] for credit in found.found],
                "dateline": found.dateline.place if found.dateline else None,
                "byline": list(found.byline),
            }
        )
    return gold, ours


def with_printed_names(record: dict[str, Any]) -> dict[str, Any]:
    """A gold record without the writers whom only the page's metadata names: 39 of the 51 do not stand in the text."""
    if not record["byline"]:
        return record
    printed = [name for name in record["byline"]["names"] if name in record["text"]]
    return record | {"byline": record["byline"] | {"names": printed} if printed else None}


def main() -> None:
    """Print the scorer's figures."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--wrong", action="store_true")
    wanted = parser.parse_args()
    scorer = module_at(SHARED / "scorers" / "score_credit.py")
    gold, ours = predictions()
    scores = scorer.score(gold, ours)
    scores["byline_names_in_text"] = scorer.score([with_printed_names(record) for record in gold], ours)["byline_names"]
    print(json.dumps(scores, indent=1))
    for record, own in zip(gold, ours, strict=True) if wanted.wrong else ():
        place = (record["dateline"] or {}).get("place")  # type: ignore[attr-defined]
        if record["agency"] != own["agency"] or place != own["dateline"]:
            print(record["id"], record["agency"], place, "| ours:", own["agency"], own["dateline"], own["credit_spans"])


if __name__ == "__main__":
    main()
