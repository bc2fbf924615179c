"""How does one say why a decision changed, and what changed in a list?"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Final, NamedTuple

from enduse.judge.changed import Because
from enduse.judge.differences import Differences, ListingChange, RuleChange
from enduse.show.words import value

KIND: Final[dict[str, str]] = {
    "raised": "newly raised",
    "eased": "eased: block to review",
    "cleared": "cleared",
    "ground": "same outcome, other ground",
    "detail": "same ground, other details",
    "same": "unchanged",
    "first": "new standing party",
}
MEANING: Final[dict[str, str]] = {
    "raised": "The outcome is graver than it was: stop what is still under way.",
    "eased": "A block that is a review now: somebody has to decide.",
    "cleared": "Nothing asks for a review any more.",
    "ground": "The outcome is as it was, but rests on another listing, rule or fact.",
    "detail": "Only how alike the names are has moved, because other listings came or went.",
    "same": "The decision stands; what a person had decided about it has run out.",
    "first": "Judged for the first time.",
}
_FIELDS: Final = {
    "valid_from": "in force since",
    "valid_to": "in force until",
    "confirmed": "confirmed by",
    "entity.kind": "kind",
    "entity.names": "name",
    "entity.addresses": "address",
    "entity.countries": "country",
    "entity.birth_dates": "date of birth",
    "entity.birth_places": "place of birth",
    "entity.identifiers": "identifier",
    "scope_text": "scope",
    "condition_text": "condition",
}
_MATCH: Final = {
    "in_force": "in force on the date",
    "attached": "regime attaches",
    "excluded": "excluded by a reviewer",
    "band": "likeness",
    "exact": "the listed name itself",
    "address_only": "by the address alone",
    "score": "score",
}
MOST_FIELDS: Final = 4


class Known(NamedTuple):
    """What the reasons refer to, by id."""

    listings: Mapping[str, ListingChange]
    rules: Mapping[str, RuleChange]


def known(differences: Iterable[Differences]) -> Known:
    """The listings and rules that differ from any of the older Bases."""
    listings: dict[str, ListingChange] = {}
    rules: dict[str, RuleChange] = {}
    for each in differences:
        listings.update(each.listings)
        rules.update(each.rules)
    return Known(listings, rules)


def tell(one: Because, among: Known) -> str:
    """A reason in words."""
    head, _, tail = one.code.partition(".")
    who = f" ({one.role.replace('_', ' ')})" if one.role else ""
    match head:
        case "listing":
            return _listing(one, tail, among) + who
        case "match":
            return _match(one, tail, among) + who
        case "rule":
            rule = among.rules.get(one.about)
            fields = "; ".join(line for change in rule.fields for line in field_told(change.field, change.old, change.new)) if rule else ""
            told = f"rule {one.about} {tail}" + (f": {rule.title}" if rule else "")
            return told + (f" ({fields})" if fields else "" if tail != "changed" else " (a country group that it names)")
        case "control":
            return f"control row {tail}: {one.about}"
        case "predecessor":
            return f"row of older codes {tail}: {one.about}"
        case "coverage":
            state, _, regime = tail.partition(".")
            return f"a list of the regime {regime} is held now" if state == "gained" else f"no list of the regime {regime} is held any more: it is not checked"
        case "review":
            return f"the reviewer's release expired on {one.old}"
        case "table":
            return f"table {tail} of the Basis changed"
    return _REST.get(one.code, one.code.replace("_", " ")).format(old=value(one.old), new=value(one.new))


_REST: Final = {
    "engine": "engine {old} → {new}",
    "operator": "the operator's own facts changed",
    "judged_date": "judged on {new}, was {old}",
    "as_of": "screened as of {new}, was {old}",
    "settings": "settings of the engine changed",
    "territory.EU": "the members of the EU in the country groups changed",
    "notice": "the notice of a list changed",
    "basis.absent": "the Basis of the older decision is not kept in this home: what changed cannot be told",
    "ownership": "what reaches a party through its owners changed",
    "party": "what is said of the party itself changed",
    "first": "judged for the first time",
}


def _listing(one: Because, state: str, among: Known) -> str:
    change = among.listings.get(one.about)
    if change is None:
        return f"listing {one.about} {state}"
    where = f"{'to' if state == 'added' else 'from' if state == 'removed' else 'on'} list {change.list_id}" + (
        f" version {change.version}" if change.version else ""
    )
    fields = [line for each in change.fields for line in field_told(each.field, each.old, each.new)]
    more = f"; and {len(fields) - MOST_FIELDS} more" if len(fields) > MOST_FIELDS else ""
    said = f": {'; '.join(fields[:MOST_FIELDS])}{more}" if fields else ""
    return f"listing {one.about} “{change.name}” ({change.effect.replace('_', ' ')}) {state} {where}{said}"


def _match(one: Because, field: str, among: Known) -> str:
    if field == "found":
        return f"listing {one.about}, itself unchanged, is found now (score {one.new}): names are weighed against all lists"
    if field == "lost":
        return f"listing {one.about}, itself unchanged, is not found any more (score was {one.old}): names are weighed against all lists"
    if field == "excluded":
        ended = f"the reviewer's “not the same” no longer holds for listing {one.about}: {value(one.old)}"
        return ended if one.new is None else f"listing {one.about} is excluded by a reviewer now: {value(one.new)}"
    return f"listing {one.about}: {_MATCH.get(field, field)} {value(one.old)} → {value(one.new)}"


def field_told(field: str, before: Any, after: Any) -> Iterator[str]:
    """A changed field of a listing or rule in words; of a list of things what came and what went."""
    name = _FIELDS.get(field, field.removeprefix("entity.").replace("_", " "))
    if isinstance(before, list | tuple) or isinstance(after, list | tuple):
        old, new = [_plain(each) for each in before or ()], [_plain(each) for each in after or ()]
        yield from (f"{name} removed: {each}" for each in old if each not in new)
        yield from (f"{name} added: {each}" for each in new if each not in old)
        if sorted(old) == sorted(new):
            yield f"{name}: in another order"
    elif before is None:
        yield f"{name}: now {_plain(after)}"
    elif after is None:
        yield f"{name}: no longer {_plain(before)}"
    else:
        yield f"{name}: was {_plain(before)}, now {_plain(after)}"


def _plain(thing: Any) -> str:
    if not isinstance(thing, dict):
        return str(thing)
    if "scheme" in thing:
        return f"{thing['scheme']} {thing['value']}" + (f" ({thing['country']})" if thing.get("country") else "")
    kind = thing.get("kind")
    return str(thing.get("text", thing)) + (f" ({kind})" if kind and kind != "primary" else "")
