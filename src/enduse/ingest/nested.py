"""Which transaction is this line of canonical JSON, in canonical spelling?"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator
from typing import Any, Final, TypeVar

import msgspec

from enduse.codes.hs import canonical_hs
from enduse.codes.identifiers import canonical_identifier, canonical_scheme
from enduse.ingest import values
from enduse.ingest.census import FileCount, hash_id, hash_key
from enduse.ingest.declared import settle_fact
from enduse.ingest.flat import Decided, RefusedRows
from enduse.ingest.values import Bad, Converter, settle_identifiers
from enduse.model.canonical import line_json, party_json
from enduse.model.nouns import GoodsLine, Identifier, Party, Rejected, Role, Transaction, TransactionKind
from enduse.tables.cells import BadRow, excerpt
from enduse.tables.encoding import DAMAGED
from enduse.tables.lines import JsonLines

MAX_REVISION: Final = 999_999_999
S = TypeVar("S", bound=msgspec.Struct)


class _Key(msgspec.Struct):
    id: str
    revision: int = 0


class _At(Exception):
    """A fault at a path of the JSON."""

    def __init__(self, path: str, value: Any, reason: str, remedy: str) -> None:
        super().__init__(reason)
        self.path, self.value, self.reason, self.remedy = path, value, reason, remedy


class NestedFile:
    """An NDJSON file, walked twice: `count`, then `decide`. One line is one transaction, so an (id, revision) may stand there once."""

    def __init__(self, table: JsonLines) -> None:
        self.table = table
        self._keys = msgspec.json.Decoder(_Key)
        self._transactions = msgspec.json.Decoder(Transaction)

    def count(self, size: int) -> FileCount:
        """The first pass: which (id, revision) has each line?"""
        count = FileCount()
        for chunk in self.table.chunks(size):
            found = [key for text in chunk.texts if (key := self._key(text))]
            count.rows += len(chunk.texts)
            count.add([hash_id(key.id) for key in found], [key.revision for key in found])
        return count

    def decide(self, many: dict[int, int], shared: frozenset[int], size: int) -> Iterator[tuple[int, list[Decided | RefusedRows]]]:
        """The second pass: (lines read, outcomes) of each chunk."""
        for chunk in self.table.chunks(size):
            out: list[Decided | RefusedRows] = []
            for place, (line, text) in enumerate(zip(chunk.lines, chunk.texts, strict=True)):
                key = self._key(text)
                hashed = hash_id(key.id) if key else None
                revision = key.revision if key else 0
                bad = chunk.bad.get(place)
                try:
                    _refuse_bad(bad)
                    if key and hashed is not None:
                        self._refuse_repeats(key, hash_key(hashed, revision), many, shared)
                    tx = self._read(text)
                    out.append(Decided(key=hash_id(tx.id), transaction=tx, rows=1))
                except _At as fault:
                    value = None if fault.value is None else excerpt(str(fault.value).encode("utf-8", "backslashreplace").decode())
                    rejected = Rejected(
                        file=self.table.name, line=line, column=fault.path or None, value=value, reason=fault.reason, remedy=fault.remedy,
                        transaction=key.id if key else None,
                    )  # fmt: skip
                    out.append(RefusedRows(key=hashed, revision=revision, rows=(rejected,)))
            yield len(chunk.texts), out

    def _key(self, text: bytes) -> _Key | None:
        try:
            key = self._keys.decode(text)
        except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
            return None
        key.id = " ".join(key.id.split())
        return key if key.id and 0 <= key.revision <= MAX_REVISION else None

    def _refuse_repeats(self, key: _Key, hashed: int, many: dict[int, int], shared: frozenset[int]) -> None:
        if hashed in shared:
            raise _At("id", key.id, "the same id and revision also stand in another input file", "take it out of one of the files, or give it a new revision")
        if hashed in many:
            raise _At(
                "id", key.id, f"the id and revision stand on {many[hashed]} lines", "write each transaction on one line, once; give a change a new revision"
            )

    def _read(self, text: bytes) -> Transaction:
        try:
            tx = self._transactions.decode(text)
        except UnicodeDecodeError as error:
            raise _At("", excerpt(text[:80].decode("utf-8", "replace")), "the line is not UTF-8", "write NDJSON as UTF-8") from error
        except RecursionError as error:
            raise _At("", None, "the JSON is nested too deeply", "write one transaction per line, as the JSON Schema says") from error
        except msgspec.ValidationError as error:
            words, _, path = str(error).partition(" - at `$")
            named = re.search(r"(?:unknown|required) field `([^`]+)`", words)
            column = ".".join(filter(None, (path.rstrip("`").lstrip("."), named[1] if named else "")))
            raise _At(column, None, words, "write the transaction as the JSON Schema says (numbers of amounts are strings)") from error
        except msgspec.DecodeError as error:
            raise _At("", excerpt(text[:80].decode("utf-8", "replace")), f"the line is not JSON ({error})", "write one JSON object per line") from error
        if (not text.isascii() or b"\\u" in text) and (found := DAMAGED.search(_all_text(tx))):
            raise _At("", repr(found.group()), "the line holds characters that were lost or damaged", "write the text again")
        return settle(tx)


def _refuse_bad(bad: BadRow | None) -> None:
    if bad:
        raise _At("", bad.value, bad.reason, bad.remedy)


def _all_text(tx: Transaction) -> str:
    return " ".join(_texts(msgspec.to_builtins(tx)))


def _texts(thing: Any) -> Iterator[str]:
    if isinstance(thing, str):
        yield thing
    elif isinstance(thing, dict):
        for key, value in thing.items():
            yield str(key)
            yield from _texts(value)
    elif isinstance(thing, (list, tuple)):
        for value in thing:
            yield from _texts(value)


def settle(tx: Transaction) -> Transaction:
    """The transaction in canonical spelling, as flat rows would give it. Raises `_At` where a value cannot be taken."""
    identifier = _settle("id", tx.id, values.text)
    if identifier is None:
        raise _At("id", tx.id, "the transaction has no id", "give every transaction an id")
    if not 0 <= tx.revision <= MAX_REVISION:
        raise _At("revision", tx.revision, "the revision is no number of a revision", "write revisions as whole numbers: 0, 1, 2 …")
    goods = [_settle_line(f"goods[{place}]", line) for place, line in enumerate(tx.goods)]
    if not goods and tx.kind is not TransactionKind.payment:
        goods = [GoodsLine()]
    if len(goods) > 1:
        goods.sort(key=line_json)
    parties = [_settle_party(f"parties[{place}]", party) for place, party in enumerate(tx.parties)]
    if len(parties) > 1:
        parties.sort(key=lambda party: (_ROLE_ORDER[party.role], party_json(party)))
    route = _settle_fields(tx.route, "route", _ROUTE)
    vias = tuple(place for number, written in enumerate(tx.route.via) if (place := _settle(f"route.via[{number}]", written, _place)) is not None)
    if vias != tx.route.via:
        route = msgspec.structs.replace(route, via=vias)
    return msgspec.structs.replace(
        _settle_fields(tx, "", _TRANSACTION),
        id=identifier,
        goods=tuple(goods),
        parties=tuple(parties),
        route=route,
        payment=_settle_fields(tx.payment, "payment", _PAYMENT),
        documents=_settle_fields(tx.documents, "documents", _DOCUMENTS),
        facts=_settle_facts("facts", tx.facts, goods=False),
    )


_ROLE_ORDER: Final = {role: place for place, role in enumerate(Role)}
_keep: Final = functools.lru_cache(maxsize=20_000)  # the same dates, countries and codes come again and again; faults are raised anew each time
_date: Final = _keep(values.date_converter(None))
_number: Final = _keep(values.number_converter("."))
_country: Final = _keep(values.country)
_currency: Final = _keep(values.currency)
_place: Final = _keep(values.place)
_TRANSACTION: Final[dict[str, Converter]] = dict.fromkeys(("order_date", "ship_date", "value_date"), _date)
_ROUTE: Final[dict[str, Converter]] = {
    **dict.fromkeys(("ship_from", "ship_to"), _place), "mode": _keep(values.mode), "vessel": values.text, "imo": values.imo
}  # fmt: skip
_PAYMENT: Final[dict[str, Converter]] = {"currency": _currency, "payer_country": _country, "bank_country": _country}
_DOCUMENTS: Final[dict[str, Converter]] = {"licence_number": values.text}
_PARTY: Final[dict[str, Converter]] = {
    "name": values.text, "country": _country, "address": values.text,
    **dict.fromkeys(("incorporated", "birth_date"), values.prefix_converter(None)),
}  # fmt: skip
_LINE: Final[dict[str, Converter]] = {
    "description": values.text, "eccn": _keep(values.eccn), "origin": _country, "currency": _currency, "unit": _keep(values.unit),
    **dict.fromkeys(("value", "quantity", "weight_kg"), _number),
}  # fmt: skip


def _settle(path: str, value: Any, convert: Converter) -> Any:
    try:
        return convert(value)
    except Bad as bad:
        raise _At(path, value, bad.reason, bad.remedy) from bad


def _settle_fields(thing: S, path: str, converters: dict[str, Converter]) -> S:
    changed: dict[str, Any] = {}
    for field, convert in converters.items():
        value = getattr(thing, field)
        if value is not None:
            settled = _settle(f"{path}.{field}" if path else field, value, convert)
            if settled != value:
                changed[field] = settled
    return msgspec.structs.replace(thing, **changed) if changed else thing


def _settle_party(path: str, party: Party) -> Party:
    if party.role is Role.vessel:
        raise _At(f"{path}.role", party.role.value, "the vessel is not written as a party", "write it in route.vessel and route.imo")
    settled = _settle_fields(party, path, _PARTY)
    if party.identifiers:
        found = [_settle_identifier(f"{path}.identifiers[{place}]", item, settled.country) for place, item in enumerate(party.identifiers)]
        settled = msgspec.structs.replace(settled, identifiers=settle_identifiers(found))
    return settled


def _settle_identifier(path: str, item: Identifier, country: str | None) -> Identifier:
    scheme = canonical_scheme(item.scheme)
    if scheme == "other" and item.scheme.strip().casefold() != "other":
        raise _At(f"{path}.scheme", item.scheme, "the scheme is no kind of identifier that is known", "use a scheme such as lei, imo, bic, inn, registration")
    issuer = _settle(f"{path}.country", item.country, values.country) if item.country else None
    found = canonical_identifier(scheme, item.value, issuer or (country if scheme == "inn" and country in ("KG", "UZ", "TJ") else None))
    if not found.value:
        raise _At(f"{path}.value", item.value, "the identifier holds no digits or letters", "write the identifier, or leave it out")
    return found


def _settle_line(path: str, line: GoodsLine) -> GoodsLine:
    settled = _settle_fields(line, path, _LINE)
    if line.hs_code is not None:
        code, note = canonical_hs(line.hs_code)
        settled = msgspec.structs.replace(settled, hs_code=code, hs_note=note or (line.hs_note if code else None))
    if line.facts:
        settled = msgspec.structs.replace(settled, facts=_settle_facts(f"{path}.facts", line.facts, goods=True))
    return settled


def _settle_facts(path: str, facts: dict[str, Any], *, goods: bool) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for name, value in facts.items():
        if name.startswith("goods.") is not goods:
            where = "on its goods line (goods[].facts)" if name.startswith("goods.") else "on the transaction (facts)"
            raise _At(f"{path}.{name}", value, f"the fact {name!r} stands in the wrong place", f"write it {where}")
        try:
            settled = settle_fact(name, value)
        except Bad as bad:
            raise _At(f"{path}.{name}", value, bad.reason, bad.remedy) from bad
        if settled is not None:
            found[name] = settled
    return found
