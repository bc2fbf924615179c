"""What do the stored decisions amount to? One pass over `decisions.ndjson`: counts for the charts, groups, and where the gravest decisions stand.

Memory does not grow with the file: counters are kept per corridor, rule, regime and period, groups per root cause (a listed entity or a rule), and of
the decisions themselves only the places of the gravest `cards` are remembered.
"""

from __future__ import annotations

import functools
import heapq
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import accumulate
from pathlib import Path
from typing import Any, Final, Literal

import msgspec

from enduse.codes.countries import place_country
from enduse.errors import Refused
from enduse.model.nouns import Party, Transaction
from enduse.show.report_causes import Cause, Finding, Matched, gravity, root_cause

MAX_CARDS: Final = 2000
_MAX_PERIODS: Final = 5000
"""Days counted apart; a file with more of them is counted by month, one with more months by year."""
_GROUNDS: Final = 1024  # counted together; a matter of memory, never of outcome
_RECEIVERS: Final = ("end_user", "ultimate_consignee", "consignee", "buyer")

Counts = dict[str, int]


class _Place(msgspec.Struct):
    ship_from: str | None = None
    ship_to: str | None = None


class _Payment(msgspec.Struct):
    payer_country: str | None = None


class _Party(msgspec.Struct):
    role: str
    country: str | None = None


class _Transaction(msgspec.Struct):
    kind: str = "shipment"
    route: _Place = msgspec.field(default_factory=_Place)
    payment: _Payment = msgspec.field(default_factory=_Payment)
    parties: tuple[_Party, ...] = ()


class _Cell(msgspec.Struct):
    outcome: str


class _NotChecked(msgspec.Struct):
    control_lists_not_held: tuple[str, ...] = ()


class Brief(msgspec.Struct):
    """What the survey reads of a decision. Raw is what many decisions share: it is read once."""

    id: str
    outcome: Literal["block", "review", "release"]
    reason_class: str
    judged_date: str
    regimes: msgspec.Raw
    findings: msgspec.Raw
    matches: msgspec.Raw
    transaction: _Transaction = msgspec.field(default_factory=_Transaction)
    not_checked: msgspec.Raw = msgspec.field(default_factory=lambda: msgspec.Raw(b"{}"))


Key = tuple[str, str, bytes, bytes, bytes, bytes]
Corridor = tuple[str | None, str | None]


class Alike(msgspec.Struct, frozen=True):
    """What the survey reads of decisions that differ only in what is each one's own."""

    brief: Brief
    key: Key

    @classmethod
    def of(cls, raw: bytes) -> Alike:
        """As one of them has it."""
        brief = _BRIEF.decode(raw)
        return cls(brief, _key(brief))


class _Ground(msgspec.Struct, kw_only=True):
    """What decisions of equal outcome, findings, matches and regimes count for, and how many there are."""

    outcome: str
    reason_class: str
    regimes: list[tuple[str, str]]
    absent: tuple[str, ...]
    rules: list[tuple[str, str]]
    titles: dict[str, str]
    cause: Cause | None
    count: int = 0


class Group(msgspec.Struct):
    """One root cause and what stands behind it."""

    cause: Cause
    rank: int  # of its gravest decision
    outcome: str
    reason_class: str
    counts: Counts
    first: int  # line of its first decision

    @property
    def total(self) -> int:
        """How many transactions."""
        return sum(self.counts.values())


class Card(msgspec.Struct):
    """Where a decision stands in the file."""

    line: int
    offset: int
    length: int
    group: tuple[str, str]


class Survey(msgspec.Struct):
    """Counts over all decisions, and the gravest of them."""

    transactions: int = 0
    held: int = 0
    outcomes: Counts = msgspec.field(default_factory=dict)
    reasons: dict[tuple[str, str], int] = msgspec.field(default_factory=dict)
    corridors: dict[tuple[str | None, str | None], Counts] = msgspec.field(default_factory=dict)
    rules: dict[str, Counts] = msgspec.field(default_factory=dict)
    titles: dict[str, str] = msgspec.field(default_factory=dict)
    regimes: dict[str, Counts] = msgspec.field(default_factory=dict)
    absent: Counts = msgspec.field(default_factory=dict)  # lists of goods that are not held whole: decisions they could have touched
    periods: dict[str, Counts] = msgspec.field(default_factory=dict)
    period: int = 10  # letters of the date that are kept: 10 a day, 7 a month, 4 a year
    groups: dict[tuple[str, str], Group] = msgspec.field(default_factory=dict)
    cards: list[Card] = msgspec.field(default_factory=list)
    picked: bool = False
    named: list[str] = msgspec.field(default_factory=list)  # ids that were asked for and are there

    def worklist(self) -> list[Group]:
        """The groups, gravest first, then by how many transactions they hold."""
        return sorted(self.groups.values(), key=lambda g: (g.rank, -g.counts.get(g.outcome, 0), -g.total, g.first))


