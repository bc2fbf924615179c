"""Which parties do the rows of an Arrow table name? The columns of a party file, typed as programs have them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Mapping
from typing import Any, Final

import msgspec
import pyarrow as pa

from enduse.errors import UsageError
from enduse.ingest.party_file import party_of
from enduse.model.nouns import Party, Rejected

COLUMNS: Final = ("id", "name", "kind", "country", "address", "birth_date", "identifiers")


class Parties(msgspec.Struct, frozen=True):
    """Some rows of a table: ids and parties in step."""

    ids: tuple[str, ...]
    parties: tuple[Party, ...]


def parties_of(given: Any, *, slice_rows: int = 4096) -> Iterator[Parties]:
    """The parties of a `pyarrow.Table`, a `RecordBatch` or anything that hands itself over as Arrow (`__arrow_c_stream__`), slice by slice.

    Columns other than ours are passed over. Raises `UsageError`, naming row (from 0) and column, for what a file of parties would refuse: a program has no other place to see it.
    """
    table = _table(given)
    readers = {name: _reader(name, table.schema.field(place).type) for name, place in _places(table).items()}
    columns = {name: table.column(place) for name, place in _places(table).items()}
    seen: dict[str | None, int] = {}
    for start in range(0, table.num_rows, slice_rows):
        length = min(slice_rows, table.num_rows - start)
        cells = {name: _texts(name, columns[name].slice(start, length), readers[name], start) for name in columns}
        for at, own in enumerate(cells["id"], start):
            if own and seen.setdefault(own, at) != at:
                raise UsageError(f"row {at}, column id: {own!r} stands in row {seen[own]} already; give each row its own id, by which its candidates are told")
        yield Parties(
            ids=tuple(cells["id"][at] or "" for at in range(length)),
            parties=tuple(_party({name: texts[at] for name, texts in cells.items()}, start + at) for at in range(length)),
        )


def _table(given: Any) -> pa.Table:
    if isinstance(given, pa.Table):
        return given
    if isinstance(given, pa.RecordBatch):
        return pa.Table.from_batches([given])
    if hasattr(given, "__arrow_c_stream__") and not isinstance(given, pa.Array | pa.ChunkedArray):
        return pa.table(given)
    raise UsageError(f"a pyarrow.Table or RecordBatch is matched, not {type(given).__name__}; pa.Table.from_pylist and pa.Table.from_pandas make one")


def _places(table: pa.Table) -> dict[str, int]:
    """Where our columns stand; their names as loosely written as in a file."""
    places: dict[str, int] = {}
    for place, name in enumerate(table.column_names):
        wanted = name.strip().casefold().replace(" ", "_")
        if wanted in COLUMNS:
            if wanted in places:
                raise UsageError(f"column `{wanted}` stands there twice ({table.column_names[places[wanted]]!r} and {name!r}); leave one out")
            places[wanted] = place
    missing = [name for name in ("id", "name") if name not in places]
    if missing:
        raise UsageError(
            f"no column `{missing[0]}`; columns are {', '.join(table.column_names) or 'none'}. Parties have id, name and optionally {', '.join(COLUMNS[2:])}"
        )
    return places


def _is_text(kind: pa.DataType) -> bool:
    view = getattr(pa.types, "is_string_view", lambda _: False)
    return bool(pa.types.is_string(kind) or pa.types.is_large_string(kind) or view(kind))


def _is_list(kind: pa.DataType) -> bool:
    return bool(pa.types.is_list(kind) or pa.types.is_large_list(kind) or pa.types.is_fixed_size_list(kind))


def _reader(name: str, kind: pa.DataType) -> Callable[[Any], str]:
    """How a value of that type becomes the text that a file would hold; `UsageError` for a type that cannot."""
    if pa.types.is_dictionary(kind):
        kind = kind.value_type
    if _is_text(kind) or pa.types.is_null(kind):
        return str
    if name in ("id", "birth_date") and pa.types.is_integer(kind):
        return str
    if name == "birth_date" and (pa.types.is_date(kind) or pa.types.is_timestamp(kind)):
        return _day
    if name == "identifiers" and _is_list(kind):
        inner = kind.value_type
        if _is_text(inner):
            return _joined
        if pa.types.is_struct(inner) and {"scheme", "value"} <= {inner.field(at).name for at in range(inner.num_fields)}:
            return _schemed
    wanted = {
        "id": "text or a whole number",
        "birth_date": "text such as 1971-03-02, a date, or the year as a whole number",
        "identifiers": "text such as `inn:7707083893;lei:…`, a list of such texts, or a list of structs with scheme and value",
    }.get(name, "text")
    raise UsageError(f"column `{name}` is of type {kind}; it must be {wanted}: cast it, table.set_column(…, column.cast(pa.string()))")


def _day(value: dt.date | dt.datetime) -> str:
    if isinstance(value, dt.datetime):
        if (value.hour, value.minute, value.second, value.microsecond) != (0, 0, 0, 0):
            raise ValueError("a time of day, not a date")
        value = value.date()
    return value.isoformat()


def _joined(value: list[str | None]) -> str:
    if any(";" in each for each in value if each):
        raise ValueError("an identifier holds a semicolon")
    return ";".join(each for each in value if each and each.strip())


def _schemed(value: list[Mapping[str, str | None] | None]) -> str:
    return _joined([f"{each['scheme']}:{each['value']}" if each["scheme"] else each["value"] for each in value if each and each["value"]])


def _texts(name: str, column: pa.ChunkedArray, read: Callable[[Any], str], start: int) -> list[str | None]:
    try:
        values = column.to_pylist()
    except (UnicodeDecodeError, ValueError, OverflowError) as fault:
        raise UsageError(f"rows {start} to {start + len(column) - 1}, column {name}: a value cannot be read ({fault})") from fault
    texts: list[str | None] = []
    for at, value in enumerate(values, start):
        try:
            text = None if value is None else read(value).strip() or None
        except ValueError as fault:
            raise UsageError(f"row {at}, column {name}: {fault}; value {str(value)[:80]!r}") from fault
        texts.append(text)
    return texts


def _party(cells: Mapping[str, str | None], row: int) -> Party:
    if not cells["id"]:
        raise UsageError(f"row {row}, column id: no id; every row needs one, by which its candidates are told")
    made = party_of({name: text for name, text in cells.items() if text is not None}, "table", row)
    if isinstance(made, Rejected):
        value = f" {made.value!r}" if made.value else ""
        raise UsageError(f"row {row}, column {made.column}{value}: {made.reason}; {made.remedy}")
    return made
