"""What does the officer need to know of one transaction, and what should be done about it?"""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, Final, NamedTuple

import msgspec

from enduse.codes.countries import place_country
from enduse.goods.against_thresholds import UNKNOWN, Paragraph
from enduse.goods.catalogue import Control
from enduse.goods.entries import base_entry
from enduse.model.effects import GRAVITY
from enduse.model.nouns import Entity
from enduse.show.charts import strip
from enduse.show.markup import english, escape, foreign
from enduse.show.owners import owner_card
from enduse.show.phrases_parameters import ask_for
from enduse.show.report_causes import Change, Finding, Matched, changes
from enduse.show.report_parties import compared
from enduse.show.words import Words

_MAX_LINES: Final = 12
_MAX_CONTROLS: Final = 8
_MAX_CHANGES: Final = 6
_MAX_FACTS: Final = 12
_MAX_GIST: Final = 120
"""Letters of a name on the folded card; the whole of it stands within."""


class Sources(NamedTuple):
    """Where the report looks up what a decision holds only the id of. `controls` takes HS code and ISO date, `figures` description and ISO date; None if the Basis is not at hand."""

    entity: Callable[[str], Entity | None]
    controls: Callable[[str, str], Sequence[Control]] | None
    digest: str
    figures: Callable[[str, str], Sequence[Paragraph]] | None = None


def card(number: int, decision: Mapping[str, Any], sources: Sources, words: Words) -> Iterator[str]:
    """One transaction: a banner that unfolds into everything known of it.

    What unfolds stands in a `noscript`: to a browser that runs our script it is one piece of text until the card is opened, because two thousand cards are a
    million elements (12 seconds and more); to one that does not, and to the writer of PDF, it is there as it stands.
    """
    outcome, reason = decision["outcome"], decision["reason_class"]
    transaction = decision.get("transaction") or {}
    regimes = " ".join(name for name, cell in decision["regimes"].items() if cell["outcome"] in ("review", "block"))
    revision = f' <span class="soft">{escape(words.say("revision", number=decision["revision"]))}</span>' if decision["revision"] else ""
    yield f'<article class="card {escape(outcome)}" id="c{number}" data-outcome="{escape(outcome)}" data-reason="{escape(reason)}" data-regimes="{escape(regimes)}"><details><summary>'
    yield f'<span class="banner {escape(outcome)}">{escape(words.code("outcome", outcome))}</span> <strong class="id">{foreign(decision["id"])}</strong>{revision}'
    yield f' <span class="why">{escape(words.code("reason_class", reason))}</span> <span class="gist">{_gist(transaction, decision, words)}</span></summary><noscript class="body">'
    yield f'<p class="soft">{escape(words.say("judged_on", date=decision["judged_date"]))}, {escape(words.say("as_of", date=decision["as_of"]))}</p>'
    yield from _findings(decision, words)
    if decision["matches"]:
        yield f"<h4>{escape(words.say('parties'))}</h4>"
        yield from compared(decision, words, sources.entity, sources.digest)
    if decision.get("ownership"):
        yield from owner_card(decision["ownership"], lambda code: words.code("role", code), lambda code: words.code("confirmed", code), words.lang)
    yield from _goods(transaction, decision["judged_date"], sources, words)
    yield from _route(transaction, words)
    yield from _questions(decision, words)
    yield from _changes(decision, words)
    yield from _not_checked(decision, words)
    yield "</noscript></details></article>\n"


def _gist(transaction: Mapping[str, Any], decision: Mapping[str, Any], words: Words) -> str:
    """Kind, receiving party and corridor in a few words."""
    names = {party["role"]: party.get("name") for party in reversed(transaction.get("parties", ())) if party.get("name")}
    order = ("payee", "payer") if transaction.get("kind") == "payment" else ("end_user", "ultimate_consignee", "consignee", "buyer")
    who = next((names[role] for role in order if role in names), None)
    route = transaction.get("route", {})
    legs = [place for place in (route.get("ship_from"), route.get("ship_to")) if place]
    parts = [escape(words.code("transaction_kind", transaction.get("kind")))] if transaction else []
    parts += [foreign(who if len(who) <= _MAX_GIST else who[:_MAX_GIST] + "…")] if who else []
    parts += [escape(" → ".join(words.country(place_country(place)) for place in legs))] if legs else []
    return " · ".join(parts)


