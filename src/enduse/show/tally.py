"""How many, of what? Counts over decisions for the summary, the manifest and the report."""

from __future__ import annotations

from collections import Counter
from typing import Any

import msgspec
import pyarrow as pa


class Tally(msgspec.Struct):
    """Running counts over slices of decisions."""

    transactions: int = 0
    outcomes: dict[str, int] = {}
    reason_classes: dict[str, int] = {}
    rules: dict[str, dict[str, int]] = {}
    effects: dict[str, int] = {}

    def add(self, decisions: pa.RecordBatch) -> None:
        """Count a slice (`DECISION_SCHEMA`)."""
        self.transactions += decisions.num_rows
        outcomes = decisions.column("outcome").to_pylist()
        _merge(self.outcomes, Counter(outcomes))
        _merge(self.reason_classes, Counter(f"{o}/{r}" for o, r in zip(outcomes, decisions.column("reason_class").to_pylist(), strict=True)))
        _merge(self.effects, Counter(effect for effects in decisions.column("effects").to_pylist() for effect in effects))
        for rules, asked in zip(decisions.column("rules").to_pylist(), decisions.column("rule_outcomes").to_pylist(), strict=True):
            for rule, outcome in zip(rules, asked, strict=True):
                if outcome != "note":
                    per = self.rules.setdefault(rule, {})
                    per[outcome] = per.get(outcome, 0) + 1


def _merge(into: dict[str, int], counts: Counter[Any]) -> None:
    for key, count in counts.items():
        into[key] = into.get(key, 0) + count
