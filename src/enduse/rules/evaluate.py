"""What are the verdicts, fast? Bit planes over slices of transactions; the definition is in `verdicts`, the plain version in `reference`."""

from __future__ import annotations

from typing import Final

import numpy as np
import numpy.typing as npt

from enduse.model.factbatch import FactBatch
from enduse.rules.dismiss import FEW, not_dismissed
from enduse.rules.frames import Frames
from enduse.rules.nodes import CompareFacts, Constant, Is, Known, Ref, Valid, refs_of
from enduse.rules.plan import Dims, Plan, PlannedRule, Step, plan_of, rules_in_question
from enduse.rules.planes import Decoded, Planes, Rows, compare_columns, pack, rows_of, unpack
from enduse.rules.rule import RuleSet
from enduse.rules.verdicts import ASKS, NOTED, TRUE, Verdicts

ROWS: Final = 8192  # planes of 1 KiB, columns of 64 KiB; 16,384 and 32,768 took as long by bench/rules.py, and hold more at a time


def evaluate(ruleset: RuleSet, batch: FactBatch, *, rows: int = ROWS) -> Verdicts:
    """The verdicts on every transaction of the batch; `rows` (transactions per slice) never changes them."""
    plan, asked = plan_of(ruleset), rules_in_question(ruleset, batch.columns)
    if 0 < batch.n <= FEW:
        asked = not_dismissed(ruleset, batch, asked)
    parts = [_Slice(plan, batch, first, min(first + rows, batch.n)).verdicts(asked) for first in range(0, batch.n, rows)]
    if len(parts) == 1:
        return parts[0]
    if not parts:
        nothing = np.zeros(0, np.int32)
        return Verdicts(rule=nothing, tx=nothing, state=np.zeros(0, np.int8), line=nothing, party=np.zeros((0, plan.width), np.int32))
    return Verdicts(
        rule=np.concatenate([part.rule for part in parts]),
        tx=np.concatenate([part.tx for part in parts]),
        state=np.concatenate([part.state for part in parts]),
        line=np.concatenate([part.line for part in parts]),
        party=np.concatenate([part.party for part in parts]),
    )


