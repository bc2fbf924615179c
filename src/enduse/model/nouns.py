"""What are the nouns? Frozen structs, each with one meaning everywhere."""

from __future__ import annotations

import enum
from typing import Any, Literal

import msgspec


class Noun(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True, forbid_unknown_fields=True):
    """Base: frozen, keyword-only, unknown keys are an error, defaults are left out of the JSON."""


# ---------------------------------------------------------------- lists


class Kind(enum.StrEnum):
    """What kind of thing a party or listed entity is."""

    person = "person"
    organization = "organization"
    vessel = "vessel"
    aircraft = "aircraft"
    address = "address"  # a listed address without a name
    asset = "asset"  # ports, zones, crypto tokens, software


class NameKind(enum.StrEnum):
    """How the publisher regards the name."""

    primary = "primary"
    strong = "strong"
    weak = "weak"
    former = "former"


class Name(Noun, frozen=True):
    """One printed name, whole and as published (only white space is trimmed). `script` is an ISO 15924 code, `mixed` when several."""

    text: str
    kind: NameKind = NameKind.primary
    script: str | None = None


class Address(Noun, frozen=True):
    """An address: `text` as printed, parts where the publisher gives parts; `country` is ISO 3166-1 alpha-2."""

    text: str
    country: str | None = None
    city: str | None = None
    postcode: str | None = None


class Identifier(Noun, frozen=True):
    """An identifier in canonical spelling; `valid` is the check digit's verdict (None: the scheme has none)."""

    scheme: str  # codes.identifiers.SCHEMES: lei, imo, bic, inn, ogrn, uscc, passport, national_id, tax, registration, mmsi, crypto …
    value: str
    country: str | None = None
    valid: bool | None = None


class Entity(Noun, frozen=True):
    """Who is listed. Dates of birth are ISO prefixes: `1971`, `1971-03` or `1971-03-02`."""

    entity_id: str
    kind: Kind | None
    names: tuple[Name, ...] = ()
    addresses: tuple[Address, ...] = ()
    countries: tuple[str, ...] = ()  # ISO alpha-2: seat, nationality, flag; sorted
    birth_dates: tuple[str, ...] = ()
    birth_places: tuple[str, ...] = ()
    identifiers: tuple[Identifier, ...] = ()


class Listing(Noun, frozen=True):
    """One measure of one authority against one entity. Dates are ISO `YYYY-MM-DD`, both ends inclusive; None is open (or unknown start)."""

    listing_id: str  # stable across versions
    entity_id: str
    source: str  # the id under which the list was loaded
    authority: str  # who listed, e.g. "US-OFAC", "EU", "UN", "US-BIS", "CN-MOFCOM"
    regime: str  # one of effects.REGIMES, or HOUSE
    effect: str  # effects.Effect
    act: str  # legal act or list, e.g. "Reg. (EU) No 833/2014"
    programme: str | None = None
    annex: str | None = None
    valid_from: str | None = None
    valid_to: str | None = None
    citation: str = ""
    confirmed: str = "secondary"  # primary | secondary | unconfirmed
    note: str | None = None  # what the measure covers, footnote, licence policy …
    record: str = ""  # where the record stands in its source, e.g. "sdn.csv:120" or the publisher's id
    listing_version: str = ""  # content hash, set when the list is stored


class ListRecord(Noun, frozen=True):
    """What a reader yields for one record of a list: one entity and its measures."""

    entity: Entity
    listings: tuple[Listing, ...]
    warnings: tuple[str, ...] = ()  # repairs made, in words, counted in the load report


class Refusal(Noun, frozen=True):
    """A list record that could not be used."""

    where: str  # "file:line" or the publisher's id
    reason: str
    excerpt: str = ""


class Skipped(Noun, frozen=True):
    """A list record that is not a party by design (a post, a membership, a header): counted, not refused."""

    where: str
    reason: str


# ---------------------------------------------------------------- transactions


class Role(enum.StrEnum):
    """Roles of parties in a transaction."""

    seller = "seller"
    buyer = "buyer"
    consignee = "consignee"
    ultimate_consignee = "ultimate_consignee"
    end_user = "end_user"
    intermediary = "intermediary"
    forwarder = "forwarder"
    carrier = "carrier"
    notify = "notify"
    payer = "payer"
    payee = "payee"
    bank = "bank"
    correspondent = "correspondent"
    vessel = "vessel"  # made from route.vessel / route.imo, never written by the user


class TransactionKind(enum.StrEnum):
    """What kind of transaction this is; a relationship is a standing party, such as a customer, screened by itself."""

    shipment = "shipment"
    order = "order"
    payment = "payment"
    relationship = "relationship"  # a standing party by itself, without goods, route or payment: made by `enduse parties`, never written by the user


