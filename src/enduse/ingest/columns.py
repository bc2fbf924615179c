"""Which columns may a flat file have, and under which other headers do they come out of the usual systems?"""

from __future__ import annotations

import functools
import re
import unicodedata
from typing import Final

from enduse.codes.identifiers import SCHEMES
from enduse.ingest import headers
from enduse.model.nouns import Role

ROLES: Final = tuple(role.value for role in Role if role is not Role.vessel)
PARTY_FIELDS: Final = ("name", "kind", "country", "address", "id", "incorporated", "birth_date")
ADDRESS_PARTS: Final = ("street", "city", "region", "postcode")  # appended to `<role>_address`, in this order
GOODS: Final = ("goods_description", "hs_code", "eccn", "origin", "value", "currency", "quantity", "unit", "weight_kg")
VIAS: Final = tuple(f"via_{place}" for place in range(1, 10))
ROUTE: Final = ("ship_from", *VIAS, "ship_to", "mode", "vessel", "imo")
DOCUMENTS: Final = ("doc_end_use_certificate", "doc_no_reexport_clause", "doc_licence_number")
DATES: Final = ("order_date", "ship_date", "value_date", "date")
HEAD: Final = ("id", "revision", "kind", "operator_role", *DATES)

CANONICAL: Final[frozenset[str]] = frozenset(
    {
        *(*HEAD, *GOODS, *ROUTE, *DOCUMENTS, "payment_currency"),
        *(f"{role}_{field}" for role in ROLES for field in (*PARTY_FIELDS, *ADDRESS_PARTS, *SCHEMES)),
    }
)
"""Every column name that is understood as it stands, besides `fact:NAME`. `<role>_<scheme>` holds the bare value of an identifier, as in `bank_bic`."""

