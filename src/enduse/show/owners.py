"""How does one say who owns a party and what comes to it that way?"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, Final

from enduse.show.markup import english, escape, foreign, plain
from enduse.show.phrases import LANGUAGES
from enduse.show.phrases_owners import GAPS, OWNERS, SIGNALS, STATES, Triple

_TAG: Final = {"reached": "block", "open": "review", "stayed": "note"}
Quote = Callable[[str], str]


class _Said:
    """These phrases in one language, with names quoted as the page quotes them."""

    def __init__(self, lang: str, quote: Quote, plain: Quote) -> None:
        self._column, self.quote, self.plain = LANGUAGES.index(lang), quote, plain

    def say(self, phrase: str, table: Mapping[str, Triple] = OWNERS, /, **values: str) -> str:
        row = table.get(phrase)
        return self.plain(row[self._column]).format(**values) if row else self.plain(phrase.replace("_", " "))

    def share(self, share: str | None) -> str:
        if share is None:
            return self.say("share_unknown")
        low, dots, high = share.partition("..")
        return self.say("share_between", low=self.plain(low), high=self.plain(high)) if dots else self.plain(f"{share} %")

    def step(self, step: Mapping[str, Any]) -> str:
        owner = self.quote(step["owner"])
        if step["listing"]:
            owner += f" [{self.say('listed' if step['band'] == 'established' else 'possibly_listed')}: {self.plain(step['listing'])}]"
        said = [self.say("holds_indirectly" if step["indirect"] else "holds", owner=owner, share=self.share(step["share"]), owned=self.quote(step["owned"]))]
        said += [self.say({"yes": "with_control", "unknown": "control_open"}[step["control"]])] if step["control"] != "no" else []
        dates = [self.say(word, date=self.plain(step[end])) for word, end in (("from", "valid_from"), ("to", "valid_to")) if step[end]]
        source = ", ".join(filter(None, (f"{step['register']}: {step['where']}", step["source"])))
        return ", ".join([*said, *([" ".join(dates)] if dates else [])]) + f" ({self.plain(source)})"

    def gap(self, gap: Mapping[str, Any]) -> str:
        return self.say(gap["kind"], GAPS, owner=self.quote(gap["owner"]), owned=self.quote(gap["owned"]), share=self.share(gap["share"]))

    def terms(self, reach: Mapping[str, Any]) -> list[str]:
        held = [] if reach["state"] == "open" else [self.say("held", share=self.share(reach["share"]))]
        terms = [*held, self.say("threshold", threshold=self.plain(reach["threshold"])), self.say("together" if reach["aggregated"] else "alone")]
        return [*terms, self.say("unattached")] if reach["attached"] is False else terms


def owner_lines(ownership: Sequence[Mapping[str, Any]]) -> Iterator[str]:
    """What a decision records of owners, line by line, in English."""
    said = _english()
    for owned in ownership:
        sure = said.say("is" if owned["band"] == "established" else "may_be", holder=said.quote(owned["holder"]), register=owned["register"])
        yield f"{owned['role']} {said.quote(owned['party'] or '')} {sure}"
        for reach in owned["reaches"]:
            yield from (f"  {line}" for line in reach_lines(reach))
        yield from (f"  {signal_line(signal)}" for signal in owned["signals"])


def reach_lines(reach: Mapping[str, Any]) -> Iterator[str]:
    """One measure and the ties by which it comes, in English."""
    said = _english()
    law = f"{reach['citation']}, {reach['confirmed']}"
    yield f"{reach['measure']} {said.say(reach['state'], STATES)} by {reach['rule']}: {'; '.join(said.terms(reach))} ({law})"
    yield from (f"    {said.step(step)}" for step in reach["steps"])
    yield from (f"    {said.say('not_known')}: {said.gap(gap)}" for gap in reach["gaps"])


def signal_line(signal: str) -> str:
    """A signal with its meaning, in English."""
    return f"signal {signal}: {_english().say(signal, SIGNALS)}"


def owner_card(ownership: Sequence[Mapping[str, Any]], role: Callable[[str], str], confirmed: Callable[[str], str], lang: str) -> Iterator[str]:
    """The same as a part of the report's card. `role` and `confirmed` word these codes."""
    said = _Said(lang, foreign, escape)
    yield f"<h4>{said.say('heading')}</h4>"
    for owned in ownership:
        sure = said.say("is" if owned["band"] == "established" else "may_be", holder=foreign(owned["holder"]), register=escape(owned["register"]))
        yield f'<p><span class="soft">{escape(role(owned["role"]))}</span> {foreign(owned["party"] or "–")} {sure}</p><ul class="findings">'
        for reach in owned["reaches"]:
            state = f'<span class="tag {_TAG[reach["state"]]}">{said.say(reach["state"], STATES)}</span>'
            yield f'<li>{state} <code>{escape(reach["measure"])}</code> {"; ".join(said.terms(reach))} <span class="soft">(<code>{escape(reach["rule"])}</code>)</span>'
            yield f'<p class="law">{english(reach["citation"], lang)} <span class="soft">({escape(confirmed(reach["confirmed"]))})</span></p><ul class="facts">'
            yield from (f"<li>{said.step(step)}</li>" for step in reach["steps"])
            yield from (f'<li><span class="unknown">{said.say("not_known")}</span> {said.gap(gap)}</li>' for gap in reach["gaps"])
            yield "</ul></li>"
        yield from (
            f'<li><span class="tag review">{said.say("signal")}</span> {said.say(signal, SIGNALS)} <span class="soft">(<code>{escape(signal)}</code>)</span></li>'
            for signal in owned["signals"]
        )
        yield "</ul>"


def _english() -> _Said:
    return _Said("en", lambda name: f"“{plain(name)}”", plain)