class OperatorRole(enum.StrEnum):
    """What the operator is in this transaction."""

    exporter = "exporter"
    bank = "bank"
    carrier = "carrier"
    broker = "broker"


class Party(Noun, frozen=True, gc=False):
    """A party as the user wrote it. Absent fields are unknown."""

    role: Role
    name: str | None = None
    kind: Kind | None = None
    country: str | None = None  # ISO 3166-1 alpha-2, canonical (ingest understands names and alpha-3)
    address: str | None = None
    identifiers: tuple[Identifier, ...] = ()
    incorporated: str | None = None  # ISO date or prefix
    birth_date: str | None = None  # ISO date or prefix


class GoodsLine(Noun, frozen=True):
    """One goods line. `hs_code` is canonical digits; None is unknown (`hs_note` says why or what was mended). Amounts are decimal strings."""

    description: str | None = None
    hs_code: str | None = None
    hs_note: str | None = None  # e.g. "regained its leading zero", "odd length: 84571"
    eccn: str | None = None
    origin: str | None = None  # ISO alpha-2
    value: str | None = None
    currency: str | None = None  # ISO 4217
    quantity: str | None = None
    unit: str | None = None  # UN/ECE Rec 20
    weight_kg: str | None = None
    facts: dict[str, Any] = {}  # declared goods.* facts of this line


class Route(Noun, frozen=True):
    """Where the goods go. Places are as written in canonical spelling: ISO alpha-2, ISO 3166-2 or UN/LOCODE (5 letters)."""

    ship_from: str | None = None
    via: tuple[str, ...] = ()
    ship_to: str | None = None
    mode: str | None = None  # sea | air | road | rail | post | other
    vessel: str | None = None
    imo: str | None = None


class Payment(Noun, frozen=True):
    """How it is paid."""

    currency: str | None = None
    payer_country: str | None = None
    bank_country: str | None = None


class Documents(Noun, frozen=True):
    """What documents are at hand; None is unknown."""

    end_use_certificate: bool | None = None
    no_reexport_clause: bool | None = None
    licence_number: str | None = None


class Previous(Noun, frozen=True):
    """What the revision before this one said, for changes between revisions."""

    revision: int
    consignee: str | None = None
    end_user: str | None = None
    payer: str | None = None
    ship_to: str | None = None
    payer_country: str | None = None


class Transaction(Noun, frozen=True):
    """The canonical transaction: what is screened, stored and digested. Flat rows are assembled into this."""

    id: str
    kind: TransactionKind
    revision: int = 0
    operator_role: OperatorRole | None = None
    order_date: str | None = None
    ship_date: str | None = None
    value_date: str | None = None
    parties: tuple[Party, ...] = ()
    goods: tuple[GoodsLine, ...] = ()
    route: Route = Route()
    payment: Payment = Payment()
    documents: Documents = Documents()
    facts: dict[str, Any] = {}  # declared facts by vocabulary name
    previous: Previous | None = None


class Rejected(Noun, frozen=True):
    """A row that was refused: never dropped in silence."""

    file: str
    line: int | None  # 1-based line or row in the file
    column: str | None
    value: str | None
    reason: str
    remedy: str
    transaction: str | None = None


# ---------------------------------------------------------------- findings


class Reason(Noun, frozen=True):
    """A thing found out: a code (never reused), its values, what it refers to. Only `show` turns it into words."""

    code: str
    values: dict[str, str | int | bool | None] = {}


class Match(Noun, frozen=True):
    """What `parties` says of one party against one listed entity. `score` 0..1; the public shape of `enduse.compare`."""

    score: float
    band: str  # established | possible | below
    reasons: tuple[Reason, ...] = ()
    entity: str | None = None  # entity_id
    listing: str | None = None  # listing_id; None while the match is about the entity as a whole
    matched_name: str | None = None


class Exclusion(Noun, frozen=True):
    """A reviewer's finding that a party is *not* a listed entity; expires, dies with a new version of the listing, and does not hold for a party of that name of which more agrees.

    `although`: what agreed when the reviewer looked (identifier, birth, address); anything else that agrees reopens it.
    """

    party_name: str
    listing_id: str
    listing_version: str
    reason: str
    expires: str  # ISO date, inclusive
    party_country: str | None = None
    although: tuple[Literal["identifier", "birth", "address"], ...] = ()


class Operator(Noun, frozen=True):
    """Who runs the screening: decides which regimes attach. No operator: all attach."""

    kind: OperatorRole | None = None
    seats: tuple[str, ...] = ()  # ISO alpha-2
    us_person: bool | None = None
    regimes: tuple[str, ...] | None = None  # exactly these attach, if given
    book: str | None = None
    actor: str | None = None
