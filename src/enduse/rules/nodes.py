"""What is a condition, once it has been read and checked?

Every node is frozen and hashable, so that a sub-condition written in several rules is the same key and is evaluated once.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import TypeAlias

import msgspec

Scalar: TypeAlias = bool | int | float | str | dt.date


class Ref(msgspec.Struct, frozen=True):
    """A fact as a rule names it: `name` as written (`party.consignee.country`), `column` of the batch (`party.*.country`)."""

    name: str
    column: str
    type: str  # vocabulary.TYPES
    dim: str | None = None  # what it binds to: None (transaction), "line", or "party:<role>"
    required: bool = False


class Constant(msgspec.Struct, frozen=True, tag="constant"):
    """True or false, always."""

    value: bool


class Holds(msgspec.Struct, frozen=True, tag="holds"):
    """A bare bool fact."""

    fact: Ref


class Compare(msgspec.Struct, frozen=True, tag="compare"):
    """A fact against a literal; `op` is one of == < <= > >= (`!=` is read as `not ==`)."""

    fact: Ref
    op: str
    value: Scalar


class CompareFacts(msgspec.Struct, frozen=True, tag="compare_facts"):
    """A fact against another fact of the same type."""

    left: Ref
    op: str
    right: Ref


class In(msgspec.Struct, frozen=True, tag="in"):
    """A single value is among the members (sorted, without doubles)."""

    fact: Ref
    members: tuple[Scalar, ...]


class Contains(msgspec.Struct, frozen=True, tag="contains"):
    """A set holds at least one of the members."""

    fact: Ref
    members: tuple[str, ...]


class Known(msgspec.Struct, frozen=True, tag="known"):
    """The fact has a value; a set is known when it is complete. Two-valued."""

    fact: Ref


class Valid(msgspec.Struct, frozen=True, tag="valid"):
    """The judged date lies within the rule's days (days since 1970-01-01, both inclusive). Two-valued."""

    first: int | None
    last: int | None


class Not(msgspec.Struct, frozen=True, tag="not"):
    """True for false, false for true, unknown for unknown."""

    child: Node


class All(msgspec.Struct, frozen=True, tag="and"):
    """Kleene's and."""

    children: tuple[Node, ...]


class AnyOf(msgspec.Struct, frozen=True, tag="or"):
    """Kleene's or."""

    children: tuple[Node, ...]


class Is(msgspec.Struct, frozen=True, tag="is"):
    """The child is exactly true, false or unknown. Two-valued; `is not false` is `not (… is false)`."""

    child: Node
    state: bool | None


Node: TypeAlias = Constant | Holds | Compare | CompareFacts | In | Contains | Known | Valid | Not | All | AnyOf | Is
TRUE = Constant(True)


def all_of(children: Iterator[Node] | tuple[Node, ...] | list[Node]) -> Node:
    """`and` over the children, nested ands flattened, `true` and doubles left out."""
    return _join(children, All, neutral=True)


def any_of(children: Iterator[Node] | tuple[Node, ...] | list[Node]) -> Node:
    """`or` over the children, nested ors flattened, `false` and doubles left out."""
    return _join(children, AnyOf, neutral=False)


def _join(children: Iterator[Node] | tuple[Node, ...] | list[Node], kind: type[All] | type[AnyOf], *, neutral: bool) -> Node:
    flat: dict[Node, None] = {}
    for child in children:
        for part in child.children if isinstance(child, kind) else (child,):
            if part == Constant(not neutral):
                return part
            if part != Constant(neutral):
                flat[part] = None
    if not flat:
        return Constant(neutral)
    return next(iter(flat)) if len(flat) == 1 else kind(tuple(flat))


def negate(child: Node) -> Node:
    """`not child`, a double negation taken away."""
    if isinstance(child, Not):
        return child.child
    return Constant(not child.value) if isinstance(child, Constant) else Not(child)


def children_of(node: Node) -> tuple[Node, ...]:
    """The conditions directly inside a condition."""
    if isinstance(node, All | AnyOf):
        return node.children
    return (node.child,) if isinstance(node, Not | Is) else ()


def refs_of(node: Node) -> Iterator[Ref]:
    """Every fact a condition names, in the order written, doubles included."""
    if isinstance(node, CompareFacts):
        yield node.left
        yield node.right
    elif isinstance(node, Holds | Compare | In | Contains | Known):
        yield node.fact
    for child in children_of(node):
        yield from refs_of(child)


def may_be_unknown(node: Node) -> bool:
    """Can the condition ever be unknown?"""
    if isinstance(node, Constant | Known | Valid | Is):
        return False
    inner = children_of(node)
    return any(map(may_be_unknown, inner)) if inner else True
