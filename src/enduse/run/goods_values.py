"""What did such goods cost in the user's own history? Files of past lines in, usual prices of the next Basis out.

`HOME/goods/values/ID.parquet` holds the observations of one file (subheading, origin, currency, unit, value per unit), written aside and renamed into place. A newer file of an
id takes the place of the older. `prepare` compiles median and spread of each subheading into the Basis.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Final

import msgspec
import pyarrow as pa
import pyarrow.parquet as pq

from enduse.codes.countries import canonical_country
from enduse.codes.currency import canonical_currency
from enduse.codes.hs import canonical_hs
from enduse.codes.units import canonical_unit
from enduse.errors import Refused, UsageError
from enduse.goods.unit_values import Observation, unit_values_table
from enduse.model.nouns import Rejected
from enduse.run.home import locked, write_atomic
from enduse.tables import BadRow, CellFault, Input, open_table
from enduse.tables.lines import JsonLines

OBSERVED: Final = pa.schema([("hs6", pa.string()), ("origin", pa.string()), ("currency", pa.string()), ("unit", pa.string()), ("price", pa.float64())])
COLUMNS: Final[Mapping[str, tuple[str, ...]]] = {
    "code": ("hs_code", "code", "hs6", "commodity_code", "cmdcode", "cn_code", "tnved"),
    "origin": ("origin", "origin_country", "country_of_origin"),
    "value": ("value", "amount", "trade_value", "trade_value_us", "primaryvalue", "fobvalue", "value_usd"),
    "currency": ("currency", "payment_currency"),
    "weight": ("weight_kg", "net_weight", "netweight_kg", "netweight", "netwgt"),
    "quantity": ("quantity", "qty"),
    "unit": ("unit", "qtyunitabbr", "quantity_unit"),
}
_ID: Final = re.compile(r"[a-z0-9][a-z0-9._-]{0,63}")


class Loaded(msgspec.Struct, frozen=True, kw_only=True):
    """What a load came to: rows = used + refused. A row with weight and quantity gives two observations."""

    id: str
    rows: int
    used: int
    observations: int
    subheadings: int
    rejected: tuple[Rejected, ...]


def add(home: Path, path: str, *, id: str | None, currency: str | None) -> Loaded:
    """Store the prices of a table with code, value and weight or quantity per row. `UsageError` if a column is missing, `Refused` if no row can be used."""
    name = id or re.sub(r"[^a-z0-9._-]+", "-", Path(path).name.casefold().split(".")[0]).strip("-.")
    if not _ID.fullmatch(name):
        raise UsageError(f"{name!r} cannot name a history; use --id with small letters, digits, dots and hyphens")
    known = canonical_currency(currency) if currency else None
    if currency and known is None:
        raise UsageError(f"--currency {currency!r} is no ISO 4217 code")
    observed: list[Observation] = []
    rejected: list[Rejected] = []
    rows = 0
    with Input(path) as source:
        for made in _read(source, known):
            rows += 1
            if isinstance(made, Rejected):
                rejected.append(made)
            else:
                observed.extend(made)
    if not observed:
        why = f": {rejected[0].file}:{rejected[0].line}: {rejected[0].reason}; {rejected[0].remedy}" if rejected else ""
        raise Refused(f"{name}: the file holds no row with code, value and weight or quantity{why}")
    columns = list(zip(*observed, strict=True))
    sink = io.BytesIO()
    pq.write_table(pa.table([pa.array(column, field.type) for column, field in zip(columns, OBSERVED, strict=True)], schema=OBSERVED), sink, compression="zstd")
    with locked(_folder(home) / "lock", what=f"{_folder(home)}"):
        write_atomic(_folder(home) / f"{name}.parquet", sink.getvalue())
    return Loaded(
        id=name,
        rows=rows,
        used=rows - len(rejected),
        observations=len(observed),
        subheadings=len({code for code, *_ in observed}),
        rejected=tuple(rejected),
    )


def remove(home: Path, id: str) -> None:
    """Take a history out of use. `UsageError` if none is held under the id."""
    known = histories(home)
    if id not in known:
        raise UsageError(f"no history is held as {id!r}; held are {', '.join(known) or 'none'}")
    with locked(_folder(home) / "lock", what=f"{_folder(home)}"):
        (_folder(home) / f"{id}.parquet").unlink()


def histories(home: Path) -> dict[str, pa.Table]:
    """The observations held, by id, in order of the ids."""
    held = {}
    for path in sorted(_folder(home).glob("*.parquet")):
        try:
            table = pq.read_table(path, memory_map=False)
            if "origin" not in table.column_names:  # written before origins were kept
                table = table.add_column(1, "origin", pa.nulls(table.num_rows, pa.string()))
            held[path.stem] = table.cast(OBSERVED)
        except (OSError, pa.ArrowException) as fault:
            raise Refused(f"{path}: cannot be read ({fault}); add the file again") from fault
    return held


def compile_values(own: Mapping[str, pa.Table]) -> dict[str, pa.Table]:
    """The table of usual prices; none without a history."""
    if not own:
        return {}
    joined = pa.concat_tables(list(own.values()))
    return {"goods.unit_values": unit_values_table(zip(*(joined.column(name).to_pylist() for name in OBSERVED.names), strict=True))}


def _folder(home: Path) -> Path:
    return home / "goods" / "values"


def _read(source: Input, currency: str | None) -> Iterator[list[Observation] | Rejected]:
    table = open_table(source)
    if isinstance(table, JsonLines):
        raise UsageError(f"{table.name}: a history is read from a table with a header (CSV, TSV, XLSX, Parquet), not NDJSON")
    header = [column.strip().casefold().replace(" ", "_") for column in table.header]
    places = {what: next((header.index(name) for name in names if name in header), None) for what, names in COLUMNS.items()}
    for what in ("code", "value"):
        if places[what] is None:
            raise UsageError(f"{table.name}: no column for the {what}; name it {' or '.join(COLUMNS[what][:2])}. Columns are {', '.join(table.header)}")
    if places["weight"] is None and (places["quantity"] is None or places["unit"] is None):
        raise UsageError(f"{table.name}: no column weight_kg, nor quantity and unit. Columns are {', '.join(table.header)}")
    if places["currency"] is None and currency is None:
        raise UsageError(f"{table.name}: no column currency; add it or say --currency EUR")
    for chunk in table.chunks(4096):
        for position, row in enumerate(chunk.rows):
            yield _observed(row, chunk.bad.get(position), chunk.lines[position], places, currency, table.name)


def _observed(
    row: Sequence[object], bad: BadRow | None, line: int, places: Mapping[str, int | None], currency: str | None, file: str
) -> list[Observation] | Rejected:
    if bad is not None:
        return Rejected(file=file, line=line, column=None, value=bad.value, reason=bad.reason, remedy=bad.remedy)
    cells = {
        what: "" if place is None or row[place] is None or isinstance(row[place], CellFault) else str(row[place]).strip() for what, place in places.items()
    }

    def refused(column: str, reason: str, remedy: str) -> Rejected:
        return Rejected(file=file, line=line, column=column, value=cells[column][:80], reason=reason, remedy=remedy)

    code = canonical_hs(cells["code"])[0]
    if code is None or len(code) < 6:
        return refused("code", "no code of six digits or more", "write the digits, with their leading zero")
    value = _positive(cells["value"])
    if value is None:
        return refused("value", "no amount above zero", "write a number with a decimal point")
    money = canonical_currency(cells["currency"]) if cells["currency"] else currency
    if money is None:
        return refused("currency", "no currency", "write its ISO 4217 code")
    origin = canonical_country(cells["origin"]) if cells["origin"] else None
    if cells["origin"] and origin is None:
        return refused("origin", "no country", "write its ISO 3166-1 code, or leave it empty")
    weight, quantity, unit = _positive(cells["weight"]), _positive(cells["quantity"]), canonical_unit(cells["unit"])
    made: list[Observation] = [(code[:6], origin, money, "KGM", value / weight)] if weight else []
    if quantity and unit and not (weight and unit == "KGM"):
        made.append((code[:6], origin, money, unit, value / quantity))
    return made or refused("weight", "neither a weight nor a quantity with a unit above zero", "write weight_kg, or quantity and unit")


def _positive(text: str) -> float | None:
    try:
        number = Decimal(text.replace(",", "") if "." in text else text)
    except InvalidOperation:
        return None
    return float(number) if number.is_finite() and number > 0 else None