def survey(path: Path, *, cards: int = MAX_CARDS, ids: Iterable[str] = ()) -> Survey:
    """Read the decisions once. With `ids` only those transactions get a card, released or not; `Refused` if the file is no file of decisions."""
    surveyor = Surveyor(cards=cards, ids=ids)
    for line, raw in _lines(path):
        try:
            surveyor.add(raw)
        except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError) as fault:
            raise Refused(f"{path}:{line}: not a decision of a screening ({fault}); the file was cut or changed, screen again") from fault
    return surveyor.found()


class Surveyor:
    """Counts decisions as they come, in the order of the file."""

    def __init__(self, *, cards: int = MAX_CARDS, ids: Iterable[str] = ()) -> None:
        self._wanted = frozenset(ids)
        self._cards = cards
        self._found = Survey(picked=bool(self._wanted))
        self._heap: list[tuple[int, int, int, int, int, tuple[str, str]]] = []  # of negated ranks: the root is the mildest
        self._grounds: dict[Key, _Ground] = {}
        self._line = self._offset = 0

    def add(self, raw: bytes, *, end: int = 0) -> None:
        """One line of the file; `end`: how many bytes of it are not given."""
        brief = _BRIEF.decode(raw)
        found = self._found
        ground = self._ground(_key(brief), brief)
        ground.count += 1
        _add(found.corridors.setdefault(corridor(brief.transaction), {}), brief.outcome)
        self._count_day(brief.judged_date, brief.outcome)
        if brief.id in self._wanted:
            found.named.append(brief.id)
        self._line += 1
        nth = self._hold(ground.cause, brief) if ground.cause else 0
        if brief.id in self._wanted if self._wanted else ground.cause is not None:
            self._remember(ground.cause, brief, nth, self._offset, len(raw) + end)
        self._offset += len(raw) + end

    def add_slice(self, alike: Sequence[Alike], places: Sequence[int], days: Sequence[str], corridors: Sequence[Corridor], lengths: Sequence[int]) -> None:
        """Lines of the file, of which line i is like `alike[places[i]]` and `lengths[i]` bytes long with its end. No ids can be asked for."""
        found = self._found
        causes: list[Cause | None] = [None] * len(alike)
        outcomes = [one.brief.outcome for one in alike]
        for place, number in Counter(places).items():  # in the order in which they are first met, as everything here
            ground = self._ground(alike[place].key, alike[place].brief)
            ground.count += number
            causes[place] = ground.cause
        for (where, place), number in Counter(zip(corridors, places, strict=True)).items():
            _add(found.corridors.setdefault(where, {}), outcomes[place], number)
        if len(found.periods) + len(set(days)) > _MAX_PERIODS:
            for day, place in zip(days, places, strict=True):
                self._count_day(day, outcomes[place])
        else:
            for (day, place), number in Counter(zip(days, places, strict=True)).items():
                _add(found.periods.setdefault(day[: found.period], {}), outcomes[place], number)
        ends = list(accumulate(lengths, initial=self._offset))
        before = self._line
        for at, place in enumerate(places):
            if (cause := causes[place]) is not None:
                self._line = before + at + 1
                brief = alike[place].brief
                self._remember(cause, brief, self._hold(cause, brief), ends[at], lengths[at])
        self._line, self._offset = before + len(places), ends[-1]

    def _remember(self, cause: Cause | None, brief: Brief, nth: int, offset: int, length: int) -> None:
        """The line as a card, if it is among the gravest: the first of every group come before the second of any, at equal gravity."""
        key = (cause.kind, cause.key) if cause else ("released", brief.reason_class)
        entry = (-gravity(brief.outcome, brief.reason_class), -nth, -self._line, offset, length, key)
        if len(self._heap) < self._cards:
            heapq.heappush(self._heap, entry)
        else:
            heapq.heappushpop(self._heap, entry)

    def found(self) -> Survey:
        """What they amount to."""
        self._settle()
        found = self._found
        found.cards = [Card(line=-line, offset=start, length=length, group=key) for _, _, line, start, length, key in sorted(self._heap, reverse=True)]
        return found

    def _ground(self, key: Key, brief: Brief) -> _Ground:
        ground = self._grounds.get(key)
        if ground is None:
            ground = _read_ground(brief)
            if len(self._grounds) >= _GROUNDS:
                self._settle()
            self._grounds[key] = ground
        return ground

    def _settle(self) -> None:
        """Count the grounds, in the order in which they were first met."""
        found = self._found
        for ground in self._grounds.values():
            number = ground.count
            found.transactions += number
            _add(found.outcomes, ground.outcome, number)
            reason = (ground.outcome, ground.reason_class)
            found.reasons[reason] = found.reasons.get(reason, 0) + number
            for regime, outcome in ground.regimes:
                _add(found.regimes.setdefault(regime, {}), outcome, number)
            for name in ground.absent:
                _add(found.absent, name, number)
            for rule, title in ground.titles.items():
                found.titles.setdefault(rule, title)
            for rule, asked in ground.rules:
                _add(found.rules.setdefault(rule, {}), asked, number)
        self._grounds.clear()

    def _count_day(self, day: str, outcome: str) -> None:
        found = self._found
        _add(found.periods.setdefault(day[: found.period], {}), outcome)
        if len(found.periods) > _MAX_PERIODS and found.period > 4:
            _coarsen(found)

    def _hold(self, cause: Cause, brief: Brief) -> int:
        """Count the line in the group of its cause; returns how many are in it."""
        found, outcome = self._found, brief.outcome
        found.held += 1
        rank = gravity(outcome, brief.reason_class)
        group = found.groups.get((cause.kind, cause.key))
        if group is None:
            group = found.groups[cause.kind, cause.key] = Group(cause, rank, outcome, brief.reason_class, {outcome: 1}, self._line)
        else:
            _add(group.counts, outcome)
            if rank < group.rank:
                group.rank, group.outcome, group.reason_class = rank, outcome, brief.reason_class
        return group.total


