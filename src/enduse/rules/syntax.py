"""How is a condition written?

    condition   goods.on_ccl and destination.countries contains any group:russia_belarus
    or, and, not, ( )                     weakest first; `not` binds weaker than a comparison
    == != < <= > >=                       a fact against a literal or another fact of its type
    in [..] | in group:x | not in …       a single value
    contains 'RU' | contains any [..] | contains any group:x      a set
    is known | is unknown | is true | is not true | is false | is not false      never unknown itself
    'text' "text" 12 0.5 true false 2024-02-23 [..]

A Pratt parser: it yields raw nodes with the offset of each, so that `resolve` can point at what is wrong.
"""

from __future__ import annotations

import datetime as dt
import re
from typing import Final, TypeAlias

import msgspec


class Fault(Exception):
    """Something is wrong at `offset` of a condition."""

    def __init__(self, message: str, offset: int) -> None:
        super().__init__(message)
        self.message = message
        self.offset = offset


class Token(msgspec.Struct, frozen=True):
    """A word of the language: what it is, how it is written, where it starts."""

    kind: str  # name | group | text | number | date | sign | end
    text: str
    offset: int


class Name(msgspec.Struct, frozen=True):
    """A fact's name."""

    text: str
    offset: int


class Literal(msgspec.Struct, frozen=True):
    """A value: bool, int, float, str or date."""

    value: bool | int | float | str | dt.date
    offset: int


class Members(msgspec.Struct, frozen=True):
    """A list in brackets, or `group:x`."""

    items: tuple[Literal, ...]
    group: str | None
    offset: int


class Operation(msgspec.Struct, frozen=True):
    """An operator and its operands. `op`: or and not == != < <= > >= in `not in` contains `is …`."""

    op: str
    operands: tuple[Raw, ...]
    offset: int


Raw: TypeAlias = Name | Literal | Members | Operation

_WORDS: Final = re.compile(
    r"""(?P<space>\s+)
    |(?P<date>\d{4}-\d{2}-\d{2})(?![\w.])
    |(?P<number>-?\d+(?:\.\d+)?)(?![\w.])
    |(?P<group>group:[A-Za-z0-9_\-]*)
    |(?P<name>[A-Za-z_][A-Za-z0-9_]*(?:\.[A-Za-z0-9_*]+)*)
    |(?P<text>'[^'\n]*'|"[^"\n]*")
    |(?P<sign>==|!=|<=|>=|[<>()\[\],])""",
    re.VERBOSE,
)

_COMPARISONS: Final = ("==", "!=", "<", "<=", ">", ">=")
_BINDING: Final = {"or": 1, "and": 2, "not": 3, "in": 4, "contains": 4, "is": 4, **dict.fromkeys(_COMPARISONS, 4)}
_KEYWORDS: Final = frozenset({"or", "and", "not", "in", "contains", "any", "is", "known", "unknown", "true", "false"})
_HINTS: Final = {"=": "write == for equality", "&": "write and", "|": "write or", "!": "write not, or !=", "&&": "write and", "||": "write or"}


def tokenise(text: str) -> list[Token]:
    """The tokens of a condition, closed by one of kind `end`; raises Fault."""
    tokens, at = [], 0
    while at < len(text):
        found = _WORDS.match(text, at)
        if not found:
            if text[at] in "'\"":
                raise Fault("the quote is never closed", at)
            hint = _HINTS.get(text[at])
            raise Fault(f"cannot read {text[at : at + 12]!r}" + (f"; {hint}" if hint else ""), at)
        kind = found.lastgroup or ""
        if kind != "space":
            tokens.append(Token(kind, found.group(), at))
        at = found.end()
    return [*tokens, Token("end", "", len(text))]


def parse(text: str) -> Raw:
    """Read a whole condition; raises Fault."""
    if not text.strip():
        raise Fault("the condition is empty; write true if it always holds", 0)
    reader = _Reader(tokenise(text))
    tree = reader.expression(0)
    left = reader.peek()
    if left.kind != "end":
        raise Fault(f"did not expect {left.text!r} here; join conditions by and / or", left.offset)
    return tree