class _Slice:
    """One slice being evaluated: what is decoded and settled so far."""

    def __init__(self, plan: Plan, batch: FactBatch, first: int, last: int) -> None:
        self.plan, self.batch, self.first, self.n = plan, batch, first, last - first
        self.frames = Frames(batch, first, last)
        self.levels = {"transaction": (first, self.n), "line": self._span(self.frames.lines), "party": self._span(self.frames.parties)}
        self.date = batch.date[first:last]
        self.days = int(self.date.min()), int(self.date.max())
        self.columns: dict[str, Decoded | None] = {}
        self.leaves: list[Planes | None] = [None] * plan.leaves
        self.settled: list[Planes | None] = [None] * len(plan.steps)
        self.fulls: dict[Dims, int] = {}
        self.wanting: dict[int, int] = {}

    @staticmethod
    def _span(span: tuple[int, int]) -> tuple[int, int]:
        return span[0], span[1] - span[0]

    def full(self, dims: Dims) -> int:
        """The plane of all bindings."""
        found = self.fulls.get(dims)
        if found is None:
            found = self.fulls[dims] = self.frames.frame(dims).full
        return found

    # ---- conditions

    def planes(self, number: int) -> Planes:
        """The planes of a step over the frame of its dims."""
        found = self.settled[number]
        if found is None:
            step = self.plan.steps[number]
            op = step.op
            if op == "leaf":
                found = self.leaf(step)
            elif op == "not":
                true, false = self.planes(step.children[0])
                found = false, true
            elif op == "is":
                found = self.exactly(step)
            else:
                found = self.join(step, op == "or")
            self.settled[number] = found
        return found

    def join(self, step: Step, is_or: bool) -> Planes:
        """Kleene's `and` of the children; `or` is the same with the planes swapped. Stops once every row is false (true)."""
        mine = step.dims
        full = self.full(mine)
        keep, drop = full, 0
        for child in step.children:
            planes = self.settled[child] or self.planes(child)
            if (dims := self.plan.steps[child].dims) != mine:
                planes = self.frames.spread(planes, dims, mine)
            true, false = (planes[1], planes[0]) if is_or else planes
            keep &= true
            drop |= false
            if drop == full:
                break
        return (drop, keep) if is_or else (keep, drop)

    def exactly(self, step: Step) -> Planes:
        true, false = self.planes(step.children[0])
        full = self.full(step.dims)
        assert isinstance(step.node, Is)
        holds = full & ~true & ~false if step.node.state is None else true if step.node.state else false
        return holds, full & ~holds

    def leaf(self, step: Step) -> Planes:
        planes = self.leaves[step.shared]
        if planes is None:
            planes = self.leaves[step.shared] = self.shared_leaf(step)
        return (self.frames.choose(planes[0], step.dims[0]), self.frames.choose(planes[1], step.dims[0])) if step.by_role else planes

    def shared_leaf(self, step: Step) -> Planes:
        """The planes of a leaf over its level: all transactions, all goods lines, or all parties whatever their role."""
        node = step.leaf
        if step.ref is None or step.kind != "column":
            assert isinstance(node, Constant | Valid | CompareFacts)
            return self.compare(node, step) if isinstance(node, CompareFacts) else self.two_valued(node)
        column = self.column(step.ref)
        if column is not None:
            return column.leaf(node, step.members)
        if isinstance(node, Known):  # unknown everywhere, and that is known
            return 0, (1 << self.levels[_level(step.dims)][1]) - 1
        return 0, 0

    def two_valued(self, node: Constant | Valid) -> Planes:
        """Always, never, or by the date."""
        full = self.full(())
        if isinstance(node, Constant):
            return (full, 0) if node.value else (0, full)
        first = self.days[0] if node.first is None else node.first
        last = self.days[1] if node.last is None else node.last
        if first <= self.days[0] and self.days[1] <= last:
            return full, 0
        if self.days[1] < first or last < self.days[0]:
            return 0, full
        true = pack((self.date >= first) & (self.date <= last))
        return true, full & ~true

    def compare(self, node: CompareFacts, step: Step) -> Planes:
        left, right = self.column(node.left), self.column(node.right)
        if left is None or right is None:
            return 0, 0
        known = self.known(node.left, step.dims) & self.known(node.right, step.dims)
        true = pack(compare_columns(node.op, left, self.rows(node.left, step.dims), right, self.rows(node.right, step.dims))) & known
        return true, known & ~true

    def rows(self, ref: Ref, dims: Dims) -> Rows | None:
        """For each binding of `dims` the row of the fact's level."""
        if not dims:
            return None
        frame = self.frames.frame(dims)
        return frame.tx if ref.dim is None else self.frames.level_rows(ref.dim, frame)

    def known(self, ref: Ref, dims: Dims) -> int:
        """Where the fact is known, over the bindings of `dims`."""
        column = self.column(ref)
        if column is None:
            return 0
        if column.valid == column.full:
            return self.full(dims)
        rows = self.rows(ref, dims)
        if rows is None:
            return column.valid
        return pack(unpack(column.valid, column.size)[rows])

    def column(self, ref: Ref) -> Decoded | None:
        try:
            return self.columns[ref.column]
        except KeyError:
            column = self.batch.columns.get(ref.column)
            found = None if column is None else Decoded(column, ref.type, *self.levels[_level((ref.dim,) if ref.dim else ())])
            self.columns[ref.column] = found
            return found

    def want(self, number: int) -> int:
        """Rows on which the step is unknown, and a required fact is among the unknowns that keep it so."""
        found = self.wanting.get(number)
        if found is None:
            step = self.plan.steps[number]
            true, false = self.planes(number)
            unknown = self.full(step.dims) & ~true & ~false
            found = 0
            if unknown and step.op == "leaf":
                for ref in refs_of(step.node):
                    found |= unknown & ~self.known(ref, step.dims) if ref.required else 0
            elif unknown and step.op != "is":
                for child in step.children:
                    found |= unknown & self.frames.spread_one(self.want(child), self.plan.steps[child].dims, step.dims)
            self.wanting[number] = found
        return found

    # ---- rules

    def verdicts(self, asked: tuple[PlannedRule, ...]) -> Verdicts:
        found = _Found(self.plan.width)
        for rule in asked:
            self.judge(rule, found)
        return found.verdicts(self.n, self.first)

    def judge(self, rule: PlannedRule, found: _Found) -> None:
        """The rule's verdicts on the slice, one row per transaction that is not false."""
        steps = self.plan.steps
        guard_dims, condition_dims = steps[rule.guard].dims, steps[rule.condition].dims
        planes = self.planes(rule.guard)
        if planes[1] == self.full(guard_dims):
            return
        guard_true, guard_false = self.frames.spread(planes, guard_dims, rule.dims)
        planes = self.planes(rule.condition)
        if planes[1] == self.full(condition_dims):
            return
        true, false = self.frames.spread(planes, condition_dims, rule.dims)
        full = self.full(rule.dims)
        open_ = full & ~(guard_false | false)
        if not open_:
            return
        holds = guard_true & true
        open_ &= ~holds
        asks = 0
        if rule.asks and open_:
            asks = open_ & guard_true
            if open_ & ~guard_true:
                asks |= open_ & ~guard_true & self.frames.spread_one(self.want(rule.guard), guard_dims, rule.dims)
        self.extract(rule, ((TRUE, holds), (ASKS, asks), (NOTED, open_ & ~asks)), found)

    def extract(self, rule: PlannedRule, states: tuple[tuple[int, int], ...], found: _Found) -> None:
        frame = self.frames.frame(rule.dims)
        if self.n == 1:  # one verdict, the first binding of the strongest state: no rows to be looked for among many
            state, plane = next((state, plane) for state, plane in states if plane)
            row = (plane & -plane).bit_length() - 1
            found.add(rule, state, _FIRST, *self.bound(rule, _FIRST if row == 0 else np.array([row])))
            return
        if frame.one_each:
            for state, plane in states:
                if plane:
                    rows = rows_of(plane, frame.size)
                    found.add(rule, state, rows, *self.bound(rule, rows))
            return
        done = np.zeros(self.n, np.bool_)
        for state, plane in states:
            if plane:
                rows = rows_of(plane, frame.size)
                tx = frame.tx[rows]
                first = np.ones(len(tx), np.bool_)
                first[1:] = tx[1:] != tx[:-1]  # the first binding of each transaction …
                first &= ~done[tx]  # … of which no stronger state is known
                rows, tx = rows[first], tx[first]
                done[tx] = True
                found.add(rule, state, tx, *self.bound(rule, rows))

    def bound(self, rule: PlannedRule, rows: Rows) -> tuple[Rows | None, list[Rows]]:
        line: Rows | None = None
        parties: list[Rows] = []
        for dim in rule.dims:
            base = self.frames.frame((dim,)).rows
            assert base is not None
            picked = base[self.frames.frame(rule.dims).columns[dim][rows]]
            if dim == "line":
                line = picked + self.frames.lines[0]
            else:
                parties.append(picked + self.frames.parties[0])
        return line, parties