def _key(brief: Brief) -> Key:
    return brief.outcome, brief.reason_class, bytes(brief.findings), bytes(brief.matches), bytes(brief.regimes), bytes(brief.not_checked)


def _read_ground(brief: Brief) -> _Ground:
    findings, matches = _FINDINGS.decode(brief.findings), _MATCHES.decode(brief.matches)
    gravest: dict[str, str] = {}
    titles: dict[str, str] = {}
    for finding in findings:
        if finding.outcome != "note" and gravest.get(finding.rule) != "block":
            gravest[finding.rule] = finding.outcome
            titles.setdefault(finding.rule, finding.title)
    cause = None
    if brief.outcome != "release":
        cause = root_cause(brief.outcome, brief.reason_class, findings, matches) or Cause("rule", brief.reason_class, brief.reason_class)
    return _Ground(
        outcome=brief.outcome,
        reason_class=brief.reason_class,
        regimes=[(regime, cell.outcome) for regime, cell in _REGIMES.decode(brief.regimes).items()],
        absent=_NOT_CHECKED.decode(brief.not_checked).control_lists_not_held,
        rules=list(gravest.items()),
        titles=titles,
        cause=cause,
    )


def read_cards(path: Path, cards: Iterable[Card]) -> Iterator[tuple[Card, dict[str, Any]]]:
    """The whole decisions of these cards, one at a time."""
    with path.open("rb") as stream:
        for card in cards:
            stream.seek(card.offset)
            try:
                decision = msgspec.json.decode(stream.read(card.length))
            except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError) as fault:
                raise Refused(f"{path}:{card.line}: not a decision of a screening ({fault}); the file was cut or changed, screen again") from fault
            yield card, decision


def _lines(path: Path) -> Iterator[tuple[int, bytes]]:
    try:
        stream = path.open("rb")
    except OSError as fault:
        raise Refused(f"{path}: {fault.strerror}; name the output directory of a screening") from fault
    with stream:
        yield from enumerate(stream, 1)


_BRIEF: Final = msgspec.json.Decoder(Brief)
_FINDINGS: Final = msgspec.json.Decoder(tuple[Finding, ...])
_MATCHES: Final = msgspec.json.Decoder(tuple[Matched, ...])
_REGIMES: Final = msgspec.json.Decoder(dict[str, _Cell])
_NOT_CHECKED: Final = msgspec.json.Decoder(_NotChecked)


def corridor(transaction: _Transaction | Transaction) -> Corridor:
    """From which country to which: the route, else the seats of the parties; of a payment, payer and payee."""
    parties = transaction.parties
    if transaction.kind == "payment":
        return transaction.payment.payer_country or _seat("payer", parties), _seat("payee", parties)
    start = _country(transaction.route.ship_from) or _seat("seller", parties)
    end = _country(transaction.route.ship_to) or next((seat for role in _RECEIVERS if (seat := _seat(role, parties))), None)
    return start, end


def _seat(role: str, parties: Sequence[_Party | Party]) -> str | None:
    """The country of the first party of the role."""
    return next((party.country for party in parties if party.role == role), None)


@functools.lru_cache(maxsize=65_536)
def _country(place: str | None) -> str | None:
    return place_country(place) if place else None


def _coarsen(found: Survey) -> None:
    found.period = 7 if found.period == 10 else 4
    coarse: dict[str, Counts] = {}
    for period, counts in found.periods.items():
        for outcome, count in counts.items():
            _add(coarse.setdefault(period[: found.period], {}), outcome, count)
    found.periods = coarse


def _add(counts: Counts, key: str, count: int = 1) -> None:
    counts[key] = counts.get(key, 0) + count
