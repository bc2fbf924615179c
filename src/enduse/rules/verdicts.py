"""Which rules are true, or cannot be decided, for which transactions?

One verdict per (transaction, rule) that is not false. A *binding* picks one goods line and one party per role the rule names (`party.any` picks
each party in turn); with no line or no such party there is no binding and the rule is false. For each binding let S be the guard (validity on the
judged date, a regime that attaches, the operator's role, the scope written) and C the condition, in Kleene's logic:

    1  S and C are true
    2  undecided, and asks for review: the rule says `unknown = "review"`, neither S nor C is false, and either S is true,
       or an unknown that keeps S from being settled is a required fact of the vocabulary
    3  undecided otherwise: noted under "not checked"

The transaction's state is the least state of its bindings (1 before 2 before 3), its witness the first binding of that state, lines before
parties, in the order of the batch. A rule whose status is `repealed` is never evaluated; stayed and proposed rules are, and carry their status.
"""

from __future__ import annotations

from typing import Final

import msgspec
import numpy as np
import numpy.typing as npt

TRUE: Final = 1
ASKS: Final = 2
NOTED: Final = 3


class Verdicts(msgspec.Struct, frozen=True, kw_only=True):
    """Parallel arrays sorted by (tx, rule).

    `rule` indexes `RuleSet.rules`, `tx` the transactions of the batch, `line` its goods lines (-1: the rule binds none). `party[i, k]` is the party
    bound to `rules[rule[i]].party_roles[k]`, -1 beyond them.
    """

    rule: npt.NDArray[np.int32]
    tx: npt.NDArray[np.int32]
    state: npt.NDArray[np.int8]
    line: npt.NDArray[np.int32]
    party: npt.NDArray[np.int32]

    def __len__(self) -> int:
        return len(self.rule)

    def parties(self, at: int, roles: tuple[str, ...]) -> dict[str, int]:
        """Role to party index of one verdict; `roles` are the rule's `party_roles`."""
        return {role: int(self.party[at, k]) for k, role in enumerate(roles)}