# Headers of exports of SAP, Oracle, NetSuite, Dynamics and customs brokers, folded by `fold`. First the words for roles; with each goes a field word.
ROLE_WORDS: Final[dict[str, tuple[str, ...]]] = {
    "seller": ("seller", "vendor", "supplier", "exporter", "shipper", "consignor", "ship_from_party"),
    "buyer": ("buyer", "sold_to", "sold_to_party", "sold_to_customer", "sold_to_pt", "customer", "purchaser", "importer", "ordering_party"),
    "consignee": ("consignee", "ship_to", "ship_to_party", "ship_to_customer", "ship_to_pt", "recipient", "receiver", "goods_recipient", "deliver_to", "delivery_party"),
    "ultimate_consignee": ("ultimate_consignee", "final_consignee"),
    "end_user": ("end_user", "enduser", "end_customer", "final_user"),
    "intermediary": ("intermediary", "intermediate_consignee", "intermediate_party", "reseller", "distributor", "sales_agent"),
    "forwarder": ("forwarder", "freight_forwarder", "forwarding_agent"),
    "carrier": ("carrier", "haulier", "shipping_line"),
    "notify": ("notify", "notify_party"),
    "payer": ("payer", "bill_to", "bill_to_party", "bill_to_customer", "invoice_to", "ordering_customer", "debtor", "remitter", "originator"),
    "payee": ("payee", "beneficiary", "creditor"),
    "bank": ("bank", "ordering_bank", "remitting_bank", "payer_bank", "payers_bank", "ordering_institution"),
    "correspondent": ("correspondent", "correspondent_bank", "intermediary_bank"),
}  # fmt: skip
FIELD_WORDS: Final[dict[str, tuple[str, ...]]] = {
    "name": ("name", "name_1", "name1", "full_name", "company", "company_name", "party_name"),
    "country": ("country", "country_code", "country_key", "ctry", "country_region"),
    "address": ("address", "full_address", "address_line", "address_1", "address1", "address_line_1"),
    "street": ("street", "street_address", "street_and_house_number"),
    "city": ("city", "town"),
    "region": ("region", "state", "province", "state_province"),
    "postcode": ("postcode", "postal_code", "zip", "zip_code"),
    "kind": ("kind", "party_type"),
    "birth_date": ("birth_date", "date_of_birth", "dob"),
    "incorporated": ("incorporated", "date_of_incorporation", "incorporation_date", "founded"),
    "bic": ("bic", "swift", "swift_code", "swift_bic"),
    "tax": ("tax_id", "tax_number", "tax_no"),
    "vat": ("vat", "vat_number", "vat_id", "vat_registration_number"),
    "registration": ("registration_number", "registration_no", "reg_no", "company_number"),
}
_WHOLE: Final[dict[str, tuple[str, ...]]] = {
    "id": (
        "transaction_id", "transaction_no", "transaction_number", "order_id", "order_number", "order_no", "sales_order", "sales_order_number", "sales_order_no",
        "sales_document", "sales_doc", "so_number", "so_no", "delivery_number", "delivery_no", "shipment_id", "shipment_number", "shipment_no", "mrn",
        "declaration_number", "payment_id", "payment_number",
    ),
    "revision": ("rev", "revision_no", "revision_number", "amendment", "amendment_no"),
    "kind": ("transaction_type", "transaction_kind"),
    "operator_role": ("our_role",),
    "order_date": ("document_date", "so_date", "sales_order_date", "date_ordered", "ordered_date"),
    "ship_date": (
        "shipping_date", "shipment_date", "date_shipped", "actual_ship_date", "goods_issue_date", "actual_goods_issue_date", "actual_gi_date", "act_gi_date", "gi_date", "pgi_date",
        "actual_goods_movement_date", "act_goods_mvmnt_date",
        "departure_date", "export_date", "date_of_export", "dispatch_date", "despatch_date",
    ),
    "value_date": ("settlement_date", "payment_date"),
    "goods_description": (
        "description", "material_description", "item_description", "product_description", "commodity_description", "goods", "description_of_goods", "item_name",
        "product_name", "article_description", "material_text", "short_text", "line_description",
    ),
    "hs_code": (
        "hs", "hscode", "hs6", "hs_number", "hts", "hts_code", "htsus", "hts_number", "hts_us", "tariff_no", "tariff_number", "tariff_code", "tariff",
        "customs_tariff_number", "customs_tariff_no", "commodity_code", "commodity", "comm_code", "comm_imp_code_no", "cn_code", "cn8", "taric", "taric_code",
        "schedule_b", "schedule_b_number", "schedule_b_code", "statistical_code", "stat_code", "intrastat_code", "harmonized_code", "harmonised_code",
        "harmonized_tariff_code", "harmonized_system_code", "harmonised_system_code", "tn_ved", "tnved", "tn_ved_code", "zolltarifnummer", "warennummer", "ncm",
    ),
    "eccn": ("eccn_number", "eccn_no", "eccn_code", "export_control_classification_number", "export_control_class"),
    "origin": ("country_of_origin", "origin_country", "ctry_of_origin", "coo", "made_in", "goods_origin"),
    "value": (
        "line_value", "amount", "net_value", "total_value", "invoice_value", "customs_value", "line_amount", "net_amount", "extended_price", "total_price",
        "statistical_value", "fob_value", "payment_amount",
    ),
    "currency": ("currency_code", "curr", "ccy", "crcy", "document_currency", "invoice_currency", "value_currency", "sd_document_currency"),
    "quantity": ("qty", "order_quantity", "ordered_quantity", "quantity_shipped", "shipped_quantity", "delivery_quantity", "qty_shipped", "quantity_ordered"),
    "unit": ("uom", "unit_of_measure", "sales_unit", "quantity_unit", "base_unit_of_measure", "qty_unit"),
    "weight_kg": ("net_weight_kg", "weight_in_kg", "net_weight_in_kg", "net_mass_kg", "nett_weight_kg", "net_kg"),
    "ship_from": (
        "country_of_dispatch", "country_of_despatch", "dispatch_country", "country_of_export", "export_country", "exporting_country", "country_of_departure",
        "departure_country", "ship_from_country",
    ),
    "ship_to": (
        "country_of_destination", "destination_country", "destination_country_code", "destination", "dest_country", "dest_ctry", "ship_to_country",
        "country_ship_to", "country_of_ship_to", "final_destination", "country_of_final_destination", "country_of_ultimate_destination", "ultimate_destination", "delivery_country",
    ),
    "via_1": ("via", "transit_country", "transshipment_country", "country_of_transit"),
    "mode": ("mode_of_transport", "transport_mode", "transportation_mode", "shipping_mode", "mode_of_transport_at_the_border"),
    "vessel": ("vessel_name", "ship_name"),
    "imo": ("imo_number", "imo_no", "vessel_imo", "vessel_imo_number"),
    "payment_currency": ("currency_of_payment", "payment_ccy", "settlement_currency"),
    "doc_end_use_certificate": ("end_use_certificate", "end_user_certificate", "euc"),
    "doc_no_reexport_clause": ("no_reexport_clause", "no_re_export_clause", "no_russia_clause"),
    "doc_licence_number": ("licence_number", "license_number", "licence_no", "license_no", "export_licence_number", "export_license_number", "export_license_no"),
}  # fmt: skip
# Fields whose word may also stand first, as in `Name Sold-to`, `Name 1 Ship-to` and `Name of ship-to party`.
LEADING: Final = ("name", "country", "address", "street", "city", "region", "postcode")
# Taken only where no better column gives the field: a bare role may hold a customer number, an invoice may cover several orders.
_WEAK: Final[dict[str, tuple[str, ...]]] = {
    "id": ("invoice_number", "invoice_no", "document_number", "document_no", "doc_no", "reference", "reference_number", "reference_no"),
    "goods_description": ("material", "item", "product", "article"),
}
_LINKS: Final = ("", "of_", "of_the_")


def fold(header: str) -> str:
    """A header reduced to words without accents: `Net weight (kg)` → `net_weight_kg`, `Käufer` → `kaufer`."""
    apart = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", header).casefold())
    text = "".join(letter for letter in apart if not unicodedata.combining(letter)).replace("ı", "i")
    return re.sub(r"[\W_]+", "_", text).strip("_")