_FIRST: Final[Rows] = np.zeros(1, np.int64)


def _level(dims: Dims) -> str:
    return dims[0].partition(":")[0] if dims else "transaction"


class _Found:
    """Verdicts of a slice, rule by rule, until they are sorted by transaction."""

    def __init__(self, width: int) -> None:
        self.width = width
        self.rules: list[int] = []
        self.states: list[int] = []
        self.tx: list[Rows] = []
        self.lines: list[tuple[int, Rows]] = []
        self.parties: list[tuple[int, list[Rows]]] = []
        self.size = 0

    def add(self, rule: PlannedRule, state: int, tx: Rows, line: Rows | None, parties: list[Rows]) -> None:
        self.rules.append(rule.number)
        self.states.append(state)
        self.tx.append(tx)
        if line is not None:
            self.lines.append((self.size, line))
        if parties:
            self.parties.append((self.size, parties))
        self.size += len(tx)

    def verdicts(self, n: int, first: int) -> Verdicts:
        lengths = [len(tx) for tx in self.tx]
        small = np.uint16 if n <= 1 << 16 else np.int32  # a stable sort of 16-bit keys is a radix sort
        tx = np.concatenate([part.astype(small) for part in self.tx]) if self.tx else np.zeros(0, small)
        order = np.argsort(tx, kind="stable")
        line = np.full(self.size, -1, np.int32)
        for at, rows in self.lines:
            line[at : at + len(rows)] = rows
        party: npt.NDArray[np.int32] = np.full((self.size, self.width), -1, np.int32)
        for at, columns in self.parties:
            for k, rows in enumerate(columns):
                party[at : at + len(rows), k] = rows
        return Verdicts(
            rule=np.repeat(np.array(self.rules, np.int32), lengths)[order],
            tx=tx[order].astype(np.int32) + np.int32(first),
            state=np.repeat(np.array(self.states, np.int8), lengths)[order],
            line=line[order],
            party=party[order],
        )
