"""How far does a measure reach from its addressees, certainly and possibly?

A party whose owners under the measure hold the threshold together is itself reached, and its own holdings count in full: no multiplication along the way.
Every party is reached at most once and every tie is looked at once per addressee or group of addressees, so cycles end and the order of ties is nothing.
"""

from __future__ import annotations

from typing import Final

import msgspec
import numpy as np
import numpy.typing as npt

from enduse.model.ownership import FULL
from enduse.owners.graph import I32, I64, NO, YES, Snapshot

_FEW: Final = 24
"""Up to this many parties at a time a plain loop is quicker than arrays; both do the same."""


class Spread(msgspec.Struct, frozen=True):
    """`step`: at which step each local node was reached (0: an addressee itself; -1: not). `share`: what reached owners hold of it, in units."""

    step: I32
    share: I64


def spread(snapshot: Snapshot, seeds: npt.NDArray[np.integer], *, least: int, control: bool, possible: bool = False, unsure_control: bool = False) -> Spread:
    """Reach from the seeds (local nodes) as one group; `least` is the smallest share that reaches, `control` whether control reaches too.

    Certain reach adds up the least that each reached owner holds. Possible reach (`possible`) takes all that no other owner certainly holds; unknown control
    counts, also where the measure leaves it open (`unsure_control`). With more seeds, more ties or more share nothing reached is ever lost.
    """
    n = snapshot.n
    step = np.full(n, -1, np.int32)
    low, high = np.zeros(n, np.int64), np.zeros(n, np.int64)
    forced = np.zeros(n, np.bool_)
    out, owned, least_of, most_of = snapshot.out, snapshot.owned, snapshot.least, snapshot.most
    if possible:
        forcing = snapshot.control != NO if control or unsure_control else np.zeros(len(owned), np.bool_)
    else:
        forcing = snapshot.control == YES if control else np.zeros(len(owned), np.bool_)
    room = FULL - snapshot.accounted

    def share(nodes: npt.NDArray[np.integer]) -> I64:
        if not possible:
            held: I64 = low[nodes]
            return held
        # the most that reached owners can hold is all that nobody else certainly holds; where more than the whole is stated, what is stated of them
        over = np.maximum(room[nodes] + low[nodes], np.minimum(high[nodes], FULL))
        most: I64 = np.where(high[nodes] > 0, np.where(room[nodes] >= 0, room[nodes] + low[nodes], over), 0)  # a holding of nought opens no door
        return most

    def one(node: int) -> int:
        """The share of a single party: the same as `share`, without arrays."""
        within, most = int(low[node]), int(high[node])
        if not possible:
            return within
        left = int(room[node]) + within
        return 0 if most <= 0 else left if room[node] >= 0 else max(left, min(most, FULL))

    front = np.unique(seeds).astype(np.int64)
    now = 0
    while front.size:
        step[front] = now
        now += 1
        if front.size <= _FEW:
            touched: set[int] = set()
            for node in front.tolist():
                for edge in range(int(out[node]), int(out[node + 1])):
                    target = int(owned[edge])
                    low[target] += least_of[edge]
                    high[target] += most_of[edge]
                    if forcing[edge]:
                        forced[target] = True
                    if step[target] < 0:
                        touched.add(target)
            front = np.array(sorted(target for target in touched if forced[target] or one(target) >= least), np.int64)
            continue
        count = out[front + 1] - out[front]
        total = int(count.sum())
        if not total:
            break
        ends = np.cumsum(count)
        edges = np.arange(total, dtype=np.int64) + np.repeat(out[front] - (ends - count), count)
        targets = owned[edges]
        np.add.at(low, targets, least_of[edges])
        np.add.at(high, targets, most_of[edges])
        forced[targets[forcing[edges]]] = True
        fresh = np.unique(targets[step[targets] < 0]).astype(np.int64)
        front = fresh[(share(fresh) >= least) | forced[fresh]]
    return Spread(step, share(np.arange(n)))
