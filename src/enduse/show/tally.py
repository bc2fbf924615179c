"""How many, of what? Counts over decisions for the summary, the manifest and the report."""

from __future__ import annotations

import msgspec
import pyarrow as pa
import pyarrow.compute as pc


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
        outcome = decisions.column("outcome")
        _merge(self.outcomes, outcome)
        _merge(self.reason_classes, pc.binary_join_element_wise(outcome, decisions.column("reason_class"), "/"))
        _merge(self.effects, decisions.column("effects").flatten())
        counts: dict[str, int] = {}
        _merge(counts, pc.binary_join_element_wise(decisions.column("rules").flatten(), decisions.column("rule_outcomes").flatten(), " "))
        for told, count in counts.items():
            rule, _, asked = told.rpartition(" ")
            if asked != "note":
                per = self.rules.setdefault(rule, {})
                per[asked] = per.get(asked, 0) + count


def _merge(into: dict[str, int], values: pa.Array) -> None:
    found = pc.value_counts(values)  # in the order in which they are first met
    for key, count in zip(found.field("values").to_pylist(), found.field("counts").to_pylist(), strict=True):
        into[key] = into.get(key, 0) + count
