"""Which column of this file is which, and how is each cell to be converted? Settled once per file."""

from __future__ import annotations

import difflib
from collections.abc import Sequence
from typing import Any, Final

import msgspec

from enduse.codes.identifiers import SCHEMES
from enduse.errors import DefinitionError, UsageError
from enduse.ingest import values, words
from enduse.ingest.columns import CANONICAL, DATES, GOODS, ROLES, ROUTE, VIAS, fold, may_be, spelled
from enduse.ingest.declared import fact_converter, find_fact
from enduse.ingest.mapping import line_of
from enduse.ingest.options import Options
from enduse.ingest.values import Bad, Converter, Memo
from enduse.tables import Cell


class Understood(msgspec.Struct, frozen=True, kw_only=True):
    """How one header was understood. `how`: exact | spelling | the other columns (of several readings they
    leave one) | mapping | fact | constant, and of columns that are left out: ignored (the mapping says so) |
    not used (a better column says the same) | not understood."""

    place: int  # position in the row; -1 for a constant
    header: str
    column: str | None
    how: str
    problem: str | None = None


class Slot:
    """One column that is used: where its cells are and how they are converted. `look`: what the sample looks for in it (date | name)."""

    __slots__ = ("column", "constant", "header", "look", "memo", "place")

    def __init__(self, column: str, header: str, place: int, convert: Converter, constant: str | None, look: str | None = None) -> None:
        self.column, self.header, self.place, self.constant, self.look = column, header, place, constant, look
        self.memo = Memo(header, convert)


class Plan:
    """What is done with each column. Slots are in order: those of the transaction first (`head` of them), then those of the goods line."""

    def __init__(self, *, columns: Sequence[Understood], slots: Sequence[Slot], head: int, id_place: int, revision_place: int | None, kind: str | None) -> None:
        self.columns = columns
        self.slots = slots
        self.head = head
        self.id_place = id_place
        self.revision_place = revision_place
        self.inferred_kind = kind


def understand(header: Sequence[str], options: Options, file: str) -> list[Understood]:
    """How each header is understood; raises `UsageError` for unknown facts and where two columns claim one meaning."""
    mapping = options.mapping
    mapped = dict(mapping.columns) if mapping else {}
    ignored = {name.strip() for name in mapping.ignore} if mapping else set()
    found: list[Understood] = []
    weak: set[int] = set()
    for place, raw in enumerate(header):
        name = raw.strip()
        if name in ignored:
            found.append(Understood(place=place, header=name, column=None, how="ignored", problem="left out by the mapping"))
        elif name in mapped:
            found.append(Understood(place=place, header=name, column=mapped[name], how="mapping"))
        elif name.casefold().startswith("fact:"):
            fact = name[5:].strip()
            try:
                find_fact(fact)
            except Bad as bad:
                raise UsageError(f"{file}: column {name!r}: {bad.reason}; {bad.remedy}") from bad
            found.append(Understood(place=place, header=name, column=f"fact:{fact}", how="fact"))
        elif name.casefold() in CANONICAL:
            found.append(Understood(place=place, header=name, column=name.casefold(), how="exact"))
        elif meant := spelled(name):
            if meant[1]:
                weak.add(place)
            found.append(Understood(place=place, header=name, column=meant[0], how="spelling"))
        else:
            near = difflib.get_close_matches(fold(name), CANONICAL, n=1, cutoff=0.85) if name else []
            problem = f"did you mean {near[0]!r}?" if near else _choice(name, may_be(name)[0])
            found.append(Understood(place=place, header=name, column=None, how="not understood", problem=problem))
    for name in mapped:
        if mapping and not any(item.header == name for item in found):
            near = difflib.get_close_matches(name, [item.header for item in found], n=1, cutoff=0.5)
            hint = f"did you mean {near[0]!r}?" if near else f"its headers are: {', '.join(item.header for item in found[:20])}"
            raise DefinitionError(f"{file} has no column {name!r}; {hint}", file=mapping.file, line=line_of(mapping.text, name, "columns"))
    _settle_doubts(found, weak, file, mapping.constants.get("kind") if mapping else None)
    return _settle_claims(found, weak, file)


def _choice(header: str, columns: Sequence[str]) -> str | None:
    """What a header of several readings may mean, and how to say which."""
    if not columns:
        return None
    return f'may be {" or ".join(map(repr, columns))}: say which in a mapping ([columns] "{header}" = "{columns[0]}"), or leave it out (ignore = ["{header}"])'


def _settle_doubts(found: list[Understood], weak: set[int], file: str, kind: str | None) -> None:
    """Headers of several readings, by the other columns of the file where they leave one; otherwise the user is asked, because a party taken for another is
    screened as another, and one that is left out is not screened."""
    known = {item.column for item in found if item.column}
    trade = kind in ("shipment", "order") or (kind is None and _is_trade(known))
    money = kind == "payment" or (kind is None and _is_money(known))
    asked = []
    for item in found:
        columns, must = may_be(item.header) if item.how == "not understood" else ((), False)
        if not must:
            continue
        if trade != money and "kind" not in known:
            columns = tuple(column for column in columns if column.startswith(tuple(f"{role}_" for role in _MONEY_ROLES)) is money) or columns
        if len(columns) == 1:
            weak.add(item.place)
            found[item.place] = Understood(place=item.place, header=item.header, column=columns[0], how="the other columns")
        else:
            asked.append(f"the column {item.header!r} {_choice(item.header, columns)}")
    if asked:
        raise UsageError(f"{file}: {'; '.join(asked)}")