class _Reader:
    def __init__(self, tokens: list[Token]) -> None:
        self.tokens = tokens
        self.at = 0
        self.depth = 0

    def peek(self, ahead: int = 0) -> Token:
        return self.tokens[min(self.at + ahead, len(self.tokens) - 1)]

    def take(self) -> Token:
        token = self.peek()
        self.at += 1
        return token

    def expect(self, text: str) -> Token:
        token = self.take()
        if token.text != text or token.kind == "text":
            raise Fault(f"expected {text!r}, found {token.text or 'the end'!r}", token.offset)
        return token

    def expression(self, floor: int) -> Raw:
        self.depth += 1
        if self.depth > 60:  # deeper nesting is a mistake, and must not become a RecursionError
            raise Fault("the condition is nested too deeply", self.peek().offset)
        left = self.prefix()
        while True:
            token = self.peek()
            word = "in" if token.text == "not" and self.peek(1).text == "in" and token.kind == "name" else token.text
            if token.kind not in ("name", "sign") or word not in _BINDING or word == "not" or _BINDING[word] <= floor:
                self.depth -= 1
                return left
            left = self.infix(left, word)

    def prefix(self) -> Raw:
        token = self.take()
        if token.kind == "name":
            if token.text == "not":
                return Operation("not", (self.expression(_BINDING["not"]),), token.offset)
            if token.text in ("true", "false"):
                return Literal(token.text == "true", token.offset)
            if token.text in _KEYWORDS:
                raise Fault(f"did not expect {token.text!r} here", token.offset)
            return Name(token.text, token.offset)
        if token.kind == "sign" and token.text == "(":
            inner = self.expression(0)
            self.expect(")")
            return inner
        if token.kind in ("text", "number", "date"):
            return _literal(token)
        if (token.kind == "sign" and token.text == "[") or token.kind == "group":
            self.at -= 1
            return self.members()
        raise Fault("the condition ends too early" if token.kind == "end" else f"did not expect {token.text!r} here", token.offset)

    def infix(self, left: Raw, word: str) -> Raw:
        token = self.take()
        if word in ("or", "and"):
            return Operation(word, (left, self.expression(_BINDING[word])), token.offset)
        if word == "in":
            if token.text == "not":
                self.expect("in")
            return Operation("in" if token.text == "in" else "not in", (left, self.members()), token.offset)
        if word == "contains":
            return Operation("contains", (left, self.contained()), token.offset)
        if word == "is":
            return Operation("is " + self.state(), (left,), token.offset)
        return Operation(word, (left, self.expression(_BINDING[word])), token.offset)

    def state(self) -> str:
        token = self.take()
        prefix = ""
        if token.text == "not":
            prefix, token = "not ", self.take()
        if token.text not in ("known", "unknown", "true", "false"):
            raise Fault(f"after `is` comes known, unknown, true, false, not true or not false; found {token.text or 'the end'!r}", token.offset)
        return prefix + token.text

    def contained(self) -> Members:
        token = self.peek()
        if token.kind == "name" and token.text == "any":
            self.take()
            return self.members()
        if token.kind in ("text", "number", "date"):
            literal = _literal(self.take())
            return Members((literal,), None, literal.offset)
        raise Fault("write contains 'X', contains any [..] or contains any group:x", token.offset)

    def members(self) -> Members:
        start = self.take()
        if start.kind == "group":
            return Members((), start.text.removeprefix("group:"), start.offset)
        if start.text != "[" or start.kind != "sign":
            raise Fault(f"expected a list [..] or group:x, found {start.text or 'the end'!r}", start.offset)
        items: list[Literal] = []
        while self.peek().text != "]" or self.peek().kind != "sign":
            token = self.take()
            if token.kind not in ("text", "number", "date"):
                raise Fault(f"expected a value in the list, found {token.text or 'the end'!r}", token.offset)
            items.append(_literal(token))
            if self.peek().text != "]":
                self.expect(",")
        self.take()
        if not items:
            raise Fault("the list is empty", start.offset)
        return Members(tuple(items), None, start.offset)


def _literal(token: Token) -> Literal:
    if token.kind == "text":
        return Literal(token.text[1:-1], token.offset)
    if token.kind == "date":
        try:
            return Literal(dt.date.fromisoformat(token.text), token.offset)
        except ValueError:
            raise Fault(f"{token.text} is not a day of the calendar", token.offset) from None
    return Literal(float(token.text) if "." in token.text else int(token.text), token.offset)
