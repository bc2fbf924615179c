"""What does the officer open first? One self-contained page: charts, a worklist by root cause, and a card for each of the gravest transactions."""

from __future__ import annotations

import base64
import hashlib
import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from pathlib import Path
from typing import Any, Final, NamedTuple

from enduse.errors import Refused
from enduse.model.effects import GRAVITY, REGIMES
from enduse.model.vocabulary import lookup
from enduse.show.charts import MAX_ROWS, SERIES, Row, bars, by_period, columns
from enduse.show.markup import english, escape, foreign
from enduse.show.report_card import Sources, card
from enduse.show.report_causes import REASON_ORDER
from enduse.show.report_survey import MAX_CARDS, Card, Group, Survey, read_cards, survey
from enduse.show.words import Words

MAX_GROUPS: Final = 200
"""Groups named in the table of the worklist; the rest are counted."""
MAX_FIRST: Final = 5


class Assets(NamedTuple):
    """Style and script of the page, ours, handed in by `run`."""

    css: str
    js: str


class Frame(NamedTuple):
    """What the page says of the run: what the manifest holds."""

    rows_read: int
    rows_decided: int
    rows_rejected: int
    as_of: str
    lists: Sequence[Mapping[str, Any]]
    stale: Sequence[str] = ()  # lists used although they were too old


def write_report(
    out: Path,
    target: Path,
    frame: Frame,
    sources: Sources,
    assets: Assets,
    *,
    lang: str = "en",
    ids: Iterable[str] = (),
    cards: int = MAX_CARDS,
    found: Survey | None = None,
) -> Survey:
    """Write the page of the decisions in `out` to `target`: whole or not at all. With `ids`, cards of those transactions only. `found`: the survey, if it is made already."""
    words = Words(lang)
    found = survey(out / "decisions.ndjson", cards=cards, ids=ids) if found is None else found
    part = target.with_name(target.name + ".part")
    try:
        with part.open("w", encoding="utf-8", errors="backslashreplace") as page:
            for piece in _page(out / "decisions.ndjson", found, frame, sources, assets, words):
                page.write(piece)
            page.flush()
            os.fsync(page.fileno())
        part.replace(target)
    finally:
        part.unlink(missing_ok=True)
    return found


def _page(decisions: Path, found: Survey, frame: Frame, sources: Sources, assets: Assets, words: Words) -> Iterator[str]:
    # only our own style and script run, known by their hashes: whatever else came in with a name or an address stays text
    policy = f"default-src 'none'; style-src '{_hash(assets.css)}'; script-src '{_hash(assets.js)}'; base-uri 'none'; form-action 'none'"
    yield f'<!doctype html>\n<html lang="{words.lang}"><head><meta charset="utf-8"><meta http-equiv="Content-Security-Policy" content="{policy}">'
    yield '<meta name="viewport" content="width=device-width,initial-scale=1"><meta name="color-scheme" content="light dark">'
    yield f'<title>{escape(words.say("title"))}</title><style>{assets.css}</style></head><body><a class="skip" href="#worklist">{escape(words.say("skip"))}</a>'
    yield f'<header class="page"><h1>{escape(words.say("heading"))}</h1>'
    account = words.say(
        "account",
        transactions=words.number(found.transactions),
        rows=words.number(frame.rows_read),
        decided=words.number(frame.rows_decided),
        rejected=words.number(frame.rows_rejected),
    )
    yield f'<p class="soft">{escape(words.say("as_of", date=frame.as_of))} · {escape(account)} · Basis <code>{escape(sources.digest[:16])}</code></p>'
    for row in frame.lists:
        if row["notice"]:
            yield f'<p class="notice">{english(row["notice"], words.lang)}</p>'
    if frame.stale:
        yield f'<p class="notice">{escape(words.say("stale_used", lists=", ".join(frame.stale)))}</p>'
    if found.absent:
        absent = ", ".join(f"{name} ({words.number(count)})" for name, count in sorted(found.absent.items()))
        yield f'<p class="notice">{escape(words.say("goods_lists_counted", lists=absent))}</p>'
    if frame.rows_rejected:
        yield f'<p class="notice">{escape(words.say("rejected_note"))}</p>'
    yield "</header><main>"
    if not found.picked:  # a case file is about its transactions, not about the book
        yield from _overview(found, words)
    yield from _worklist(decisions, found, sources, words)
    yield from _lists(frame.lists, words)
    yield f'</main><footer><p class="soft">{escape(words.say("disclaimer"))}</p>'
    if words.lang != "en":
        yield f'<p class="soft">{escape(words.say("english_law"))}</p>'
    yield f"</footer><script>{assets.js}</script></body></html>\n"


