"""Which measures reach this party through its owners on a date: certainly, possibly, and what would settle it?"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from typing import Final

import msgspec
import numpy as np

from enduse.basis import Basis
from enduse.model.effects import EFFECTS, Effect, Outcome
from enduse.model.nouns import Listing
from enduse.model.operating import points_of
from enduse.model.ownership import FULL, PERCENT
from enduse.owners.graph import Graph, Snapshot
from enduse.owners.measures import OwnershipRule, rules_of
from enduse.owners.path import Gap, Step, edges_back, gaps_of, steps_of
from enduse.owners.signals import signals_of
from enduse.owners.spread import Spread, spread

Counts = Callable[[str, str | None, Listing], bool]
"""(name, country of the holder, listing): does the listing count for this holder on the date, in force and not excluded by a reviewer?"""

_EPOCH: Final = dt.date(1970, 1, 1)
WEIGHTY: Final = frozenset(effect.value for effect, row in EFFECTS.items() if row.strongest is Outcome.block)
"""Effects that make a holder a listed one here; due-diligence lists, signals and travel bans do not."""
_FREEZE: Final = Effect.asset_freeze.value
_LICENCE: Final = f"US:{Effect.licence_needed.value}"


class Link(msgspec.Struct, frozen=True):
    """A holder of the register that is, or may be (`established` False), a listed entity (row of table `entities`)."""

    entity: int
    established: bool
    score: int
    matched: str
    held: bool = True  # by an equal name or a number: no operating point lowers it


class Reach(msgspec.Struct, frozen=True, kw_only=True):
    """What one rule makes of the party's owners. `state`: reached | open (undecided: `gaps` say why) | stayed. Shares in units, held by reached owners."""

    rule: OwnershipRule
    state: str
    least: int
    most: int
    steps: tuple[Step, ...]
    gaps: tuple[Gap, ...]


class Position(msgspec.Struct, frozen=True, kw_only=True):
    """What the register says of one party on one date. None: unknown."""

    node: int
    reaches: tuple[Reach, ...]
    listed_owner: bool | None
    listed_share: int | None
    blocked_share: int | None
    listed_director: bool
    signals: tuple[str, ...]
    accounted: int  # units of its shares that rows account for
    complete: bool  # every share of the party, and of each owner whose owners are told, is accounted for

    @property
    def reached(self) -> frozenset[str]:
        """Keys of measures that certainly reach."""
        return frozenset(r.rule.key for r in self.reaches if r.state == "reached")

    @property
    def open(self) -> frozenset[str]:
        """Keys of measures that may reach, and do not certainly."""
        return frozenset(r.rule.key for r in self.reaches if r.state == "open") - self.reached


class _Group(msgspec.Struct):
    """Addressees of a rule in a snapshot: local nodes, those that are certain, and whom they stand for."""

    sure: list[int]
    maybe: list[int]