def _findings(decision: Mapping[str, Any], words: Words) -> Iterator[str]:
    weighty = [f for f in decision["findings"] if GRAVITY[f["outcome"]]]
    noted = [f for f in decision["findings"] if not GRAVITY[f["outcome"]]]
    yield f'<h4>{escape(words.say("findings"))}</h4><ul class="findings">'
    for finding in weighty:
        yield _finding(msgspec.json.encode(finding), words)
    yield "</ul>"
    if noted:
        yield f'<details class="noted"><summary>{escape(words.say("noted"))} ({len(noted)})</summary><ul class="findings">'
        for finding in noted:
            yield _finding(msgspec.json.encode(finding), words)
        yield "</ul></details>"


@functools.lru_cache(maxsize=1 << 10)  # what is noted is the same on most cards
def _finding(canonical: bytes, words: Words) -> str:
    f: Mapping[str, Any] = msgspec.json.decode(canonical)
    tags = [escape(", ".join(f["regimes"]))] if f["regimes"] else []
    tags += [escape(words.say("goods_line", number=f["line"]))] if f["line"] else []
    tags += [escape(", ".join(words.code("role", role) for role in f["roles"]))] if f["roles"] else []
    tags += [f'<span class="unknown">{escape(words.say("undecided"))}</span>'] if f["state"] == "unknown" else []
    place = " · ".join([f"<code>{escape(f['rule'])}</code>", *tags])
    told = f'<li><span class="tag {escape(f["outcome"])}">{escape(words.code("outcome", f["outcome"]))}</span> {english(f["title"], words.lang)} <span class="soft">({place})</span>'
    capped = f"; {escape(words.code('capped', f['capped']))}" if f["capped"] else ""
    told += f'<p class="law">{escape(words.say("law"))}: {english(f["citation"], words.lang)} <span class="soft">({escape(words.code("confirmed", f["confirmed"]))}{capped})</span></p>'
    if f["facts"]:
        told += '<ul class="facts">' + "".join(f"<li>{_fact(fact, words)}</li>" for fact in f["facts"]) + "</ul>"
    return told + "</li>"


def _fact(fact: Mapping[str, Any], words: Words) -> str:
    if not fact["known"]:
        sure = f"{foreign(words.value(fact['value']))}; " if fact["value"] else ""  # of a set that may hold more
        return f'<code>{escape(fact["name"])}</code> {sure}<span class="unknown">{escape(words.say("whether_more" if sure else "unknown"))}</span>'
    where = f' <span class="soft">({escape(words.code("provenance", fact["provenance"]))})</span>' if fact["provenance"] else ""
    return f"<code>{escape(fact['name'])}</code> {foreign(words.value(fact['value']))}{where}"


def _goods(transaction: Mapping[str, Any], date: str, sources: Sources, words: Words) -> Iterator[str]:
    goods = transaction.get("goods", ())
    if not goods and transaction.get("kind") == "payment":
        return
    yield f"<h4>{escape(words.say('goods'))}</h4>"
    if not goods:
        yield f'<p class="soft">{escape(words.say("no_goods"))}</p>'
        return
    yield '<ol class="goods">'
    for line in goods[:_MAX_LINES]:
        cells = [(words.say("hs"), line.get("hs_code") or words.say("no_code")), ("ECCN", line.get("eccn"))]
        cells += [(words.say("origin"), words.country(line["origin"]) if line.get("origin") else None)]
        cells += [
            (words.say("value"), " ".join(filter(None, (line.get("value"), line.get("currency"))))),
            (words.say("quantity"), " ".join(filter(None, (line.get("quantity"), line.get("unit"))))),
        ]
        cells += [("kg", line.get("weight_kg"))]
        told = " · ".join(f'<span class="soft">{escape(label)}</span> {foreign(value)}' for label, value in cells if value)
        note = f' <span class="soft">({escape(line["hs_note"])})</span>' if line.get("hs_note") else ""
        yield f"<li><strong>{foreign(line.get('description') or '–')}</strong><br>{told}{note}"
        if line.get("facts"):
            yield (
                '<ul class="facts">'
                + "".join(f"<li><code>{escape(k)}</code> {foreign(words.value(v))}</li>" for k, v in sorted(line["facts"].items()))
                + "</ul>"
            )
        yield from _controls(line.get("hs_code"), date, sources, words)
        yield from _figures(line.get("description"), date, sources, words)
        yield "</li>"
    yield "</ol>"
    if len(goods) > _MAX_LINES:
        yield f'<p class="soft">{escape(words.say("more", count=words.number(len(goods) - _MAX_LINES)))}</p>'