def printed(words: str) -> tuple[str, ...]:
    """The words of an entry of `headers`, folded; German ones also as they are written without umlauts (`Kaeufer`)."""
    told = [spelled for word in words.split("|") for spelled in (word, word.translate(_UMLAUTS))]
    return tuple(dict.fromkeys(filter(None, map(fold, told))))


_UMLAUTS: Final = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "Ä": "Ae", "Ö": "Oe", "Ü": "Ue"})
_SHORT: Final = 6
"""Letters of Latin and Cyrillic headers from which on they are also found without spaces (`shipToName`)."""
_LONG: Final = 80
"""Letters of a header that are looked at for a role and a field."""


@functools.cache
def spellings() -> dict[str, tuple[str, bool]]:
    """Folded header → (column, whether the reading is weak). Fields of parties in other languages are put together when they are met (`_composed`)."""
    table: dict[str, tuple[str, bool]] = {}
    for column, words in _WEAK.items():
        table.update(dict.fromkeys((*words, *printed(headers.WEAK.get(column, ""))), (column, True)))
    for role in ROLES:
        table.update(dict.fromkeys((*ROLE_WORDS[role], *printed(headers.ROLE_WORDS[role])), (f"{role}_name", True)))
    for role, words in ROLE_WORDS.items():
        for field, field_words in FIELD_WORDS.items():
            table.update({f"{word}_{field_word}": (f"{role}_{field}", False) for word in words for field_word in field_words})
        for field in LEADING:
            leading = (f"{field_word}_{link}{word}" for word in words for field_word in FIELD_WORDS[field] for link in _LINKS)
            table.update(dict.fromkeys(leading, (f"{role}_{field}", False)))
    for column in dict.fromkeys((*_WHOLE, *headers.WHOLE)):
        table.update(dict.fromkeys((*_WHOLE.get(column, ()), *printed(headers.WHOLE.get(column, ""))), (column, False)))
    table.update({column: (column, False) for column in CANONICAL})
    return table


@functools.cache
def _joined() -> dict[str, tuple[str, bool]]:
    """The spellings without spaces; what would then mean two things is left out."""
    table: dict[str, tuple[str, bool]] = {}
    twice: set[str] = set()
    for words, meant in spellings().items():
        joined = words.replace("_", "")
        if len(joined) < _SHORT and joined[:1] < "\u2e80":  # Chinese words are short and have no spaces
            continue
        if table.setdefault(joined, meant)[0] != meant[0]:
            twice.add(joined)
    return {joined: meant for joined, meant in table.items() if joined not in twice}


@functools.cache
def _parts() -> tuple[dict[str, str], dict[str, str], dict[str, str]]:
    """Words without spaces: of roles, of roles as they follow a field (`des Warenempfängers`, `грузополучателя`), and of fields."""
    roles = {word.replace("_", ""): role for role in ROLES for word in (*ROLE_WORDS[role], *printed(headers.ROLE_WORDS[role]))}
    after = {link + word: role for word, role in roles.items() for link in ("", "du", "dela", "del", "de", "della")}
    for role, told in headers.GENITIVES.items():
        after.update({link + word.replace("_", ""): role for word in printed(told) for link in ("", "des", "der")})
    fields = {word.replace("_", ""): field for field, told in headers.FIELD_WORDS.items() for word in printed(told)}
    fields |= {word.replace("_", ""): field for field, words in FIELD_WORDS.items() for word in words}
    return roles, after, fields


def _composed(joined: str) -> str | None:
    """The column of a header made of a word for a role and one for a field, in either order; None if there is none, or more than one."""
    roles, after, fields = _parts()
    found = set()
    for place in range(1, min(len(joined), _LONG)):
        left, right = joined[:place], joined[place:]
        if left in roles and right in fields:
            found.add(f"{roles[left]}_{fields[right]}")
        if left in fields and right in after:
            found.add(f"{after[right]}_{fields[left]}")
    return found.pop() if len(found) == 1 else None


@functools.cache
def _doubts() -> tuple[dict[str, tuple[str, ...]], dict[str, tuple[str, ...]]]:
    doubtful = {word: columns for words, columns in headers.DOUBTFUL.items() for word in printed(words)}
    return doubtful, {word: columns for words, columns in headers.HINTS.items() for word in printed(words)}


def spelled(header: str) -> tuple[str, bool] | None:
    """Which column a header means under another spelling, and whether that reading is weak; None if none, or more than one."""
    folded = fold(header)
    if folded in _doubts()[0] or folded in _doubts()[1]:
        return None
    joined = folded.replace("_", "")
    found = spellings().get(folded) or _joined().get(joined)
    if found is None and (column := _composed(joined)) in CANONICAL:
        found = column, False
    return found


def may_be(header: str) -> tuple[tuple[str, ...], bool]:
    """The columns that a header of more than one reading may mean, and whether the file must not be read before it is settled."""
    doubtful, hints = _doubts()
    folded = fold(header)
    return (doubtful[folded], True) if folded in doubtful else (hints.get(folded, ()), False)
