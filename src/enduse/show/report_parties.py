"""Is the party the listed one? Both sides field by field, with what differs marked, and the measures the listed one is under."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final, NamedTuple

from enduse.model.nouns import Entity
from enduse.show.markup import english, escape, foreign
from enduse.show.phrases_reasons import AGAINST
from enduse.show.words import Words
from enduse.text.clean import scripts_of

MAX_COMPARED: Final = 4
"""Listed entities compared field by field on one card; the rest are counted."""
_MAX_VALUES: Final = 6
_WORD: Final = re.compile(r"\w+|\W+")


class Side(NamedTuple):
    """A field of one side: the values, as markup."""

    values: tuple[str, ...] = ()
    more: int = 0


class Field(NamedTuple):
    """A row of the comparison. `state` is a phrase: same, agrees, differs, one_side, other_script, or empty."""

    label: str
    party: Side
    listed: Side
    state: str


def compared(decision: Mapping[str, Any], words: Words, entity: Any, digest: str) -> Iterator[str]:
    """The section of a card about matches: one comparison per party and listed entity, the weightiest first."""
    transaction = decision.get("transaction") or {}
    pairs: dict[tuple[str, str, str], list[Mapping[str, Any]]] = {}
    for match in decision["matches"]:
        pairs.setdefault((match["role"], match["party"] or "", match["entity_id"]), []).append(match)
    ranked = sorted(pairs.items(), key=lambda item: (min(_weight(m) for m in item[1]), item[0]))
    alike: dict[tuple[str, str, str], _Alike] = {}  # buyer and consignee are often one party: it is compared once, under both roles
    for (role, name, entity_id), matches in ranked:
        party = _party(transaction, role, name)
        told = "; ".join(sorted(f"{key}={value}" for key, value in party.items() if key != "role"))
        alike.setdefault((name, entity_id, told), _Alike(party, matches, [])).roles.append(role)
    chosen = list(alike.items())
    for (_, entity_id, _), (party, matches, roles) in chosen[:MAX_COMPARED]:
        yield from _comparison(party, roles, entity(entity_id), matches, words, digest)
    left = sum(len(each.matches) for _, each in chosen[MAX_COMPARED:])
    if left:
        yield f'<p class="soft">{escape(words.say("more_matches", count=left))}</p>'


class _Alike(NamedTuple):
    """One party as stated and one listed entity, whatever roles the party has."""

    party: Mapping[str, Any]
    matches: list[Mapping[str, Any]]
    roles: list[str]


def _weight(match: Mapping[str, Any]) -> tuple[bool, bool, bool, int]:
    return not match["in_force"] or match["excluded"] is not None, match["attached"] is False, match["band"] != "established", -int(match["score"])


def _party(transaction: Mapping[str, Any], role: str, name: str) -> Mapping[str, Any]:
    """The party as the transaction states it; a vessel is made of the route."""
    for party in transaction.get("parties", ()):
        if party["role"] == role and (party.get("name") or "") == name:
            found: Mapping[str, Any] = party
            return found
    route = transaction.get("route", {})
    if role == "vessel" and route:
        numbers = [{"scheme": "imo", "value": route["imo"]}] if route.get("imo") else []
        return {"role": role, "name": route.get("vessel"), "kind": "vessel", "identifiers": numbers}
    return {"role": role, "name": name}


def _comparison(
    party: Mapping[str, Any], roles: Sequence[str], entity: Entity | None, matches: Sequence[Mapping[str, Any]], words: Words, digest: str
) -> Iterator[str]:
    best = min(matches, key=_weight)
    role, band = ", ".join(words.code("role", each) for each in roles), words.code("band", best["band"])
    yield (
        f'<div class="pair {best["band"]}"><h5>{escape(role)}: {foreign(party.get("name") or words.say("unknown"))} ~ {foreign(best["matched_name"] or best["entity_id"])}'
        f' <span class="tag {best["band"]}">{escape(band)}</span> <span class="soft">{escape(words.say("score", score=best["score"]))}</span></h5>'
    )
    heads = "".join(f'<th scope="col">{escape(words.say(name))}</th>' for name in ("field", "as_stated", "as_listed", "compared"))
    yield f'<table class="compare"><thead><tr>{heads}</tr></thead><tbody>'
    for field in _fields(party, entity, best, words):
        state = f'<td class="state {field.state}">{escape(words.say(field.state)) if field.state else ""}</td>'
        yield f'<tr><th scope="row">{escape(words.say(field.label))}</th><td>{_cell(field.party, words)}</td><td>{_cell(field.listed, words)}</td>{state}</tr>'
    yield "</tbody></table>"
    if entity is None:
        yield f'<p class="soft">{escape(words.say("no_record", digest=digest[:16]))}</p>'
    if best["reasons"]:
        yield '<ul class="reasons">'
        for reason in best["reasons"]:
            yield f'<li class="{"against" if reason["code"] in AGAINST else "for"}">{foreign(words.reason(reason))}</li>'
        yield "</ul>"
    yield from _measures(matches, words)
    yield "</div>"


def _cell(side: Side, words: Words) -> str:
    if not side.values:
        return '<span class="soft">–</span>'
    more = f'<br><span class="soft">{escape(words.say("more", count=side.more))}</span>' if side.more else ""
    return "<br>".join(side.values) + more


def _side(values: Sequence[str]) -> Side:
    return Side(tuple(values[:_MAX_VALUES]), max(0, len(values) - _MAX_VALUES))


def _fields(party: Mapping[str, Any], entity: Entity | None, match: Mapping[str, Any], words: Words) -> Iterator[Field]:
    codes = {reason["code"] for reason in match["reasons"]}
    stated, matched = party.get("name") or "", match["matched_name"] or ""
    left, right, state = _names(stated, matched, codes)
    kind = f' <span class="soft">({escape(words.code("name_kind", match["name_kind"]))})</span>' if match["name_kind"] else ""
    yield Field("name", Side((left,) if stated else ()), Side((right + kind,) if matched else ()), state)
    if entity is not None:
        alike = [name.text for name in entity.names if name.text != matched and name.text.casefold() == stated.casefold()]
        others = [f"<strong>{foreign(text)}</strong>" for text in alike] + [foreign(n.text) for n in entity.names if n.text != matched and n.text not in alike]
        if others:
            yield Field("other_names", Side(), _side(others), "")
    mine, theirs = party.get("kind"), str(entity.kind.value) if entity and entity.kind else None
    if mine or theirs:
        yield Field("kind", _coded(mine, words), _coded(theirs, words), _state(mine, theirs, mine == theirs))
    country = party.get("country")
    listed = sorted({*entity.countries, *(a.country for a in entity.addresses if a.country)}) if entity else []
    if country or listed:
        sides = Side((_land(country, words),) if country else ()), _side([_land(code, words) for code in listed])
        yield Field("country", *sides, _state(country, listed, country in listed))
    address = party.get("address")
    places = [a.text for a in entity.addresses] if entity else []
    if address or places:
        agrees = bool(codes & {"address_agrees", "building_agrees", "shares_address", "listed_address"})
        yield Field(
            "address", Side((foreign(address),) if address else ()), _side([foreign(p) for p in places]), _state(address, places, address in places, agrees)
        )
    born = party.get("birth_date")
    births = list(entity.birth_dates) if entity else []
    if born or births:
        agrees = bool(codes & {"birth_date_agrees", "birth_year_agrees"})
        yield Field("birth_date", Side((foreign(born),) if born else ()), _side([foreign(b) for b in births]), _state(born, births, born in births, agrees))
    if entity and entity.birth_places:
        yield Field("birth_place", Side(), _side([foreign(place) for place in entity.birth_places]), "")
    numbers = {(i["scheme"], i["value"]) for i in party.get("identifiers", ())}
    held = [(i.scheme, i.value) for i in entity.identifiers] if entity else []
    if numbers or held:
        common = numbers & set(held)
        ordered = sorted(held, key=lambda pair: (pair not in common, pair))  # what is shared must not hide behind "and 7 more"
        agrees = bool(codes & {"identifier_agrees", "weak_identifier_agrees", "identifier_other_scheme"})
        schemes = {scheme for scheme, _ in numbers} & {scheme for scheme, _ in held}
        state = _state(numbers, held, bool(common), agrees) if schemes or agrees else "one_side" if not (numbers and held) else ""
        yield Field("identifiers", _side([_number(n, n in common) for n in sorted(numbers)]), _side([_number(n, n in common) for n in ordered]), state)
    if party.get("incorporated"):
        yield Field("incorporated", Side((foreign(party["incorporated"]),)), Side(), "one_side")


def _state(mine: object, theirs: object, same: bool, agrees: bool = False) -> str:
    if not mine or not theirs:
        return "one_side"
    return "same" if same else "agrees" if agrees else "differs"


def _coded(kind: str | None, words: Words) -> Side:
    return Side((escape(words.code("kind", kind)),) if kind else ())


def _land(code: str, words: Words) -> str:
    return f"{escape(words.country(code))} <code>{escape(code)}</code>"


def _number(pair: tuple[str, str], shared: bool) -> str:
    value = f"<strong>{escape(pair[1])}</strong>" if shared else escape(pair[1])
    return f"{escape(pair[0].replace('_', ' ').upper() if len(pair[0]) <= 4 else pair[0].replace('_', ' '))}: <bdi>{value}</bdi>"


def _names(stated: str, listed: str, codes: set[str]) -> tuple[str, str, str]:
    """Both names with the words that differ marked; names in different scripts are left as they are."""
    if not stated or not listed:
        return foreign(stated), foreign(listed), "one_side"
    if stated == listed:
        return foreign(stated), foreign(listed), "same"
    ours, theirs = scripts_of(stated), scripts_of(listed)
    if ours != theirs and "mixed" not in (ours, theirs):
        return foreign(stated), foreign(listed), "other_script"
    left, right = _WORD.findall(stated), _WORD.findall(listed)
    keys_left, keys_right = [w.casefold() for w in left], [w.casefold() for w in right]
    known_left, known_right = set(keys_left), set(keys_right)
    if not any(w.isalnum() and k not in known_right for w, k in zip(left, keys_left, strict=True)) and not any(
        w.isalnum() and k not in known_left for w, k in zip(right, keys_right, strict=True)
    ):
        return foreign(stated), foreign(listed), "same" if keys_left == keys_right else "agrees"
    agrees = "agrees" if codes & {"name_exact", "name_full", "name_joined"} else "differs"
    return f"<bdi>{_marked(left, keys_left, known_right)}</bdi>", f"<bdi>{_marked(right, keys_right, known_left)}</bdi>", agrees


def _marked(words: Sequence[str], keys: Sequence[str], others: set[str]) -> str:
    out = []
    for word, key in zip(words, keys, strict=True):
        if key in others or not word.strip() or not any(c.isalnum() for c in word):
            out.append(escape(word))
            continue
        near = difflib.get_close_matches(key, [o for o in others if abs(len(o) - len(key)) <= 3], n=1, cutoff=0.6)
        out.append(_letters(word, near[0]) if near else f"<mark>{escape(word)}</mark>")
    return "".join(out)


def _letters(word: str, other: str) -> str:
    """The word with only the letters marked in which it departs from the like word of the other name."""
    key = word.casefold()
    if len(key) != len(word):
        return f"<mark>{escape(word)}</mark>"
    pieces = []
    for op, i, j, _, _ in difflib.SequenceMatcher(a=key, b=other, autojunk=False).get_opcodes():
        if i < j:
            pieces.append(escape(word[i:j]) if op == "equal" else f"<mark>{escape(word[i:j])}</mark>")
    text = "".join(pieces)
    return text if "<mark>" in text else f"<mark>{text}</mark>"  # the other has a letter more: mark the word


def _measures(matches: Sequence[Mapping[str, Any]], words: Words) -> Iterator[str]:
    heads = "".join(f'<th scope="col">{escape(words.say(name))}</th>' for name in ("measure", "effect", "in_force", "law"))
    yield f'<table class="measures"><thead><tr>{heads}</tr></thead><tbody>'
    for match in sorted(matches, key=lambda m: (_weight(m), m["listing_id"]))[: 2 * _MAX_VALUES]:
        act = " / ".join(part for part in (match["act"], match["annex"] or match["programme"]) if part)
        state = [words.say("since", date=match["valid_from"]) if match["valid_from"] else words.say("start_unknown")]
        state += [words.say("until", date=match["valid_to"])] if match["valid_to"] else []
        state += [] if match["in_force"] else [words.say("not_in_force")]
        state += [] if match["attached"] else [words.say("not_attached" if match["attached"] is False else "attachment_unknown")]
        state += [words.say("excluded", reason=match["excluded"])] if match["excluded"] is not None else []
        yield f'<tr><td>{english(act, words.lang)}<br><code>{foreign(match["listing_id"])}</code></td><td>{escape(words.code("effect", match["effect"]))} <span class="soft">({escape(match["regime"])})</span></td>'
        yield f"<td>{foreign('; '.join(state))}</td><td>{english(match['citation'], words.lang)}</td></tr>"
    left = len(matches) - 2 * _MAX_VALUES
    yield "</tbody></table>" + (f'<p class="soft">{escape(words.say("more", count=left))}</p>' if left > 0 else "")
