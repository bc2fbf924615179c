"""What does this template or condition of a mapping say about this row?"""

from __future__ import annotations

import fnmatch
import functools
import re
from collections.abc import Callable, Iterator, Mapping
from typing import Final

from enduse.codes.countries import canonical_country
from enduse.lists.companies import reads_as_company
from enduse.model.nouns import Kind
from enduse.text.clean import printed_key

Row = Mapping[str, str]
FILTERS: Final[dict[str, Callable[[str], str]]] = {
    "lower": str.lower,
    "upper": str.upper,
    "key": printed_key,
    "country": lambda text: canonical_country(text) or "",
    "company": lambda text: Kind.organization.value if reads_as_company(text) else "",
}
_FIELD: Final = re.compile(r"\{([^{}|]+)((?:\|[^{}|]+)*)\}")
_OPTION: Final = re.compile(r"\[([^\[\]]*\{[^\[\]]*)\]")


class Template:
    """Text with `{column}` and `{column|filter}`; a part in square brackets that has a field falls away when one of its fields is empty.

    A filter is `lower`, `upper`, `key`, `country`, `company` (the kind "organization", if the text reads as a company's name) or the name of a table of the mapping: exact key, else a key with `*` and `?`, else the table's `*`.
    A value that a table does not know is kept as it is and reported in `misses`.
    """

    def __init__(self, source: str, tables: Mapping[str, Mapping[str, str]]) -> None:
        self.source, self._tables = source, tables
        self.columns = tuple(found[0].strip() for found in _FIELD.findall(source))
        self.filters = tuple(name.strip() for _, chain in _FIELD.findall(source) for name in chain.split("|")[1:])
        self._constant = not self.columns

    def fill(self, row: Row, misses: list[str]) -> str:
        """The text for this row; what tables do not know is added to `misses` in words."""
        if self._constant:
            return self.source
        whole = _OPTION.sub(lambda found: self._optional(found[1], row, misses), self.source)
        return " ".join(_FIELD.sub(lambda found: self._value(found, row, misses), whole).split())

    def _optional(self, part: str, row: Row, misses: list[str]) -> str:
        values = [self._value(found, row, misses) for found in _FIELD.finditer(part)]
        rest = iter(values)
        return _FIELD.sub(lambda _: next(rest), part) if all(values) else ""

    def _value(self, found: re.Match[str], row: Row, misses: list[str]) -> str:
        column = found[1].strip()
        value = row.get(column, "")
        for name in found[2].split("|")[1:]:
            if not value:
                return ""
            value = self._filter(name.strip(), value, column, misses)
        return value

    def _filter(self, name: str, value: str, column: str, misses: list[str]) -> str:
        if name in FILTERS:
            return FILTERS[name](value)
        held = translate(self._tables[name], value)
        if held is None:
            misses.append(f"table {name} has no entry for {value!r} ({column})")
            return value
        return held


def translate(table: Mapping[str, str], value: str) -> str | None:
    """The table's word for this value: exact, else by pattern, else None. Case matters in neither."""
    exact = table.get(value)
    if exact is not None:
        return exact
    low = value.lower()
    for key, word in _folded(tuple(table.items())):
        if key == low or (("*" in key or "?" in key) and fnmatch.fnmatchcase(low, key)):
            return word
    return None


@functools.lru_cache(maxsize=256)
def _folded(items: tuple[tuple[str, str], ...]) -> tuple[tuple[str, str], ...]:
    return tuple(sorted(((key.lower(), word) for key, word in items), key=lambda item: "*" in item[0] or "?" in item[0]))


def holds(when: Mapping[str, str | list[str]], row: Row) -> bool:
    """Does every column of the condition have one of its values (`*` and `?` are wild, case does not matter, "" is an empty cell)?"""
    for column, wanted in when.items():
        value = row.get(column, "").lower()
        if not any(_alike(value, one.lower()) for one in ([wanted] if isinstance(wanted, str) else wanted)):
            return False
    return True


def _alike(value: str, wanted: str) -> bool:
    return value == wanted or (("*" in wanted or "?" in wanted) and fnmatch.fnmatchcase(value, wanted))


def split_outside(text: str, separators: tuple[str, ...]) -> Iterator[str]:
    """The parts between separators that stand outside brackets and outside ASCII quotation marks that open a part (doubled marks are one mark inside).

    Unbalanced brackets or quotation marks protect nothing.

    >>> list(split_outside('"Abu (a; b)"; C (d; e) F; "G; H"', (";",)))
    ['"Abu (a; b)"', 'C (d; e) F', '"G; H"']
    """
    if not any(separator in text for separator in separators):
        if text.strip() or not separators:
            yield text.strip()
        return
    brackets = text.count("(") == text.count(")") and text.count("[") == text.count("]")
    quotes = text.count('"') % 2 == 0
    depth, start, quoted = 0, 0, False
    at = 0
    while at < len(text):
        char = text[at]
        if quoted:
            quoted = char != '"' or _is_doubled(text, at)
            at += 2 if char == '"' and quoted else 1
            continue
        if char == '"' and quotes and not text[start:at].strip():
            quoted = True
        elif char in "([" and brackets:
            depth += 1
        elif char in ")]" and brackets:
            depth = max(depth - 1, 0)
        elif depth == 0 and (separator := next((s for s in separators if text.startswith(s, at)), None)):
            if part := text[start:at].strip():
                yield part
            start = at + len(separator)
            at = start - 1
        at += 1
    if part := text[start:].strip():
        yield part


def _is_doubled(text: str, at: int) -> bool:
    return text[at + 1 : at + 2] == '"'
