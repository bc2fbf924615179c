"""What do the stored decisions amount to? One pass over `decisions.ndjson`: counts for the charts, groups, and where the gravest decisions stand.

Memory does not grow with the file: counters are kept per corridor, rule, regime and period, groups per root cause (a listed entity or a rule), and of
the decisions themselves only the places of the gravest `cards` are remembered.
"""

from __future__ import annotations

import functools
import heapq
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, Final, Literal

import msgspec

from enduse.codes.countries import place_country
from enduse.errors import Refused
from enduse.show.report_causes import Cause, Finding, Matched, gravity, root_cause

MAX_CARDS: Final = 2000
_MAX_PERIODS: Final = 5000
"""Days counted apart; a file with more of them is counted by month, one with more months by year."""
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
    """What the survey reads of a decision."""

    id: str
    outcome: Literal["block", "review", "release"]
    reason_class: str
    judged_date: str
    regimes: dict[str, _Cell]
    findings: tuple[Finding, ...]
    matches: tuple[Matched, ...]
    transaction: _Transaction = msgspec.field(default_factory=_Transaction)
    not_checked: _NotChecked = msgspec.field(default_factory=_NotChecked)


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
    wanted = frozenset(ids)
    found = Survey(picked=bool(wanted))
    heap: list[tuple[int, int, int, int, int, tuple[str, str]]] = []  # of negated ranks: the root is the mildest
    offset = 0
    for line, raw in _lines(path):
        brief = _decode(raw, path, line)
        cause = _count(found, brief, line)
        key = (cause.kind, cause.key) if cause else ("released", brief.reason_class)
        if brief.id in wanted:
            found.named.append(brief.id)
        if brief.id in wanted if wanted else cause is not None:
            nth = found.groups[key].total if cause else 0  # the first of every group come before the second of any, at equal gravity
            entry = (-gravity(brief.outcome, brief.reason_class), -nth, -line, offset, len(raw), key)
            if len(heap) < cards:
                heapq.heappush(heap, entry)
            else:
                heapq.heappushpop(heap, entry)
        offset += len(raw)
    found.cards = [Card(line=-line, offset=start, length=length, group=key) for _, _, line, start, length, key in sorted(heap, reverse=True)]
    return found


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


_DECODER: Final = msgspec.json.Decoder(Brief)


def _decode(raw: bytes, path: Path, line: int) -> Brief:
    try:
        return _DECODER.decode(raw)
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError) as fault:
        raise Refused(f"{path}:{line}: not a decision of a screening ({fault}); the file was cut or changed, screen again") from fault


def _count(found: Survey, brief: Brief, line: int) -> Cause | None:
    outcome = brief.outcome
    found.transactions += 1
    _add(found.outcomes, outcome)
    reason = (outcome, brief.reason_class)
    found.reasons[reason] = found.reasons.get(reason, 0) + 1
    _add(found.corridors.setdefault(corridor(brief.transaction), {}), outcome)
    _add(found.periods.setdefault(brief.judged_date[: found.period], {}), outcome)
    if len(found.periods) > _MAX_PERIODS and found.period > 4:
        _coarsen(found)
    for regime, cell in brief.regimes.items():
        _add(found.regimes.setdefault(regime, {}), cell.outcome)
    for name in brief.not_checked.control_lists_not_held:
        _add(found.absent, name)
    if brief.findings:
        gravest: dict[str, str] = {}
        for finding in brief.findings:
            if finding.outcome != "note" and gravest.get(finding.rule) != "block":
                gravest[finding.rule] = finding.outcome
                found.titles.setdefault(finding.rule, finding.title)
        for rule, asked in gravest.items():
            _add(found.rules.setdefault(rule, {}), asked)
    if outcome == "release":
        return None
    found.held += 1
    cause = root_cause(outcome, brief.reason_class, brief.findings, brief.matches) or Cause("rule", brief.reason_class, brief.reason_class)
    rank = gravity(outcome, brief.reason_class)
    group = found.groups.get((cause.kind, cause.key))
    if group is None:
        found.groups[cause.kind, cause.key] = Group(cause, rank, outcome, brief.reason_class, {outcome: 1}, line)
    else:
        _add(group.counts, outcome)
        if rank < group.rank:
            group.rank, group.outcome, group.reason_class = rank, outcome, brief.reason_class
    return cause


def corridor(transaction: _Transaction) -> tuple[str | None, str | None]:
    """From which country to which: the route, else the seats of the parties; of a payment, payer and payee."""
    seats = {party.role: party.country for party in reversed(transaction.parties)}
    if transaction.kind == "payment":
        return transaction.payment.payer_country or seats.get("payer"), seats.get("payee")
    start = _country(transaction.route.ship_from) or seats.get("seller")
    end = _country(transaction.route.ship_to) or next((seats[role] for role in _RECEIVERS if seats.get(role)), None)
    return start, end


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
