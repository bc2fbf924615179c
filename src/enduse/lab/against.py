"""What is found better, and what worse, than in an earlier examination?"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

_NAMED: Final = ("engine_version", "basis", "plan", "corpus")


def against(now: Mapping[str, Any], then: Mapping[str, Any]) -> dict[str, Any]:
    """The difference class by class, and by name what is newly missed, newly found, newly alarmed and alarmed no more. Names are compared where both asked the same question."""
    asked_then, asked_now = set(then["asked"]), set(now["asked"])
    missed_then, missed_now = {row["id"]: row for row in then["missed"]}, {row["id"]: row for row in now["missed"]}
    alerts_then, alerts_now = {(row["kind"], row["name"]): row for row in then["alerts"]}, {(row["kind"], row["name"]): row for row in now["alerts"]}
    before = {row["name"]: row for row in then["changed"]["classes"]}
    rows = []
    for row in now["changed"]["classes"]:
        old = before.get(row["name"])
        if old:
            rows.append({"name": row["name"], "one": _step(old["one"], row["one"]), "two": _step(old["two"], row["two"])})
    return {
        "then": {"engine_version": then["engine_version"], "basis": then["basis"]["digest"], "plan": then["plan"], "corpus": then["corpus"]["digest"]},
        "same_questions": now["corpus"]["digest"] == then["corpus"]["digest"],
        "asked_by_both": len(asked_now & asked_then),
        "control": _step(then["control"], now["control"]), "one": _step(then["changed"]["one"], now["changed"]["one"]), "two": _step(then["changed"]["two"], now["changed"]["two"]),
        "made_up": _alarms(then["false_alerts"]["made_up"], now["false_alerts"]["made_up"]), "near": _alarms(then["false_alerts"]["near"], now["false_alerts"]["near"]),
        "classes": rows,
        "newly_missed": [row for key, row in missed_now.items() if key in asked_then and key not in missed_then],
        "newly_found": [row for key, row in missed_then.items() if key in asked_now and key not in missed_now],
        "control_newly_missed": [row for row in now["control"]["missed"] if row not in then["control"]["missed"]],
        "newly_alarmed": [row for key, row in alerts_now.items() if key not in alerts_then],
        "alarmed_no_more": [row for key, row in alerts_then.items() if key not in alerts_now],
    }  # fmt: skip


def _step(then: Mapping[str, Any], now: Mapping[str, Any]) -> dict[str, Any]:
    change = None if then["recall"] is None or now["recall"] is None else round(now["recall"] - then["recall"], 4)
    apart = now["low"] > then["high"] or now["high"] < then["low"]
    return {"then": then["recall"], "now": now["recall"], "change": change, "intervals_apart": apart}


def _alarms(then: Mapping[str, Any], now: Mapping[str, Any]) -> dict[str, Any]:
    return {"then": then["per_1000"], "now": now["per_1000"]}
