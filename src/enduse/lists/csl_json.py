"""How does the US Consolidated Screening List in JSON say what its CSV says? Each result becomes a row of the CSV, so that one mapping reads both.

Built to the documented columns of the API (`results`, or a bare array); not verified against a live file.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from typing import Any, Final

import msgspec

from enduse.errors import Refused
from enduse.lists.reader import Reader, Yield, refusal
from enduse.lists.source import Source

COLUMNS: Final = (
    "_id", "source", "entity_number", "type", "programs", "name", "title", "addresses", "federal_register_notice", "start_date", "end_date", "standard_order",
    "license_requirement", "license_policy", "call_sign", "vessel_type", "gross_tonnage", "gross_registered_tonnage", "vessel_flag", "vessel_owner", "remarks",
    "source_list_url", "alt_names", "citizenships", "dates_of_birth", "nationalities", "places_of_birth", "source_information_url", "ids",
)  # fmt: skip
_ADDRESS: Final = ("address", "city", "state", "postal_code", "country")
_ID: Final = ("country", "number", "type", "issue_date", "expiration_date")
_ALIASES: Final = {"_id": ("_id", "id"), "source_list_url": ("source_list_url",)}


def either(mapping: Reader) -> Reader:
    """The reader of the list in CSV (by its mapping) or in JSON."""

    def read(source: Source, /, *, list_id: str) -> Iterator[Yield]:
        files = [name for name in source.names() if _is_json(source, name)]
        if not files:
            yield from mapping.read(source, list_id=list_id)
            return
        if len(source.names()) != 1:
            raise Refused(f"{source.label}: holds {len(source.names())} files, {len(files)} of them JSON; give the one list")
        rows, faults = flatten(source.read(files[0]), files[0])
        yield from faults
        yield from mapping.read(Source.of({"consolidated.csv": rows}, source.label), list_id=list_id)

    return msgspec.structs.replace(
        mapping, version=f"{mapping.version}+1", takes="consolidated.csv or consolidated.json, as the International Trade Administration publishes it", read=read
    )  # fmt: skip


def _is_json(source: Source, name: str) -> bool:
    with source.open(name) as stream:
        return stream.read(64).lstrip(b"\xef\xbb\xbf \r\n\t")[:1] in (b"{", b"[")


def flatten(data: bytes, file: str) -> tuple[bytes, list[Yield]]:
    """The results as CSV, and what is no result. Refused if it is not the list, or states more results than it holds."""
    try:
        whole = msgspec.json.decode(data.removeprefix(b"\xef\xbb\xbf"))
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as fault:
        raise Refused(f"{file}: is not whole JSON ({fault}); download it again") from fault
    results = whole.get("results") if isinstance(whole, dict) else whole
    if not isinstance(results, list):
        raise Refused(f"{file}: holds no `results`; give the Consolidated Screening List as it is published")
    total = whole.get("total") if isinstance(whole, dict) else None
    if isinstance(total, int) and total > len(results):
        raise Refused(f"{file}: holds {len(results):,} of {total:,} results: it is one page of a search; give the whole download")
    out = io.StringIO()
    writer = csv.DictWriter(out, COLUMNS)  # line ends of two characters, so that a lone one of either kind within a cell is quoted
    writer.writeheader()
    faults: list[Yield] = []
    for number, row in enumerate(results, 1):
        if isinstance(row, dict):
            writer.writerow({column: _cell(column, _value(row, column)) for column in COLUMNS})
        else:
            faults.append(refusal(f"{file}:{number}", "is no object", row))
    return out.getvalue().encode("utf-8", "surrogatepass"), faults


def _value(row: dict[str, Any], column: str) -> Any:
    return next((row[key] for key in _ALIASES.get(column, (column,)) if row.get(key) is not None), "")


def _cell(column: str, value: Any) -> str:
    if column == "addresses" and isinstance(value, list):
        return "; ".join(_joined(each, _ADDRESS) for each in value)
    if column == "ids" and isinstance(value, list):
        return "; ".join(_joined(each, _ID) for each in value)
    if isinstance(value, list):
        return "; ".join(_word(each) for each in value)
    return _word(value)


def _joined(value: Any, keys: tuple[str, ...]) -> str:
    """The parts that are there, as the CSV joins them: `;` inside a part would be read as the end of it."""
    if not isinstance(value, dict):
        return _word(value)
    return ", ".join(word for key in keys if (word := _word(value.get(key)).replace(";", ",")))


def _word(value: Any) -> str:
    return "" if value is None else str(value).lower() if isinstance(value, bool) else str(value)