def _hash(text: str) -> str:
    return "sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()


def _overview(found: Survey, words: Words) -> Iterator[str]:
    yield f'<section aria-labelledby="overview"><h2 id="overview">{escape(words.say("overview"))}</h2><ul class="tiles">'
    for outcome in SERIES:
        count = found.outcomes.get(outcome, 0)
        share = f"{100 * count / found.transactions:.1f} %" if found.transactions else "–"
        yield f'<li class="{outcome}"><strong>{words.number(count)}</strong> <span>{escape(words.code("outcome", outcome))}</span> <span class="part">{share}</span></li>'
    yield "</ul>"
    if found.held:
        yield from _first(found, words)
    yield '<div class="charts">'
    held = sorted((key for key in found.reasons if key[0] != "release"), key=lambda key: (-GRAVITY[key[0]], REASON_ORDER.get(key[1], 99)))
    rows: dict[str, dict[str, int]] = {}
    for outcome, reason in held:
        rows.setdefault(reason, {})[outcome] = found.reasons[outcome, reason]
    two = SERIES[:2]
    yield from bars(
        words.say("by_reason"), words.say("reason"), [Row(escape(words.code("reason_class", reason)), counts) for reason, counts in rows.items()], words, two
    )
    regimes = [(regime, found.regimes.get(regime, {})) for regime in REGIMES]
    yield from bars(
        words.say("by_regime"),
        words.say("regime"),
        [Row(f"<strong>{regime}</strong>", _judged(counts), _unjudged(counts, words)) for regime, counts in regimes],
        words,
    )
    ranked = sorted(found.corridors.items(), key=lambda item: (-item[1].get("block", 0), -item[1].get("review", 0), -sum(item[1].values()), str(item[0])))
    yield from bars(
        words.say("by_corridor"),
        words.say("corridor"),
        [Row(_corridor(pair, words), counts) for pair, counts in ranked[:MAX_ROWS]],
        words,
        others=len(ranked[MAX_ROWS:]),
    )
    rules = sorted(found.rules.items(), key=lambda item: (-item[1].get("block", 0), -item[1].get("review", 0), item[0]))
    named = [Row(f"<code>{escape(rule)}</code> {english(found.titles.get(rule, ''), words.lang)}", counts) for rule, counts in rules[:MAX_ROWS]]
    yield from bars(words.say("by_rule"), words.say("rule"), named, words, two, others=len(rules[MAX_ROWS:]))
    phrase, periods = by_period(found.periods, found.period)
    yield from columns(words.say(phrase), periods, words)
    yield "</div></section>"


def _first(found: Survey, words: Words) -> Iterator[str]:
    """The five groups that an officer should open first."""
    shown = {entry.group for entry in found.cards}
    yield f'<div class="first"><h3>{escape(words.say("first"))}</h3><ol>'
    for number, group in enumerate(found.worklist()[:MAX_FIRST]):
        label = _label(group, words)
        linked = f'<a href="#g{number}">{label}</a>' if (group.cause.kind, group.cause.key) in shown else label
        yield f'<li>{linked} <span class="soft">{escape(words.code("reason_class", group.reason_class))} · {_figures(group, words)}</span></li>'
    yield "</ol></div>"


def _figures(group: Group, words: Words) -> str:
    return ", ".join(f"{escape(words.code('outcome', name))} {words.number(group.counts[name])}" for name in SERIES if group.counts.get(name))


