"""Which transaction is this nested one, in canonical spelling?"""

from __future__ import annotations

import functools
import re
from typing import Any, Final, TypeVar

import msgspec

from enduse.codes.identifiers import canonical_identifier, canonical_scheme
from enduse.ingest import values, words
from enduse.ingest.declared import settle_fact
from enduse.ingest.values import Bad, Converter, Unknown, settle_identifiers
from enduse.model.canonical import line_json, party_json
from enduse.model.nouns import GoodsLine, Identifier, Party, Rejected, Role, Route, Transaction, TransactionKind
from enduse.tables.cells import excerpt

MAX_REVISION: Final = 999_999_999
S = TypeVar("S", bound=msgspec.Struct)


class At(Exception):
    """A fault at a path of the JSON."""

    def __init__(self, path: str, value: Any, reason: str, remedy: str) -> None:
        super().__init__(reason)
        self.path, self.value, self.reason, self.remedy = path, value, reason, remedy

    def row(self, *, file: str, line: int, transaction: str | None) -> Rejected:
        """The rejected row."""
        value = None if self.value is None else excerpt(str(self.value).encode("utf-8", "backslashreplace").decode())
        return Rejected(file=file, line=line, column=self.path or None, value=value, reason=self.reason, remedy=self.remedy, transaction=transaction)


def invalid(error: msgspec.ValidationError) -> At:
    """What msgspec found against the schema, at its path."""
    reason, _, path = str(error).partition(" - at `$")
    named = re.search(r"(?:unknown|required) field `([^`]+)`", reason)
    column = ".".join(filter(None, (path.rstrip("`").lstrip("."), named[1] if named else "")))
    return At(column, None, reason, "write the transaction as the JSON Schema says (numbers of amounts are strings)")


def settle(tx: Transaction, unknown: dict[str, None] | None = None) -> Transaction:
    """The transaction in canonical spelling, as flat rows would give it. Raises `At` where a value cannot be taken; a mode of transport that is not known
    becomes unknown, and is added to `unknown`."""
    identifier = _settle("id", tx.id, values.text)
    if identifier is None:
        raise At("id", tx.id, "the transaction has no id", "give every transaction an id")
    if not 0 <= tx.revision <= MAX_REVISION:
        raise At("revision", tx.revision, "the revision is no number of a revision", "write revisions as whole numbers: 0, 1, 2 …")
    if tx.kind is TransactionKind.relationship:  # goods rules do not ask about it: a shipment called so would go unseen
        raise At("kind", tx.kind.value, "a relationship is not written as a transaction", "add standing parties with `enduse parties add`")
    goods = [_settle_line(f"goods[{place}]", line) for place, line in enumerate(tx.goods)]
    if not goods and tx.kind is not TransactionKind.payment:
        goods = [GoodsLine()]
    if len(goods) > 1:
        goods.sort(key=line_json)
    parties = [_settle_party(f"parties[{place}]", party) for place, party in enumerate(tx.parties)]
    if len(parties) > 1:
        parties.sort(key=lambda party: (_ROLE_ORDER[party.role], party_json(party)))
    route = _settle_fields(tx.route, "route", _ROUTE)
    if route.mode is not None:
        route = _settle_mode(route, unknown)
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
_WRITE_ISO: Final = "write dates as YYYY-MM-DD"
_date: Final = _keep(values.date_converter(None, remedy=_WRITE_ISO))
_number: Final = _keep(values.Number("."))
_country: Final = _keep(values.country)
_currency: Final = _keep(values.currency)
_hs: Final = _keep(values.hs)
_identifier: Final = _keep(canonical_identifier)
_place: Final = _keep(values.place)
_TRANSACTION: Final[dict[str, Converter]] = dict.fromkeys(("order_date", "ship_date", "value_date"), _date)
_ROUTE: Final[dict[str, Converter]] = {
    **dict.fromkeys(("ship_from", "ship_to"), _place), "vessel": values.text, "imo": values.imo
}  # fmt: skip
_PAYMENT: Final[dict[str, Converter]] = {"currency": _currency, "payer_country": _country, "bank_country": _country}
_DOCUMENTS: Final[dict[str, Converter]] = {"licence_number": values.text}
_PARTY: Final[dict[str, Converter]] = {
    "name": values.text, "country": _country, "address": values.text,
    **dict.fromkeys(("incorporated", "birth_date"), values.prefix_converter(None, remedy=_WRITE_ISO)),
}  # fmt: skip
_LINE: Final[dict[str, Converter]] = {
    "description": values.text, "eccn": _keep(values.eccn), "origin": _country, "currency": _currency, "unit": _keep(values.unit),
    **dict.fromkeys(("value", "quantity", "weight_kg"), _number),
}  # fmt: skip