def _controls(code: str | None, date: str, sources: Sources, words: Words) -> Iterator[str]:
    if not code:
        return
    if sources.controls is None:
        yield f'<p class="soft">{escape(words.say("controls_absent", digest=sources.digest[:16]))}</p>'
        return
    rows = [row for row in sources.controls(code, date) if row.list_id != "ordinary"]
    if not rows:
        yield f'<p class="soft">{escape(words.say("no_controls"))}</p>'
        return
    yield '<ul class="controls">'
    for row in rows[:_MAX_CONTROLS]:
        tier = f" · {escape(words.say('tier', tier=row.tier))}" if row.tier else ""
        named = words.say("control_named" if row.named else "control_possible")
        yield f'<li><span class="tag {"named" if row.named else "possible"}">{escape(named)}</span> <code>{escape(row.code)}</code> {english(row.title, words.lang)} <span class="soft">({escape(row.regime)}{tier} · {escape(words.code("nature", row.nature))} · {english(row.citation, words.lang)}, {escape(words.code("confirmed", row.confirmed))})</span></li>'
    yield "</ul>" + (f'<p class="soft">{escape(words.say("more", count=len(rows) - _MAX_CONTROLS))}</p>' if len(rows) > _MAX_CONTROLS else "")


def _figures(description: str | None, date: str, sources: Sources, words: Words) -> Iterator[str]:
    """Entries of dual-use lists that the description makes one think of and whose figures it leaves open, and the questions that would settle them."""
    open_ones = [one for one in sources.figures(description, date) if one.result == UNKNOWN] if description and sources.figures else []
    if not open_ones:
        return
    entries: dict[str, list[str]] = {}
    for one in open_ones:
        entries.setdefault(base_entry(one.entry), []).append(one.regime)
    named = ", ".join(f"{entry} ({', '.join(dict.fromkeys(regimes))})" for entry, regimes in list(entries.items())[:_MAX_CONTROLS])
    asked = list(dict.fromkeys(name for one in open_ones for name in one.missing))
    yield f'<p class="soft">{escape(words.say("figures_open", entries=named))}</p><ul class="questions">'
    for name in asked[:_MAX_CONTROLS]:
        yield f"<li>{escape(ask_for(name, words.lang))}</li>"
    yield "</ul>" + (f'<p class="soft">{escape(words.say("more", count=len(asked) - _MAX_CONTROLS))}</p>' if len(asked) > _MAX_CONTROLS else "")


def _route(transaction: Mapping[str, Any], words: Words) -> Iterator[str]:
    route = transaction.get("route", {})
    places = [place for place in (route.get("ship_from"), *route.get("via", ()), route.get("ship_to")) if place]
    if places:
        nodes = [(place, words.country(place_country(place))) for place in places]
        above = [words.code("mode", route["mode"])] if route.get("mode") else []
        above += (
            [words.say("vessel", name=" ".join(filter(None, (route.get("vessel"), f"IMO {route['imo']}" if route.get("imo") else None))))]
            if route.get("vessel") or route.get("imo")
            else []
        )
        label = words.say("route_label", legs=" → ".join(f"{code} ({name})" for code, name in nodes))
        yield f'<h4>{escape(words.say("route"))}</h4><div class="scroll" tabindex="0" role="group" aria-label="{escape(words.say("route"))}">{strip(nodes, label, ", ".join(above))}</div>'
    elif transaction.get("kind") != "payment":
        yield f'<h4>{escape(words.say("route"))}</h4><p class="soft">{escape(words.say("no_route"))}</p>'
    parties = transaction.get("parties", ())
    if parties:
        yield f'<h4>{escape(words.say("roles"))}</h4><ul class="plain">'
        for party in parties[: 2 * _MAX_LINES]:
            country = f" ({escape(words.country(party['country']))})" if party.get("country") else ""
            yield f'<li><span class="soft">{escape(words.code("role", party["role"]))}</span> {foreign(party.get("name") or words.say("unknown"))}{country}</li>'
        yield "</ul>"


def _questions(decision: Mapping[str, Any], words: Words) -> Iterator[str]:
    if decision["questions"]:
        yield f'<h4>{escape(words.say("questions"))}</h4><ul class="questions">'
        for q in decision["questions"]:
            rules = " ".join(f"<code>{escape(rule)}</code>" for rule in q["rules"])
            gate = f' <strong class="gate">{escape(words.say("gate", who=words.code("role", q["gate"])))}</strong>' if q.get("gate") else ""
            yield f'<li>{escape(words.question(q["facts"], q["question"]))} <span class="who">{escape(words.code("role", q["who"]))}</span>{gate} <span class="soft">{rules}</span></li>'
        yield "</ul>"