def _corridor(pair: tuple[str | None, str | None], words: Words) -> str:
    return " → ".join(f'<span class="nb">{escape(words.country(code))}{f" <code>{escape(code)}</code>" if code else ""}</span>' for code in pair)


def _judged(counts: Mapping[str, int]) -> dict[str, int]:
    """What a regime says; where it is unknown whether it attaches, nothing was found."""
    return {**{name: counts.get(name, 0) for name in SERIES}, "release": counts.get("release", 0) + counts.get("attachment_unknown", 0)}


def _unjudged(counts: Mapping[str, int], words: Words) -> str:
    told = [f"{escape(words.say(name + '_count'))} {words.number(counts[name])}" for name in ("not_checked", "not_attached") if counts.get(name)]
    return f'<span class="soft">{" · ".join(told)}</span>' if told else ""


def _worklist(decisions: Path, found: Survey, sources: Sources, words: Words) -> Iterator[str]:
    yield f'<section aria-labelledby="worklist"><h2 id="worklist">{escape(words.say("worklist"))}</h2>'
    if not found.held and not found.cards:
        yield f"<p>{escape(words.say('nothing_held'))}</p></section>"
        return
    shown, held = words.number(len(found.cards)), words.number(found.held)
    phrase = "shown_picked" if found.picked else "shown_some" if len(found.cards) < found.held else "shown_all"
    total = words.number(found.transactions) if found.picked else held
    if found.picked and len(found.cards) < len(found.named):
        phrase, total = "shown_cut", words.number(len(found.named))
    yield f"<p>{escape(words.say('worklist_lead'))} <strong>{escape(words.say(phrase, shown=shown, held=total))}</strong></p>"
    groups = found.worklist()
    place = {(group.cause.kind, group.cause.key): number for number, group in enumerate(groups)}
    ordered = sorted(enumerate(found.cards), key=lambda item: (place.get(item[1].group, len(place)), item[0]))
    if not found.picked:
        yield from _groups(groups, {entry.group for entry in found.cards}, words)
    yield from _tools(found, words)
    yield '<div id="cards">'
    number = 0
    facts: dict[str, None] = {}
    for key, entries in groupby((entry for _, entry in ordered), key=lambda entry: entry.group):
        mine: list[Card] = list(entries)
        yield from _heading(groups[place[key]] if key in place else None, place.get(key, -1), words)
        for _, decision in read_cards(decisions, mine):
            number += 1
            facts.update(dict.fromkeys(fact["name"] for finding in decision["findings"] for fact in finding.get("facts", ())))
            try:
                yield from card(number, decision, sources, words)
            except (KeyError, TypeError, ValueError, AttributeError, IndexError) as fault:
                raise Refused(
                    f"{decisions}: decision {decision.get('id')!r} is not whole ({type(fault).__name__}: {fault}); the file was changed, screen again"
                ) from fault
        left = groups[place[key]].total - len(mine) if key in place and not found.picked else 0
        if left > 0:
            yield f'<p class="soft">{escape(words.say("group_more", count=words.number(left)))}</p>'
        yield "</section>"
    yield "</div></section>"
    yield from _glossary(sorted(facts), words)


def _groups(groups: Sequence[Group], with_card: set[tuple[str, str]], words: Words) -> Iterator[str]:
    heads = f'<th scope="col">{escape(words.say("cause"))}</th><th scope="col">{escape(words.say("reason"))}</th>'
    heads += "".join(f'<th scope="col" class="n">{escape(words.code("outcome", name))}</th>' for name in SERIES[:2])
    yield f'<table class="groups"><thead><tr>{heads}</tr></thead><tbody>'
    for number, group in enumerate(groups[:MAX_GROUPS]):
        label = _label(group, words)
        linked = f'<a href="#g{number}">{label}</a>' if (group.cause.kind, group.cause.key) in with_card else label
        yield f'<tr><th scope="row">{linked}</th><td>{escape(words.code("reason_class", group.reason_class))}</td>'
        yield (
            "".join(f'<td class="n {"z" if not group.counts.get(name) else ""}">{words.number(group.counts.get(name, 0))}</td>' for name in SERIES[:2])
            + "</tr>"
        )
    yield "</tbody></table>"
    if len(groups) > MAX_GROUPS:
        yield f'<p class="soft">{escape(words.say("groups_more", count=words.number(len(groups) - MAX_GROUPS)))}</p>'


