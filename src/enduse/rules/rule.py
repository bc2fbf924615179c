"""What is a rule of law, as the engine holds it?"""

from __future__ import annotations

import datetime as dt
import hashlib
from typing import Any, Final

import msgspec

from enduse.model.vocabulary import PARTY_ROLES
from enduse.rules.nodes import TRUE, Constant, Contains, In, Node, Ref, Valid, all_of, may_be_unknown, refs_of

_EPOCH: Final = dt.date(1970, 1, 1)

REGIME: Final = Ref(name="regime.attached", column="regime.attached", type="set")
ROLE: Final = Ref(name="tx.operator_role", column="tx.operator_role", type="code")


_GUARDS: Final[dict[str, Node]] = {}
_DIMS: Final[dict[str, tuple[str, ...]]] = {}
"""What is made of a rule again and again while verdicts are explained, by the rule's digest: as many entries as there are rules."""


class Example(msgspec.Struct, frozen=True, kw_only=True):
    """Facts of one made-up transaction and the state the rule must then be in: `true`, `false` or `unknown`."""

    facts: dict[str, Any]
    expect: str
    line: int


class Rule(msgspec.Struct, frozen=True, kw_only=True):
    """One rule. `scope` and `condition` are the checked conditions, `*_text` how they are written.

    `outcome` is what the rule may lead to: an unconfirmed rule's block is held down to review (`stated` keeps what the pack says).
    `digest` is over everything that can change a decision or its wording, not over the file or line the rule stands in.
    """

    id: str
    title: str
    pack: str
    regime: tuple[str, ...] = ()
    roles: tuple[str, ...] = ()
    status: str = "in_force"  # in_force | stayed | proposed | repealed
    valid_from: dt.date | None = None
    valid_to: dt.date | None = None
    scope: Node = TRUE
    scope_text: str = "true"
    condition: Node
    condition_text: str
    outcome: str  # block | review | note
    stated: str
    reason_class: str
    effects: tuple[str, ...] = ()
    listing_effects: tuple[str, ...] = ()
    listing_band: str | None = None  # established | possible | listed_name | address | building | unattached
    unknown: str = "review"  # review | note
    citation: str
    source: str = ""
    confirmed: str = "secondary"  # primary | secondary | unconfirmed | operator (by a switch)
    show: tuple[str, ...] = ()
    examples: tuple[Example, ...] = ()
    file: str = ""
    line: int = 0
    digest: str = ""

    @property
    def guard(self) -> Node:
        """The whole scope: validity by date, a regime that attaches, the operator's role, and the scope written."""
        known = _GUARDS.get(self.digest)
        return known if known is not None else self._make_guard()

    def _make_guard(self) -> Node:
        parts: list[Node] = []
        if self.valid_from or self.valid_to:
            parts.append(Valid(days(self.valid_from), days(self.valid_to)))
        if self.regime:
            parts.append(Contains(REGIME, tuple(sorted(self.regime))))
        if self.roles:
            parts.append(In(ROLE, tuple(sorted(self.roles))))
        guard = all_of([*parts, self.scope])
        if self.digest:
            _GUARDS[self.digest] = guard
        return guard

    @property
    def dims(self) -> tuple[str, ...]:
        """What a binding of this rule picks, in canonical order: `line`, then `party:<role>` in the order of the vocabulary's roles."""
        known = _DIMS.get(self.digest)
        if known is None:
            known = order_dims({ref.dim for node in (self.scope, self.condition) for ref in refs_of(node) if ref.dim})
            if self.digest:
                _DIMS[self.digest] = known
        return known

    @property
    def party_roles(self) -> tuple[str, ...]:
        """The roles among `dims`."""
        return tuple(dim.removeprefix("party:") for dim in self.dims if dim != "line")

    @property
    def may_be_unknown(self) -> bool:
        """Can the verdict be unknown for the facts of scope and condition (the attached regimes and the operator's role apart)?"""
        return self.condition != Constant(False) and (may_be_unknown(self.scope) or may_be_unknown(self.condition))


class RuleSet(msgspec.Struct, frozen=True, kw_only=True):
    """Every rule of some packs, sorted by id. `cache` holds what the evaluator compiles from them; it never changes a verdict."""

    rules: tuple[Rule, ...]
    facts_used: tuple[str, ...]  # vocabulary names (`party.*.country`), sorted
    digest: str  # over the rules' ids and digests
    cache: dict[str, Any] = msgspec.field(default_factory=dict)

    def rule(self, id: str) -> Rule:
        """The rule of that id; KeyError if there is none."""
        for rule in self.rules:
            if rule.id == id:
                return rule
        raise KeyError(id)


def days(date: dt.date | None) -> int | None:
    """Days since 1970-01-01."""
    return None if date is None else (date - _EPOCH).days


def order_dims(dims: set[str]) -> tuple[str, ...]:
    """Dimensions in the canonical order of bindings."""
    return tuple(dim for dim in ("line", *(f"party:{role}" for role in PARTY_ROLES)) if dim in dims)


def digest_rule(rule: Rule) -> str:
    """SHA-256 (hex) over the canonical JSON of the rule without examples, file and line."""
    left_out = {"examples", "file", "line", "digest"}
    content = {name: getattr(rule, name) for name in rule.__struct_fields__ if name not in left_out}
    return hashlib.sha256(msgspec.json.encode(content, order="sorted")).hexdigest()


def make_ruleset(rules: list[Rule]) -> RuleSet:
    """Sort the rules by id and digest them."""
    ordered = tuple(sorted(rules, key=lambda rule: rule.id))
    facts = sorted({ref.column for rule in ordered for node in (rule.guard, rule.condition) for ref in refs_of(node)})
    sha = hashlib.sha256("\n".join(f"{rule.id}={rule.digest}" for rule in ordered).encode())
    return RuleSet(rules=ordered, facts_used=tuple(facts), digest=sha.hexdigest())