def _settle_claims(found: list[Understood], weak: set[int], file: str) -> list[Understood]:
    """One column per meaning: a mapping wins, a weak reading gives way; two equal claims are an error, because one of them would not be screened."""
    claims: dict[str, list[Understood]] = {}
    for item in found:
        if item.column:
            claims.setdefault(item.column, []).append(item)
    for column, items in claims.items():
        if len(items) == 1:
            continue
        best = [item for item in items if item.how == "mapping"] or [item for item in items if item.place not in weak]
        if len(best) != 1:
            names = " and ".join(repr(item.header) for item in items)
            raise UsageError(f"{file}: the columns {names} are both understood as {column!r}; rename one, or settle it in a mapping ([columns], ignore)")
        for item in items:
            if item is not best[0]:
                problem = f"{best[0].header!r} is taken for {column!r}"
                found[item.place] = Understood(place=item.place, header=item.header, column=None, how="not used", problem=problem)
    return found


def make_plan(header: Sequence[str], options: Options, file: str) -> Plan:
    """The plan for a file with this header. Raises `UsageError` if there is no id column."""
    columns = understand(header, options, file)
    places = {item.column: item for item in columns if item.column}
    if "id" not in places:
        seen = ", ".join(repr(item.header) for item in columns[:20]) or "none"
        raise UsageError(f'{file}: no column holds the transaction\'s id (columns: {seen}); name one `id`, or map it: [columns] "…" = "id"')
    constants = dict(options.mapping.constants) if options.mapping else {}
    columns += [
        Understood(place=-1, header=f"constant {column}", column=column, how="constant", problem=None if column not in places else "fills empty cells")
        for column in constants
    ]
    wanted = [item.column for item in columns if item.column and not (item.how == "constant" and item.column in places)]
    slots = [
        Slot(
            column=column,
            header=places[column].header if column in places else column,
            place=places[column].place if column in places else -1,
            convert=_translated(_converter(column, options), column, options),
            constant=constants.get(column),
            look=_look(column, options),
        )
        for column in wanted
        if column is not None and column != "id"
    ]
    goods = [slot for slot in slots if _is_goods(slot.column)]
    head = [slot for slot in slots if not _is_goods(slot.column)]
    return Plan(
        columns=columns,
        slots=[*head, *goods],
        head=len(head),
        id_place=places["id"].place,
        revision_place=places["revision"].place if "revision" in places else None,
        kind=infer_kind({slot.column for slot in slots}),
    )


_PAYMENT_DATES: Final = frozenset({"value_date"})
_TRADE: Final = frozenset({*GOODS, *ROUTE, "ship_date", "order_date"}) - {"value", "currency"}
_TRADE_ROLES: Final = ("consignee", "ultimate_consignee", "end_user", "forwarder", "carrier", "notify")
_MONEY_ROLES: Final = ("payer", "payee", "bank", "correspondent")


def infer_kind(columns: set[str]) -> str | None:
    """Kind of the rows of a file without a kind column: shipment, payment, or None if its columns tell of both or of neither."""
    if _is_trade(columns):
        return None if columns & _PAYMENT_DATES and "ship_date" not in columns else "shipment"
    return "payment" if _is_money(columns) else None


def _is_trade(columns: set[str]) -> bool:
    return bool(columns & _TRADE) or any(column.startswith(f"{role}_") for column in columns for role in _TRADE_ROLES)


def _is_money(columns: set[str]) -> bool:
    return bool(columns & _PAYMENT_DATES) or any(column.startswith(f"{role}_") for column in columns for role in _MONEY_ROLES)


def _is_goods(column: str) -> bool:
    return column in GOODS or column.startswith("fact:goods.")


def _translated(convert: Converter, column: str, options: Options) -> Converter:
    table = options.mapping.values.get(column) if options.mapping else None
    if not table:
        return convert
    folded = {" ".join(said.split()): meant for said, meant in table.items()}

    def translate(cell: Cell) -> Any:
        return convert(folded.get(" ".join(values.as_text(cell).split()), cell))

    return translate


def _look(column: str, options: Options) -> str | None:
    if column.startswith("fact:"):
        return "date" if options.date_order is None and find_fact(column[5:]).type == "date" else None
    if column in DATES or column.endswith(("_incorporated", "_birth_date")):
        return "date" if options.date_order is None else None
    return "name" if column.endswith("_name") else None


def _converter(column: str, options: Options) -> Converter:
    if column.startswith("fact:"):
        return fact_converter(find_fact(column[5:]), date_order=options.date_order, decimal=options.decimal)
    if column in DATES:
        return values.date_converter(options.date_order)
    if column in ("value", "quantity", "weight_kg"):
        return values.Number(options.decimal)
    if column in _BY_COLUMN:
        return _BY_COLUMN[column]
    role = max((role for role in ROLES if column.startswith(role + "_")), key=len, default="")
    field = column[len(role) + 1 :] if role else ""
    if field in ("incorporated", "birth_date"):
        return values.prefix_converter(options.date_order)
    if field in SCHEMES:
        return values.identifier_of(field)
    return _BY_FIELD.get(field, values.text)


_BY_COLUMN: Final[dict[str, Converter]] = {
    "revision": values.revision,
    "kind": words.transaction_kind,
    "operator_role": words.operator_role,
    "hs_code": values.hs,
    "eccn": values.eccn,
    "origin": values.country,
    "currency": values.currency,
    "unit": values.unit,
    **dict.fromkeys(("ship_from", *VIAS, "ship_to"), values.place),
    "mode": words.mode,
    "imo": values.imo,
    "payment_currency": values.currency,
    "doc_end_use_certificate": words.yes_or_no,
    "doc_no_reexport_clause": words.yes_or_no,
}
_BY_FIELD: Final[dict[str, Converter]] = {"kind": words.party_kind, "country": values.country, "id": values.identifiers}