def _label(group: Group, words: Words) -> str:
    if group.cause.kind == "party":
        return words.say("cause_party", name=foreign(group.cause.label))
    return f"{words.say('cause_rule', rule=f'<code>{escape(group.cause.key)}</code>')}: {english(group.cause.label, words.lang)}"


def _heading(group: Group | None, number: int, words: Words) -> Iterator[str]:
    if group is None:
        yield f'<section class="group" aria-labelledby="g0"><h3 id="g0">{escape(words.code("outcome", "release"))}</h3>'
        return
    yield f'<section class="group" aria-labelledby="g{number}"><h3 id="g{number}">{_label(group, words)}</h3>'
    yield f'<p class="soft">{escape(words.code("reason_class", group.reason_class))} · {_figures(group, words)}</p>'


def _tools(found: Survey, words: Words) -> Iterator[str]:
    """Search and filters: hidden until the script shows them, because without it they do nothing."""
    reasons = sorted({reason for outcome, reason in found.reasons if outcome != "release"}, key=lambda reason: REASON_ORDER.get(reason, 99))
    choices = {
        "outcome": ([(name, words.code("outcome", name)) for name in SERIES[:2]]),
        "reason": [(name, words.code("reason_class", name)) for name in reasons],
    }
    choices["regime"] = [(name, name) for name in REGIMES]
    yield f'<form id="tools" hidden role="search"><label>{escape(words.say("search"))} <input id="search" type="search" placeholder="{escape(words.say("search_hint"))}" autocomplete="off"></label>'
    for name, options in choices.items():
        told = "".join(f'<option value="{escape(value)}">{escape(label)}</option>' for value, label in options)
        yield f'<label>{escape(words.say("filter_" + name))} <select id="by-{name}"><option value="">{escape(words.say("all"))}</option>{told}</select></label>'
    yield f'<button type="button" id="toggle" data-open="{escape(words.say("open_all"))}" data-close="{escape(words.say("close_all"))}">{escape(words.say("open_all"))}</button>'
    yield f'<output id="shown" data-text="{escape(words.say("cards_shown", shown="%s", total="%t"))}"></output><p class="soft keys">{escape(words.say("keys"))}</p></form>'


def _lists(lists: Sequence[Mapping[str, Any]], words: Words) -> Iterator[str]:
    heads = "".join(f'<th scope="col">{escape(words.say(name))}</th>' for name in ("list", "version", "published", "listings", "regimes"))
    yield f'<section aria-labelledby="lists"><h2 id="lists">{escape(words.say("lists"))}</h2><table><thead><tr>{heads}</tr></thead><tbody>'
    for row in lists:
        published = row["published"] or words.say("unknown")
        yield f'<tr><th scope="row">{foreign(row["id"])}</th><td><code>{escape(row["version"])}</code></td><td>{escape(published)}</td><td>{words.number(row["listings"])}</td><td>{escape(", ".join(row["regimes"]))}</td></tr>'
    yield "</tbody></table></section>"


def _glossary(names: Sequence[str], words: Words) -> Iterator[str]:
    """The facts that the cards name, with what they mean."""
    known = {fact[0].name: fact[0] for fact in map(lookup, names) if fact}
    if known:
        yield f'<section aria-labelledby="facts"><h2 id="facts">{escape(words.say("glossary"))}</h2><details><summary>{len(known)}</summary><table><thead><tr><th scope="col">{escape(words.say("fact"))}</th>'
        yield f'<th scope="col">{escape(words.say("meaning"))}</th><th scope="col">{escape(words.say("question"))}</th></tr></thead><tbody>'
        for name, fact in sorted(known.items()):
            yield f'<tr><th scope="row"><code>{escape(name)}</code></th><td>{english(fact.meaning, words.lang)}</td><td>{escape(words.question([name.replace("*", "any")], fact.question))}</td></tr>'
        yield "</tbody></table></details></section>"
