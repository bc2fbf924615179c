"""How does one say it? Codes and values into plain English."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

from enduse.model.effects import EFFECTS, Effect

OUTCOME: Final[dict[str, str]] = {"release": "RELEASE", "review": "REVIEW", "block": "BLOCK"}

REASON_CLASS: Final[dict[str, str]] = {
    "asset_freeze": "asset freeze",
    "prohibited": "prohibited",
    "licence_needed": "licence needed",
    "conflict_of_law": "conflict of laws",
    "due_diligence": "due diligence",
    "possible_match": "possible match with a listed party",
    "red_flag": "red flag",
    "missing_facts": "facts are missing",
    "data_quality": "the data contradict themselves",
    "clear": "nothing found",
}

REGIME_STATE: Final[dict[str, str]] = {
    "release": "nothing found",
    "review": "review",
    "block": "block",
    "not_attached": "does not attach",
    "not_checked": "NOT CHECKED: no list loaded",
    "attachment_unknown": "nothing found; whether it attaches is unknown",
}

CAPPED: Final[dict[str, str]] = {
    "unconfirmed": "held down to review: the source is unconfirmed",
    "stayed": "only noted: the rule is stayed",
    "proposed": "only noted: the rule is proposed",
}

DISCLAIMER: Final = "enduse finds and explains; it does not give legal advice. An HS code on a list is an indicator, not a classification."


def effect(code: str) -> str:
    """The meaning of an effect."""
    return EFFECTS[Effect(code)].meaning if code in EFFECTS else code


def value(raw: Any) -> str:
    """A fact's value as a person reads it."""
    if raw is None:
        return "unknown"
    if isinstance(raw, bool):
        return "yes" if raw else "no"
    if isinstance(raw, list | tuple):
        return ", ".join(str(item) for item in raw) if raw else "none"
    return str(raw)


def reason(found: Mapping[str, Any]) -> str:
    """A reason of a match: its code in words, with its values."""
    code = str(found["code"]).replace("_", " ").replace(".", ": ")
    values = ", ".join(f"{key.replace('_', ' ')} {value(item)}" for key, item in sorted(dict(found.get("values") or {}).items()))
    return f"{code} ({values})" if values else code


def explain(decision: Mapping[str, Any]) -> list[str]:
    """One decision (`decisions.ndjson`) as lines of text."""
    revision = f" revision {decision['revision']}" if decision["revision"] else ""
    lines = [
        f"{decision['id']}{revision}: {OUTCOME[decision['outcome']]} ({REASON_CLASS[decision['reason_class']]})",
        f"Judged on {decision['judged_date']}, as of {decision['as_of']}.",
        *decision["notices"],
    ]
    lines += _findings("Why", [f for f in decision["findings"] if f["outcome"] in ("block", "review")])
    lines += _findings("Noted", [f for f in decision["findings"] if f["outcome"] == "note"])
    if decision["matches"]:
        lines += ["", "Matched listings"]
        lines += [f"  {match_line(match)}" for match in decision["matches"]]
    if decision["questions"]:
        lines += ["", "What would settle it"]
        lines += [f"  {q['question']} (to answer: {q['who'].replace('_', ' ')})" for q in decision["questions"]]
    lines += ["", "Regimes"]
    lines += [
        f"  {regime}: {REGIME_STATE[cell['outcome']]} ({cell['why'].replace('_', ' ')}; lists: {cell['lists']})" for regime, cell in decision["regimes"].items()
    ]
    lines += ["", "Not checked"]
    absent = decision["not_checked"]["regimes_without_lists"]
    undecided = decision["not_checked"]["rules_undecided"]
    lines += [f"  no list loaded for: {', '.join(absent)}"] if absent else []
    lines += [f"  rules left open for want of facts nobody stated: {', '.join(undecided)}"] if undecided else []
    lines += [f"  lists used although stale: {', '.join(decision['not_checked']['stale_lists'])}"] if decision["not_checked"]["stale_lists"] else []
    lines += ["", "Lists"]
    lines += [
        f"  {row['id']} version {row['version'][:12]}, published {row['published'] or 'unknown'}, {row['listings']} listings" for row in decision["lists"]
    ]
    lines += [f"Basis {decision['basis_digest'][:16]}, engine {decision['engine_version']}, decision {decision['decision_key'][:16]}", DISCLAIMER]
    return lines


def _findings(heading: str, findings: Sequence[Mapping[str, Any]]) -> list[str]:
    lines = ["", heading] if findings else []
    for f in findings:
        where = f" [goods line {f['line']}]" if f["line"] else ""
        who = f" [{', '.join(f['roles'])}]" if f["roles"] else ""
        lines.append(f"  {f['outcome'].upper()} {f['rule']}: {f['title']}{where}{who}" + (" (undecided: facts are missing)" if f["state"] == "unknown" else ""))
        lines.append(f"      law: {f['citation']} ({f['confirmed']})" + (f"; {CAPPED.get(f['capped'], f['capped'])}" if f["capped"] else ""))
        lines += [
            f"      {fact['name']} = {value(fact['value']) if fact['known'] else 'UNKNOWN'}" + (f" ({fact['provenance']})" if fact["provenance"] else "")
            for fact in f["facts"]
        ]
        lines += [f"      listing {listing}" for listing in f["listings"]]
    return lines


def match_line(match: Mapping[str, Any]) -> str:
    """One match in one line."""
    state = "" if match["in_force"] else "; not in force on the date"
    state += "" if match["attached"] else "; regime does not attach" if match["attached"] is False else "; whether the regime attaches is unknown"
    state += f"; excluded by a reviewer: {match['excluded']}" if match["excluded"] is not None else ""
    where = "/".join(part for part in (match["act"], match["annex"] or match["programme"]) if part)
    reasons = "; ".join(reason(r) for r in match["reasons"])
    return (
        f"{match['role']} “{match['party'] or ''}” ~ “{match['matched_name'] or ''}” {match['band']} {match['score']}/1000: "
        f"{match['listing_id']} ({where}; {match['effect'].replace('_', ' ')}){state}" + (f"; because {reasons}" if reasons else "")
    )
