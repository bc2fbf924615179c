"""Which floors are in force, and was any ever lowered without a reason? The book is `floors.tsv`; a row is added, never changed.

python tests/lab/floor_book.py GROUP CORPUS "why" [FIGURE=VALUE …]   adds a row: the figures of the row before, but for those named
"""

from __future__ import annotations

import csv
import hashlib
import sys
from pathlib import Path

BOOK = Path(__file__).with_name("floors.tsv")
LEAST = ("control", "one_change", "two_changes", "worst_class", "Cyrl-Latn")
MOST = ("false_per_1000", "near_per_1000", "ece")
COLUMNS = ("group", "corpus", *LEAST, *MOST, "reason", "seal")


def rows(book: Path = BOOK) -> list[dict[str, str]]:
    """The rows of the book, oldest first."""
    with book.open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream, delimiter="\t"))


def seal(before: str, row: dict[str, str]) -> str:
    """A digest over the row and the seal of the one before: a row that was changed afterwards breaks every later seal."""
    return hashlib.sha256("\t".join([before, *(row[name] for name in COLUMNS if name != "seal")]).encode()).hexdigest()[:16]


def faults(held: list[dict[str, str]]) -> list[str]:
    """What is wrong with the book: broken seals, and floors lowered without saying why."""
    told = []
    before = ""
    last: dict[str, dict[str, str]] = {}
    for at, row in enumerate(held, start=2):
        if row["seal"] != seal(before, row):
            told.append(f"floors.tsv:{at}: this row, or one before it, was changed; rows are added with tests/lab/floor_book.py")
        before = row["seal"]
        old = last.get(row["group"])
        lowered = [name for name in (*LEAST, *MOST) if old and _worse(name, old[name], row[name])]
        unnamed = [name for name in lowered if name not in row["reason"]]
        if unnamed:
            told.append(f"floors.tsv:{at}: {', '.join(unnamed)} lowered, and the reason does not name it")
        last[row["group"]] = row
    return told


def _worse(name: str, old: str, new: str) -> bool:
    if not old or not new:
        return bool(old) and not new
    return float(new) < float(old) if name in LEAST else float(new) > float(old)


def main(group: str, corpus: str, reason: str, *figures: str) -> None:
    """Add a row."""
    held = rows()
    row = dict(next((row for row in reversed(held) if row["group"] == group), dict.fromkeys(COLUMNS, "") | {"group": group}))
    row.update(corpus=corpus, reason=reason, **dict(figure.split("=", 1) for figure in figures))
    row["seal"] = seal(held[-1]["seal"], row)
    with BOOK.open("a", encoding="utf-8", newline="") as stream:
        csv.DictWriter(stream, COLUMNS, delimiter="\t", lineterminator="\n").writerow(row)


if __name__ == "__main__":
    main(*sys.argv[1:])