def _changes(decision: Mapping[str, Any], words: Words) -> Iterator[str]:
    if decision["outcome"] == "release":
        return
    findings = msgspec.convert(decision["findings"], list[Finding])
    matches = msgspec.convert(decision["matches"], list[Matched])
    found, leading = changes(decision["outcome"], decision["reason_class"], findings, matches)
    yield f'<h4>{escape(words.say("changes"))}</h4><ul class="changes">'
    for change in found[:_MAX_CHANGES]:
        yield f"<li>{_change(change, decision, words)}</li>"
    if not found:
        yield f"<li>{escape(words.say('change_together', count=leading))}</li>"
    if any(f.reason_class == "licence_needed" and f.outcome == "block" for f in findings):
        yield f"<li>{escape(words.say('change_licence'))}</li>"
    yield "</ul>"


def _change(change: Change, decision: Mapping[str, Any], words: Words) -> str:
    outcome = words.code("outcome", change.outcome)
    if change.outcome != "release":
        outcome = words.say("change_still", outcome=outcome, reason=words.code("reason_class", change.reason_class))
    result = f"<strong>{escape(outcome)}</strong>"
    if change.cause.kind == "party":
        match = next(m for m in decision["matches"] if m["entity_id"] == change.cause.key)
        bands = {m["band"] for m in decision["matches"] if m["entity_id"] == change.cause.key}
        phrase = "change_party_established" if "established" in bands else "change_party_possible"
        return words.say(phrase, party=foreign(match["party"] or words.say("unknown")), listed=foreign(change.cause.label), outcome=result)
    rule = f"<code>{escape(change.cause.key)}</code>"
    raw = [f for f in decision["findings"] if f["rule"] == change.cause.key and GRAVITY[f["outcome"]]]
    names = [fact["name"] for f in raw for fact in f["facts"] if not fact["known"]]
    question = next((q for q in decision["questions"] if set(q["facts"]) & set(names) and change.cause.key in q["rules"]), None)
    if question and all(f["state"] == "unknown" for f in raw):
        return words.say("change_unknown", question=escape(words.question(question["facts"], question["question"])), rule=rule, outcome=result)
    facts = sorted({fact["name"] for f in raw for fact in f["facts"]})[:_MAX_FACTS]
    return words.say("change_rule", rule=rule, facts=", ".join(f"<code>{escape(name)}</code>" for name in facts), outcome=result)


def _collides(cell: Mapping[str, Any], words: Words) -> str:
    rules = " ".join(f"<code>{escape(rule)}</code>" for rule in cell.get("conflicts", ()))
    return f' <strong class="gate">{escape(words.say("collides"))}</strong> {rules}' if rules else ""


def _not_checked(decision: Mapping[str, Any], words: Words) -> Iterator[str]:
    skipped = decision["not_checked"]
    yield f'<h4>{escape(words.say("regimes"))}</h4><ul class="plain regimes">'
    for regime, cell in decision["regimes"].items():
        why = escape(words.code("no_nexus", regime) if cell["why"] == "no_nexus" else words.code("regime_why", cell["why"]))
        yield f'<li class="{escape(cell["outcome"])}"><strong>{escape(regime)}</strong> {escape(words.code("regime_state", cell["outcome"]))} <span class="soft">({why})</span>{_collides(cell, words)}</li>'
    yield f'</ul><h4>{escape(words.say("not_checked"))}</h4><ul class="plain">'
    if skipped["regimes_without_lists"]:
        yield f"<li>{escape(words.say('no_list_for', regimes=', '.join(skipped['regimes_without_lists'])))}</li>"
    if skipped["rules_undecided"]:
        rules = skipped["rules_undecided"]
        yield f"<li>{escape(words.say('rules_open', count=len(rules), rules=', '.join(rules)))}</li>"
    if skipped.get("control_lists_not_held"):
        yield f"<li>{escape(words.say('goods_lists_absent', lists=', '.join(skipped['control_lists_not_held'])))}</li>"
    if skipped["stale_lists"]:
        yield f"<li>{escape(words.say('stale_used', lists=', '.join(skipped['stale_lists'])))}</li>"
    if not any(skipped.values()):
        yield f"<li>{escape(words.say('none'))}</li>"
    lists = ", ".join(f"{row['id']} {row['version']} ({row['published'] or words.say('unknown')})" for row in decision["lists"])
    record = words.say(
        "record_line",
        basis=decision["basis_digest"][:16],
        engine=decision["engine_version"],
        key=decision["decision_key"][:16],
        transaction=decision["transaction_digest"][:16],
    )
    yield f'</ul><p class="soft">{escape(words.say("lists"))}: {foreign(lists)}<br>{escape(record)}</p>'
