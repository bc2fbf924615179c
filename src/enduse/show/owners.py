"""How does one say who owns a party and what comes to it that way?"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

SIGNALS: Final = {
    "just_under": "listed parties hold a little less than the threshold",
    "split_holding": "listed parties hold the threshold together, none of them alone",
    "recent_transfer": "a listed owner gave up its reach not long ago",
    "listed_director": "a listed person is a director",
    "same_surname": "an owner bears the surname of a listed person tied to the party",
    "nominee": "an owner is by its name a nominee, trustee or formation agent, and a listed party is tied to the party",
}
STATES: Final = {"reached": "REACHED", "open": "OPEN", "stayed": "noted (the rule is stayed)"}


def owner_lines(ownership: Sequence[Mapping[str, Any]]) -> Iterator[str]:
    """What a decision records of owners, line by line."""
    for owned in ownership:
        sure = "is" if owned["band"] == "established" else "may be"
        yield f"{owned['role']} “{owned['party'] or ''}” {sure} “{owned['holder']}” of register {owned['register']}"
        for reach in owned["reaches"]:
            yield from (f"  {line}" for line in reach_lines(reach))
        yield from (f"  signal {signal}: {SIGNALS.get(signal, signal)}" for signal in owned["signals"])


def reach_lines(reach: Mapping[str, Any]) -> Iterator[str]:
    """One measure and the ties by which it comes."""
    aside = "; the regime does not attach" if reach["attached"] is False else ""
    added = "shares added up" if reach["aggregated"] else "shares of one party"
    held = "" if reach["state"] == "open" else f": listed side holds {share_words(reach['share'])}"
    yield f"{reach['measure']} {STATES[reach['state']]} by {reach['rule']}{held} (threshold {reach['threshold']} %, {added}; {reach['citation']}, {reach['confirmed']}{aside})"
    for step in reach["steps"]:
        yield f"    {step_words(step)}"
    for gap in reach["gaps"]:
        yield f"    not known: {gap_words(gap)}"


def share_words(share: str | None) -> str:
    """A share of a record in words."""
    if share is None:
        return "an unknown share"
    low, dots, high = share.partition("..")
    return f"{low} to {high} %" if dots else f"{share} %"


def step_words(step: Mapping[str, Any]) -> str:
    """One tie in a line."""
    how = " indirectly" if step["indirect"] else ""
    control = {"yes": ", with control", "unknown": ", control unknown"}.get(step["control"], "")
    dates = " ".join(
        part for part in (f"from {step['valid_from']}" if step["valid_from"] else "", f"to {step['valid_to']}" if step["valid_to"] else "") if part
    )
    listed = f" [{'listed' if step['band'] == 'established' else 'possibly listed'}: {step['listing']}]" if step["listing"] else ""
    source = f"{step['register']}: {step['where']}" + (f", {step['source']}" if step["source"] else "")
    return f"“{step['owner']}”{listed} holds{how} {share_words(step['share'])} of “{step['owned']}”{control}{f' ({dates})' if dates else ''} ({source})"


def gap_words(gap: Mapping[str, Any]) -> str:
    """What is missing, in words."""
    kind, owner, owned, share = gap["kind"], gap["owner"], gap["owned"], gap["share"]
    match kind:
        case "share_unknown":
            return f"the share of “{owner}” in “{owned}” ({'not stated' if share is None else 'between ' + share_words(share)})"
        case "unaccounted":
            return f"who holds the remaining {share_words(share)} of “{owned}”"
        case "possible_match":
            return f"whether “{owner}” is the listed party {owned}"
        case "control_unknown":
            return f"whether “{owner}” controls “{owned}”"
        case "indirect":
            return f"by which way “{owner}” holds “{owned}” indirectly ({share_words(share)})"
        case "unconfirmed":
            return "whether the rule is in force as the table has it: its source is unconfirmed"
    return str(kind)
