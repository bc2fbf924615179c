"""How does a person see how a match came about?"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Final, Protocol

import msgspec
from rich.console import RenderableType
from rich.table import Table
from rich.text import Text

from enduse.model.nouns import Listing
from enduse.parties.trace import Alignment, Pairing, Trace, Word
from enduse.show.markup import plain
from enduse.show.phrases import LANGUAGES
from enduse.show.phrases_trace import CHANNELS, FORMS, NEEDS, PARTS, ROLES, TRACE, WHY, Triple
from enduse.show.words import Words

_NONE: Final = "–"


class _Said:
    """These phrases in one language, and all others."""

    def __init__(self, lang: str) -> None:
        self.words = Words(lang)
        self._column = LANGUAGES.index(lang)

    def of(self, table: Mapping[str, Triple], code: str) -> str:
        return table[code][self._column] if code in table else code.replace("_", " ")

    def say(self, phrase: str, **values: str) -> str:
        return TRACE[phrase][self._column].format(**values)


class AtPoint(Protocol):
    """What the operating point of an effect makes of the match."""

    @property
    def effect(self) -> str: ...
    @property
    def established_at(self) -> int: ...
    @property
    def possible_at(self) -> int: ...
    @property
    def held(self) -> bool: ...
    @property
    def band(self) -> str: ...


def told(trace: Trace, listings: Sequence[Listing], *, possible: int, points: Sequence[AtPoint] = (), lang: str = "en") -> Iterator[RenderableType]:
    """One match in tables of at most 80 columns. `possible`: the score from which a match is one; `points`: those of what the listings do."""
    said = _Said(lang)
    band = said.words.code("band", trace.band)
    kind = said.words.code("name_kind", trace.name_kind)
    yield Text(plain(f"“{trace.name or _NONE}” ~ “{trace.matched_name}” ({kind}): {band}, {_score(trace.score)}"), style="bold")
    if trace.entity is not None:
        yield Text(plain(f"{trace.entity}"), style="dim")
    if listings:
        measures = "; ".join(f"{one.listing_id} ({said.words.code('effect', one.effect)}, {one.source})" for one in listings)
        yield Text(plain(said.say("measures", listings=measures)))
    if trace.channels:
        yield Text(said.say("found_by", channels=", ".join(said.of(CHANNELS, code) for code in trace.channels)))
    elif trace.entity is not None:
        yield Text(said.say("not_found"))
    if trace.alignment is not None:
        yield _words(trace.alignment, said)
        yield from _readings(trace.alignment, said)
    yield _points(trace, said)
    if trace.band == "below":
        yield Text(said.say("below", possible=_score(possible)))
    elif trace.band == "established":
        yield Text(said.say("settled"))
    elif trace.needs:
        ways = said.say("or").join(" + ".join(said.of(NEEDS, code) for code in way) for way in trace.needs)
        yield Text(said.say("needs", needs=ways))
    else:
        yield Text(said.say("needs_nothing"))
    for point in points:
        yield Text(_at_point(point, said))
    if trace.without:
        yield _without(trace, said)


def _at_point(point: AtPoint, said: _Said) -> str:
    effect, band = said.words.code("effect", point.effect), said.words.code("band", point.band)
    if not (point.established_at or point.possible_at):
        return said.say("no_point", effect=effect, band=band)
    told = said.say("at_point", effect=effect, band=band, established=_score(point.established_at), possible=_score(point.possible_at))
    return told + (" " + said.say("held") if point.held else "")


def nobody(lang: str) -> str:
    """What is said where nobody is found."""
    return _Said(lang).say("nobody")


def weighed(basis: str, lang: str) -> str:
    """Where the weights of words come from."""
    return _Said(lang).say("weighed", basis=basis)


def _score(thousandths: int) -> str:
    return f"{thousandths / 1000:.3f}"


def _words(alignment: Alignment, said: _Said) -> Table:
    table = Table(header_style="bold")
    for heading in ("party", "what", "likeness", "listed", "what"):
        table.add_column(said.say(heading), justify="right" if heading == "likeness" else "left", overflow="fold")
    for pair in alignment.pairs:
        ours, theirs = [alignment.ours[at] for at in pair.ours], [alignment.theirs[at] for at in pair.theirs]
        table.add_row(*_side(ours, said), _likeness(pair, said), *_side(theirs, said))
    met_ours, met_theirs = {at for pair in alignment.pairs for at in pair.ours}, {at for pair in alignment.pairs for at in pair.theirs}
    for at, word in enumerate(alignment.ours):
        if at not in met_ours:
            table.add_row(*_side([word], said), said.say("left_over"), _NONE, "", style="yellow")
    for at, word in enumerate(alignment.theirs):
        if at not in met_theirs:
            table.add_row(_NONE, "", said.say("left_over"), *_side([word], said), style="yellow")
    return table


def _side(words: Sequence[Word], said: _Said) -> tuple[str, str]:
    return plain(" ".join(word.text for word in words)), ", ".join(f"{said.of(ROLES, word.role)} {word.weight}" for word in words)


def _likeness(pair: Pairing, said: _Said) -> str:
    if pair.how == "initial":
        return said.say("initial")
    return _score(pair.likeness) + (f" {said.say('joined')}" if pair.how == "joined" else "")


def _readings(alignment: Alignment, said: _Said) -> Iterator[Text]:
    if alignment.forms_ours or alignment.forms_theirs:
        ours, theirs = (", ".join(said.of(FORMS, form) for form in forms) or said.words.say("none") for forms in (alignment.forms_ours, alignment.forms_theirs))
        yield Text(said.say("forms", ours=ours, theirs=theirs))
    if alignment.as_person:
        yield Text(said.say("as_person"))
    if alignment.short:
        yield Text(said.say("short"))


def _points(trace: Trace, said: _Said) -> Table:
    table = Table(header_style="bold", show_footer=True)
    table.add_column(said.say("part"), footer=f"{said.say('sum')}\n{said.say('probability')}")
    table.add_column(said.say("points"), justify="right", footer=f"{_score(trace.points)}\n{_score(trace.score)}")
    table.add_column(said.say("because"), overflow="fold")
    besides = {msgspec.json.encode(reason) for line in trace.lines for reason in line.reasons}
    named = [reason for reason in trace.reasons if msgspec.json.encode(reason) not in besides]
    for line in trace.lines:
        reasons = named if line is trace.lines[0] and not line.reasons else line.reasons
        points = _score(line.points) if line.part == "words" else f"{line.points / 1000:+.3f}"
        because = [*(said.words.reason(msgspec.to_builtins(reason)) for reason in reasons), *(said.of(WHY, code) for code in line.why)]
        table.add_row(said.of(PARTS, line.part), points, plain("; ".join(because)))
    return table


def _without(trace: Trace, said: _Said) -> Table:
    table = Table(header_style="bold")
    table.add_column(said.say("without"), overflow="fold")
    table.add_column(said.say("then"), justify="right")
    table.add_column("")
    for one in trace.without:
        table.add_row(plain(f"{said.of(PARTS, one.what)} {one.value}"), _score(one.score), said.words.code("band", one.band) if one.found else said.say("lost"))
    return table