def _settle(path: str, value: Any, convert: Converter) -> Any:
    try:
        return convert(value)
    except Bad as bad:
        raise At(path, value, bad.reason, bad.remedy) from bad


def _settle_fields(thing: S, path: str, converters: dict[str, Converter]) -> S:
    changed: dict[str, Any] = {}
    for field, convert in converters.items():
        value = getattr(thing, field)
        if value is not None:
            settled = _settle(f"{path}.{field}" if path else field, value, convert)
            if settled != value:
                changed[field] = settled
    return msgspec.structs.replace(thing, **changed) if changed else thing


def _settle_mode(route: Route, unknown: dict[str, None] | None) -> Route:
    try:
        return msgspec.structs.replace(route, mode=words.mode(route.mode or ""))
    except Unknown:
        if unknown is not None and len(unknown) < values.NAMED:
            unknown[excerpt(route.mode or "")] = None
        return msgspec.structs.replace(route, mode=None)


def _settle_party(path: str, party: Party) -> Party:
    if party.role is Role.vessel:
        raise At(f"{path}.role", party.role.value, "the vessel is not written as a party", "write it in route.vessel and route.imo")
    settled = _settle_fields(party, path, _PARTY)
    if party.identifiers:
        found = [_settle_identifier(f"{path}.identifiers[{place}]", item, settled.country) for place, item in enumerate(party.identifiers)]
        settled = msgspec.structs.replace(settled, identifiers=settle_identifiers(found))
    return settled


def _settle_identifier(path: str, item: Identifier, country: str | None) -> Identifier:
    scheme = canonical_scheme(item.scheme)
    if scheme == "other" and item.scheme.strip().casefold() != "other":
        raise At(f"{path}.scheme", item.scheme, "the scheme is no kind of identifier that is known", "use a scheme such as lei, imo, bic, inn, registration")
    issuer = _settle(f"{path}.country", item.country, values.country) if item.country else None
    written = _settle(f"{path}.value", item.value, values.text) or ""
    found = _identifier(scheme, written, issuer or (country if scheme == "inn" and country in ("KG", "UZ", "TJ") else None))
    if not found.value:
        raise At(f"{path}.value", item.value, "the identifier holds no digits or letters", "write the identifier, or leave it out")
    return found


def _settle_line(path: str, line: GoodsLine) -> GoodsLine:
    settled = _settle_fields(line, path, _LINE)
    if line.hs_code is not None:
        code, note = _settle(f"{path}.hs_code", line.hs_code, _hs) or (None, None)
        settled = msgspec.structs.replace(settled, hs_code=code, hs_note=note or (line.hs_note if code else None))
    if line.facts:
        settled = msgspec.structs.replace(settled, facts=_settle_facts(f"{path}.facts", line.facts, goods=True))
    return settled


def _settle_facts(path: str, facts: dict[str, Any], *, goods: bool) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for name, value in facts.items():
        if name.startswith("goods.") is not goods:
            where = "on its goods line (goods[].facts)" if name.startswith("goods.") else "on the transaction (facts)"
            raise At(f"{path}.{name}", value, f"the fact {name!r} stands in the wrong place", f"write it {where}")
        try:
            settled = settle_fact(name, value)
        except Bad as bad:
            raise At(f"{path}.{name}", value, bad.reason, bad.remedy) from bad
        if settled is not None:
            found[name] = settled
    return found
