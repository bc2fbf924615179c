"""Which rules does a book exercise on this Basis?"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from enduse.ingest import Options, read
from enduse.judge.kernel import Screening, facts_of, ruleset_of
from enduse.rules import evaluate
from enduse.rules.coverage import Counts, Coverage


def cover(paths: Sequence[Path | str], screening: Screening, options: Options, *, progress: Callable[[int], None] | None = None) -> tuple[Coverage, int]:
    """The coverage by the transactions of these files, and how many rows were rejected. Facts that the program derives count as there, whatever the book holds."""
    ruleset = ruleset_of(screening.basis)
    counts = Counts(ruleset)
    counts.columns.update(facts_of((), screening).facts.columns)
    rejected = 0
    for part in read(paths, options):
        rejected += len(part.rejected)
        if part.transactions:
            facts = facts_of(part.transactions, screening).facts
            counts.add(evaluate(ruleset, facts), facts.n, facts.columns)
        if progress:
            progress(counts.transactions)
    return counts.coverage(), rejected
