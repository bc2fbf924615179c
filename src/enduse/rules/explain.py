"""Which facts made this verdict, and which answers would settle it?"""

from __future__ import annotations

import functools
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

import msgspec

from enduse.model.factbatch import FactBatch
from enduse.model.vocabulary import BY_NAME
from enduse.rules.nodes import Node, Ref
from enduse.rules.reference import state_of
from enduse.rules.resolve import reference
from enduse.rules.rule import Rule
from enduse.rules.truth import Facts, open_leaves, settling_leaves, truth


class LeafFact(msgspec.Struct, frozen=True, kw_only=True):
    """One fact of a verdict, by the name the rule writes. A set's `value` is its known members, sorted; it is `known` when complete."""

    name: str
    value: Any  # None: unknown
    known: bool
    provenance: str | None = None  # declared | derived | listed | assumed; None: no such column


class Question(msgspec.Struct, frozen=True, kw_only=True):
    """What to ask about a fact, and who can answer."""

    fact: str
    question: str
    who: str


class Bound(msgspec.Struct, frozen=True, kw_only=True):
    """A binding of a rule and its state (1, 2, 3 as in `verdicts`)."""

    state: int
    line: int
    parties: dict[str, int]


def explain(rule: Rule, batch: FactBatch, tx: int, line: int, parties: Mapping[str, int]) -> tuple[LeafFact, ...]:
    """The facts that settle the rule for one binding, each once, in the order the rule names them.

    True: the facts that make guard and condition true. Unknown: the unknown facts that still matter, so not those inside a part that is true or
    false whatever they are. False: the facts that make the guard, the condition or both false.
    """
    facts, binding = Facts(batch), _binding(rule, line, parties)
    states = [truth(node, facts, tx, binding) for node in (rule.guard, rule.condition)]
    whole = False if False in states else None if None in states else True
    found: dict[str, LeafFact] = {}
    for node, state in zip((rule.guard, rule.condition), states, strict=True):
        if state is whole:
            for _, ref in _leaves(node, state, facts, tx, binding):
                found.setdefault(ref.name, _leaf_fact(ref, facts, tx, binding))
    return tuple(found.values())


def shown(rule: Rule, batch: FactBatch, tx: int, line: int, parties: Mapping[str, int]) -> tuple[LeafFact, ...]:
    """The facts the rule wants shown (`show`), as far as the binding picks them."""
    facts, binding = Facts(batch), _binding(rule, line, parties)
    return tuple(_leaf_fact(ref, facts, tx, binding) for ref in shown_refs(rule) if ref.dim is None or ref.dim in binding)


def shown_refs(rule: Rule) -> list[Ref]:
    """The facts named by the rule's `show`."""
    return [_shown_ref(name) for name in rule.show]


@functools.cache
def _shown_ref(name: str) -> Ref:
    return reference(name)


def find_bindings(rule: Rule, batch: FactBatch, tx: int) -> tuple[Bound, ...]:
    """Every binding of one transaction on which the rule is not false, in canonical order: `evaluate` names only the first of the strongest."""
    facts, found = Facts(batch), []
    for binding in facts.bindings(rule, tx):
        state = state_of(rule, facts, tx, binding)
        if state:
            found.append(Bound(state=state, line=binding.get("line", -1), parties={role: binding[f"party:{role}"] for role in rule.party_roles}))
    return tuple(found)


def ask(leaves: Iterable[LeafFact]) -> tuple[Question, ...]:
    """The vocabulary's questions for the unknown facts among the leaves of an undecided verdict."""
    return tuple(_question(leaf.name) for leaf in leaves if not leaf.known)


def _question(name: str) -> Question:
    parts = name.split(".")
    fact = BY_NAME[f"party.*.{parts[2]}" if parts[0] == "party" else name]
    return Question(fact=name, question=fact.question, who=fact.who)


def _leaves(node: Node, state: bool | None, facts: Facts, tx: int, binding: Mapping[str, int]) -> Iterator[tuple[Node, Ref]]:
    return (open_leaves if state is None else settling_leaves)(node, facts, tx, binding)


def _binding(rule: Rule, line: int, parties: Mapping[str, int]) -> dict[str, int]:
    return {dim: line if dim == "line" else parties[dim.removeprefix("party:")] for dim in rule.dims}


def _leaf_fact(ref: Ref, facts: Facts, tx: int, binding: Mapping[str, int]) -> LeafFact:
    value, known = facts.value(ref, tx, binding), facts.known(ref, tx, binding)
    if isinstance(value, frozenset):
        value = tuple(sorted(value)) if value or known else None
    return LeafFact(name=ref.name, value=value, known=known, provenance=facts.provenance(ref, tx, binding))
