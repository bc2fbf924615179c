"""Which names did the publisher pack into this one cell?"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

from enduse.model.nouns import Name, NameKind
from enduse.text.clean import scripts_of

_SUFFIX: Final = frozenset({"i", "ii", "iii", "iv", "jr", "jr.", "sr", "sr.", "phd", "dr", "dr."})
_BRACKET: Final = re.compile(r"\(((?:[^()]|\([^()]*\))*)\)")
_ORIGINAL: Final = re.compile(r"\s*\(?original script\)?:?\s*", re.IGNORECASE)
_BORN: Final = re.compile(r",?\s+born\b.*$", re.IGNORECASE | re.DOTALL)
_LETTERED: Final = re.compile(r"(?:^|\s)[a-h]\)\s")
_SLASH: Final = re.compile(r"\s/\s")
_REMARK: Final = re.compile(r"\d{4}|passport|identity|listed as|birth name|combat name|sub-unit|\bNGO\b|^third$|KPe?\.\d", re.IGNORECASE)
_QUOTES: Final = "\"'“”‘’«»`"
ACRONYM_LETTERS: Final = 10
"""A bracketed word up to this many letters, made of the initials before it, is an acronym (a weak name)."""


def plain(text: str | None) -> str:
    """The text with its white space collapsed and trimmed: the one thing that is done to a printed name."""
    return " ".join(text.split()) if text else ""


def split_cell(cell: str, *, slashes: bool = False) -> tuple[tuple[str, bool], ...]:
    """The single names inside a printed cell, each with whether it is only an acronym. The cell itself is not repeated when it is one plain name.

    Splits at `;` outside brackets, at ` b) `, at ` / ` if `slashes`; takes bracketed names of another script or acronyms of what stands before them.

    >>> [name for name, _ in split_cell("Azim Adhajani; Azim Agha-Jani")]
    ['Azim Adhajani', 'Azim Agha-Jani']
    >>> split_cell("General Department of Atomic Energy (GDAE)")
    (('General Department of Atomic Energy', False), ('GDAE', True))
    """
    found: dict[str, bool] = {}
    for piece in _at_top_level(cell):
        for part in _LETTERED.split(piece):
            sides = _SLASH.split(part) if slashes else [part]
            for side in sides:
                for name, acronym in _unbracket(side):
                    if name and name != cell:
                        found.setdefault(name, acronym or (side is not sides[0] and is_acronym(name, sides[0])))
    return tuple(found.items())


def natural_order(text: str) -> str | None:
    """`SURNAME, Given` as `Given SURNAME`; None where the comma does not divide a name so.

    >>> natural_order("HANIYA, Ismail Abdul Salah"), natural_order("Hilarion Santos, III")
    ('Ismail Abdul Salah HANIYA', None)
    """
    surname, comma, given = text.partition(",")
    surname, given = surname.strip(_QUOTES + " "), given.strip(_QUOTES + " ")
    if not comma or not surname or not given or "," in given or given.lower() in _SUFFIX:
        return None
    return f"{given} {surname}"


def gather(names: Iterable[Name]) -> tuple[Name, ...]:
    """The names without repetition and with their scripts, first come first kept; a name printed both weak and strong is strong."""
    rank = {NameKind.primary: 0, NameKind.strong: 1, NameKind.former: 2, NameKind.weak: 3}
    kept: dict[str, Name] = {}
    for name in names:
        held = kept.get(name.text)
        if held is None or rank[name.kind] < rank[held.kind]:
            kept[name.text] = name if name.script else Name(text=name.text, kind=name.kind, script=scripts_of(name.text))
    return tuple(kept.values())


def names_in(cell: str | None, kind: NameKind, *, person: bool, slashes: bool = False) -> list[Name]:
    """The printed cell as a name, then what is packed in it. Acronyms are weak; for persons `Surname, Given` is turned as well."""
    whole = plain(cell)
    if not whole:
        return []
    names = [Name(text=whole, kind=kind)]
    parts = split_cell(whole, slashes=slashes)
    names += [Name(text=text, kind=NameKind.weak if acronym else kind) for text, acronym in parts]
    if person:
        singles = [text for text, _ in parts] or [whole]
        names += [Name(text=turned, kind=kind) for text in singles if (turned := natural_order(text))]
    return names


def _at_top_level(cell: str) -> list[str]:
    pieces, depth, start = [], 0, 0
    for i, char in enumerate(cell):
        if char == "(":
            depth += 1
        elif char == ")":
            depth = max(depth - 1, 0)
        elif char == ";" and depth == 0:
            pieces.append(cell[start:i])
            start = i + 1
    pieces.append(cell[start:])
    return pieces


def _unbracket(text: str) -> list[tuple[str, bool]]:
    """What stands before the brackets, and the names inside them. Brackets that are neither name nor remark belong to the name: `FOUNDATION (KENYA)` is not
    the `FOUNDATION`."""
    text = text.strip(" ,;")
    outside = _tidy(_BORN.sub("", _BRACKET.sub(" ", text)))
    names: list[tuple[str, bool]] = []
    belongs = False
    for content in _BRACKET.findall(text):
        found = [pair for piece in _at_top_level(_ORIGINAL.sub("", content)) if (pair := _bracketed(_tidy(piece), outside, content))]
        belongs = belongs or not (found or _REMARK.search(content))
        names += found
    if outside and not belongs:
        return [(outside, False), *names]
    return [(_tidy(_BORN.sub("", text)), False), *names]


def _bracketed(name: str, outside: str, content: str) -> tuple[str, bool] | None:
    if not name or _REMARK.search(name):
        return None
    if not outside or scripts_of(name) != scripts_of(outside) or _BRACKET.search(content):
        return _tidy(_BRACKET.sub(" ", name)), False
    return (name, True) if is_acronym(name, outside) else None


def _tidy(text: str) -> str:
    return plain(text).strip(" ,;" + _QUOTES).lstrip(") ").rstrip("( ").strip()


def is_acronym(word: str, of: str) -> bool:
    """Is this one word made of the letters of that name, beginning with an initial of it?"""
    letters = [c for c in word.lower() if c.isalnum()]
    if not 2 <= len(letters) <= ACRONYM_LETTERS or " " in word or sum(c.isupper() for c in word) < 2:
        return False
    whole = of.lower()
    initials = [part[0] for part in re.split(r"[\s’'/-]+", whole) if part]
    if letters[0] not in initials[:2]:
        return False
    at = 0
    for letter in letters:
        at = whole.find(letter, at) + 1
        if at == 0:
            return False
    return True