class Owners:
    """The register of a Basis, with the listed holders in it."""

    def __init__(self, basis: Basis) -> None:
        self.graph = Graph(basis)
        self.rules = rules_of(basis.table("owners.rules"))
        self.just_under = int(float(basis.setting("owners.just_under")) * PERCENT)
        self.transfer_days = int(basis.setting("owners.transfer_days"))
        self.nodes = basis.table("owners.nodes")
        self.links: dict[int, tuple[Link, ...]] = {}
        for row in basis.table("owners.links").to_pylist():
            self.links[row["node"]] = (*self.links.get(row["node"], ()), Link(**{name: value for name, value in row.items() if name != "node"}))
        self.points = points_of(basis.setting)

    @classmethod
    def of_basis(cls, basis: Basis) -> Owners | None:
        """The register of this Basis, opened once; None if it holds none."""
        known = basis.cache.get("owners")
        if isinstance(known, cls):
            return known
        if "owners.edges" not in basis.tables:
            return None
        made = basis.cache["owners"] = cls(basis)
        return made

    def holder(self, node: int, column: str = "name") -> str | None:
        """Name, kind, country … of a row of `owners.nodes`."""
        value: str | None = self.nodes.column(column)[node].as_py()
        return value

    def stands_for(self, nodes: Sequence[int]) -> list[int]:
        """The nodes that ties lead to or from: holders that are one with another of the registers give way to it."""
        same = self.nodes.column("same").to_numpy()
        return sorted({int(same[node]) for node in nodes})

    def position(self, node: int, *, date: str, listings: Callable[[int], Sequence[Listing]], counts: Counts) -> Position:
        """What reaches the party at that row of `owners.nodes` on that ISO date."""
        day = (dt.date.fromisoformat(date) - _EPOCH).days
        rows = self.graph.above(node)
        snapshot = self.graph.snapshot(rows, day, also=node)
        here = snapshot.local(node)
        listed = self._listed(np.union1d(self.graph.edges["owner"][rows], snapshot.nodes).tolist(), listings, counts)
        listed.pop(node, None)
        local = {int(at): place for place, at in enumerate(snapshot.nodes.tolist())}
        rules = [rule for rule in self.rules if rule.on(date) and rule.threshold is not None and rule.status in ("in_force", "stayed")]
        reaches = [made for rule in rules if (made := self._reach(rule, snapshot, here, listed, local)) is not None]
        weighty = {at: [(link, x) for link, x in found if x.effect in WEIGHTY] for at, found in listed.items()}
        weighty = {at: found for at, found in weighty.items() if found}
        holders = {at for at in weighty if at in local}
        sure = any(link.established for at in holders for link, _ in weighty[at])
        _, start = snapshot.into
        told = np.diff(start) > 0
        complete = bool(told[here] and np.all(snapshot.accounted[told] >= FULL))
        listed_owner = True if sure else None if holders or not complete else False
        director, signals = signals_of(self, node, rows, day, snapshot, here, weighty, rules, self._shares(rules, snapshot, here, listed, local))
        return Position(
            node=node,
            reaches=tuple(reaches),
            listed_owner=listed_owner,
            listed_share=self._listed_share(rules, reaches, snapshot, here, listed, local, complete),
            blocked_share=self._blocked_share(rules, reaches, snapshot, here, listed, local, complete),
            listed_director=director,
            signals=signals,
            accounted=int(snapshot.accounted[here]),
            complete=complete,
        )

    def _listed(self, nodes: Sequence[int], listings: Callable[[int], Sequence[Listing]], counts: Counts) -> dict[int, list[tuple[Link, Listing]]]:
        found: dict[int, list[tuple[Link, Listing]]] = {}
        for at in nodes:
            for link in self.links.get(at, ()):
                name, country = self.holder(at) or "", self.holder(at, "country")
                mine = [(self._at_point(link, listing), listing) for listing in listings(link.entity) if counts(name, country, listing)]
                if mine:
                    found.setdefault(at, []).extend(mine)
        return found

    def _at_point(self, link: Link, listing: Listing) -> Link:
        """The link at the operating point of what the listing does; one that may be an owner may stay one."""
        point = self.points.get(listing.effect)
        if point is None or not link.established or point.band("established", link.score, held=link.held) == "established":
            return link
        return msgspec.structs.replace(link, established=False)

    def groups(self, rule: OwnershipRule, listed: dict[int, list[tuple[Link, Listing]]], local: dict[int, int]) -> list[tuple[list[int], list[int]]]:
        """Addressees (certain, possible) whose shares count together: all of them, or those that are one listed party."""
        by_party: dict[int, _Group] = {}
        for at, found in sorted(listed.items()):
            if at not in local:
                continue
            for link, listing in found:
                if rule.concerns(listing):
                    group = by_party.setdefault(-1 if rule.together else link.entity, _Group([], []))
                    group.maybe.append(local[at])
                    if link.established:
                        group.sure.append(local[at])
        return [(group.sure, group.maybe) for _, group in sorted(by_party.items())]

    def _reach(self, rule: OwnershipRule, snapshot: Snapshot, here: int, listed: dict[int, list[tuple[Link, Listing]]], local: dict[int, int]) -> Reach | None:
        best: tuple[bool, int, Spread, Spread] | None = None
        for sure, maybe in self.groups(rule, listed, local):
            wide = spread(snapshot, np.array(maybe), least=rule.least, control=rule.control == "yes", possible=True, unsure_control=rule.control == "unknown")
            if wide.step[here] < 0:
                continue
            firm = spread(snapshot, np.array(sure, np.int64), least=rule.least, control=rule.control == "yes")
            found = (bool(firm.step[here] >= 0), int(firm.share[here]), firm, wide)
            best = max(best, found, key=lambda each: each[:2]) if best else found
        if best is None:
            return None
        reached, least, firm, wide = best
        way = firm if reached else wide
        edges = edges_back(snapshot, here, way.step)
        concerned = {at: [(link, x) for link, x in found if rule.concerns(x)] for at, found in listed.items()}
        gaps = () if reached else gaps_of(self, snapshot, edges, {at: found for at, found in concerned.items() if found})
        if reached and rule.asks_only:
            gaps = (Gap("unconfirmed", "", "", 0, 0),)
        return Reach(
            rule=rule,
            state="stayed" if rule.status == "stayed" else "open" if gaps or not reached else "reached",
            least=least,
            most=max(least, int(wide.share[here])),
            steps=steps_of(self, snapshot, edges, {at: found for at, found in concerned.items() if found}),
            gaps=gaps,
        )

    def _shares(
        self, rules: Sequence[OwnershipRule], snapshot: Snapshot, here: int, listed: dict[int, list[tuple[Link, Listing]]], local: dict[int, int]
    ) -> list[tuple[OwnershipRule, list[int], int]]:
        """Per rule: what each group certainly holds, and all groups together."""
        made = []
        for rule in rules:
            groups = [sure for sure, _ in self.groups(rule, listed, local) if sure]
            if groups:
                each = [int(spread(snapshot, np.array(sure), least=rule.least, control=rule.control == "yes").share[here]) for sure in groups]
                whole = np.array([at for sure in groups for at in sure])
                made.append((rule, each, int(spread(snapshot, whole, least=rule.least, control=rule.control == "yes").share[here])))
        return made

    def _listed_share(
        self,
        rules: Sequence[OwnershipRule],
        reaches: Sequence[Reach],
        snapshot: Snapshot,
        here: int,
        listed: dict[int, list[tuple[Link, Listing]]],
        local: dict[int, int],
        complete: bool,
    ) -> int | None:
        for rule in rules:
            if rule.key == _LICENCE:
                made = next((each for each in reaches if each.rule is rule), None)
                firm = made is not None and all(gap.kind == "unconfirmed" for gap in made.gaps)
                return self._share(rule, firm, made is not None, snapshot, here, listed, local, complete)
        return None

    def _blocked_share(
        self,
        rules: Sequence[OwnershipRule],
        reaches: Sequence[Reach],
        snapshot: Snapshot,
        here: int,
        listed: dict[int, list[tuple[Link, Listing]]],
        local: dict[int, int],
        complete: bool,
    ) -> int | None:
        """Known only if every share is accounted for and every freeze decided: it is of all regimes together, and a rule of one must not rest on it elsewhere."""
        freezes = [rule for rule in rules if rule.effect == _FREEZE]
        if not complete or not freezes or any(each.state == "open" and each.rule.effect == _FREEZE for each in reaches):
            return None
        whole = msgspec.structs.replace(
            freezes[0], measures=tuple(m for rule in freezes for m in rule.measures), threshold=FULL // 2, strict=False, together=True, control="no"
        )
        firm = any(each.state == "reached" and each.rule.effect == _FREEZE for each in reaches)
        return self._share(whole, firm, firm, snapshot, here, listed, local, complete)

    def _share(
        self,
        rule: OwnershipRule,
        firm: bool,
        possible: bool,
        snapshot: Snapshot,
        here: int,
        listed: dict[int, list[tuple[Link, Listing]]],
        local: dict[int, int],
        complete: bool,
    ) -> int | None:
        """The share that reached addressees hold: at least so much where it reaches, exactly so much where it does not, else None."""
        groups = self.groups(rule, listed, local)
        sure, maybe = [at for one, _ in groups for at in one], [at for _, one in groups for at in one]
        least = int(spread(snapshot, np.array(sure, np.int64), least=rule.least, control=False).share[here])
        if firm:
            return least
        if possible or not complete:
            return None
        most = int(spread(snapshot, np.array(maybe, np.int64), least=rule.least, control=False, possible=True).share[here])
        return least if least == most else None
