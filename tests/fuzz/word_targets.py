"""Can a string make a code, a name, the matcher or the page of the report go wrong?"""

from __future__ import annotations

import functools
import html.parser
import json
from typing import Any, Final

import msgspec
import seeds
from file_targets import basis
from mutate import HOSTILE
from oracle import Target, at, ours, picked, workplace

from enduse.codes import check_digits, countries, currency, eccn, hs, identifiers, units
from enduse.ingest import values
from enduse.judge import kernel
from enduse.lists import dates
from enduse.lists import names as list_names
from enduse.lists.ofac_remarks import understand
from enduse.model.arrow import to_batch
from enduse.model.nouns import Identifier, Kind, NameKind, Party, Role, Transaction
from enduse.parties import Index, compare, find
from enduse.run.api import screening
from enduse.run.reporting import assets, sources_of
from enduse.show.markup import escape, plain
from enduse.show.report import Frame, write_report
from enduse.text import addresses, clean, forms, names

_DIGITS: Final = [getattr(check_digits, name) for name in dir(check_digits) if name.endswith("_valid")]
_PLACES: Final = (countries.canonical_country, countries.canonical_place, currency.canonical_currency, eccn.canonical_eccn, units.canonical_unit)
_CELLS: Final = (
    values.text, values.code, values.country, values.place, values.currency, values.unit, values.eccn, values.hs, values.identifiers, values.imo, values.revision,
    *(values.date_converter(order) for order in (None, "dmy", "mdy")), *(values.prefix_converter(order) for order in (None, "dmy", "mdy")), *(values.Number(mark) for mark in (None, ".", ",")),
    *(values.identifier_of(scheme) for scheme in ("inn", "imo", "lei", "other")),
)  # fmt: skip


def _text(data: bytes) -> str:
    """What a cell can hold: any text, also with lone surrogates, which an undecodable byte becomes."""
    return (
        data.decode("utf-8", "surrogatepass" if picked(data, 2) else "surrogateescape" if picked(data, 3) else "replace")
        if _decodable(data)
        else data.decode("utf-8", "surrogateescape")
    )


def _decodable(data: bytes) -> bool:
    try:
        data.decode("utf-8", "surrogatepass")
    except UnicodeDecodeError:
        return False
    return True


def codes(data: bytes) -> bool:
    """Countries, places, currencies, units, HS and ECCN codes, identifiers, check digits: canonical spelling is its own canonical spelling."""
    text = _text(data)
    some = False
    for canonical in _PLACES:
        said = canonical(text)
        if said is not None:
            some = True
            assert canonical(said) == said, f"{canonical.__name__}: {said!r} becomes {canonical(said)!r}"
    code, _ = hs.canonical_hs(text)
    if code is not None:
        some = True
        assert hs.canonical_hs(code)[0] == code
    for valid in _DIGITS:
        assert valid(text) in (True, False)
    countries.address_country(text)
    countries.dissolved(text)
    countries.occupied_region(text)
    countries.place_country(text)
    scheme = identifiers.guess_scheme(text) or "other"
    found = identifiers.canonical_identifier(scheme, text, "RU")
    again = identifiers.canonical_identifier(found.scheme, found.value, found.country)
    assert again.value == found.value and again.scheme == found.scheme, (found, again)
    assert identifiers.same_identifier(found, again) is not False
    identifiers.canonical_scheme(text)
    return some


def cells(data: bytes) -> bool:
    """The converters of cells: a value or a reason with a remedy, never both, never anything else."""
    text = _text(data)
    some = False
    for convert in _CELLS:
        try:
            some |= convert(text) is not None
        except values.Bad as bad:
            assert bad.reason and bad.remedy
    return some


def texts(data: bytes) -> bool:
    """Cleaning, names, addresses, dates and remarks."""
    text = _text(data)
    romaniser = Index.of(basis()).romaniser
    tidy = clean.tidy(text)
    assert clean.tidy(tidy) == tidy, f"{tidy!r} is not tidy: {clean.tidy(tidy)!r}"
    for read in (
        clean.printed_key,
        clean.scripts_of,
        clean.mixed_script,
        clean.unmask,
        clean.letters_for_digits,
        clean.too_long,
        clean.latin_reading,
        forms.cut_printed_forms,
        forms.unglue,
    ):
        read(text)
    for kind in (None, "person", "organization", "vessel"):
        reading = names.read_name(text, romaniser, kind)
        for variant in reading.variants:
            assert names.unpack(names.pack(variant)) == variant
    place = addresses.read_address(text, romaniser)
    addresses.same_place(place, place)
    keys = addresses.listed_keys(text, place, romaniser)
    assert not keys or addresses.asked_keys(text, romaniser) <= keys
    assert addresses.unpack_place(addresses.pack_place(place)) == place
    for said in (dates.iso_date(text), dates.iso_day(text), *dates.iso_dates(text)):
        assert said is None or len(said) in (4, 7, 10), said
    list_names.split_cell(text, slashes=True)
    list_names.names_in(text, NameKind.strong, person=bool(picked(data, 2)))
    understand(text)
    return bool(tidy)


def compared(data: bytes) -> bool:
    """Two names: the same verdict each time; a name is established as itself whatever is in it."""
    left, _, right = _text(data).partition("\n")
    settings, romaniser = basis().setting, Index.of(basis()).romaniser
    kind = (None, "person", "organization", "vessel", "address")[picked(data, 5)]
    one = compare(left, right or left[::-1], kind=kind, romaniser=romaniser, settings=settings)
    assert 0 <= one.score <= 1
    assert one == compare(left, right or left[::-1], kind=kind, romaniser=romaniser, settings=settings)
    return one.band != "below"


def found(data: bytes) -> bool:
    """A party in the small Basis."""
    text = _text(data)
    name, _, address = text.partition("\n")
    party = Party(
        role=Role.buyer, name=name or None, kind=(None, *Kind)[picked(data, 1 + len(Kind))], country=("RU", None)[picked(data, 2)], address=address or None,
        identifiers=(Identifier(scheme="inn", value=text[:40]),) if picked(data, 3) == 0 else (), birth_date="1961" if picked(data, 7) == 0 else None,
    )  # fmt: skip
    index = Index.of(basis())
    (first,) = find([party], index)
    assert all(0 <= one.score <= 1 for one in first)
    if picked(data, 3) == 0:
        (_, second) = find([Party(role=Role.buyer, name="Probe"), party], index)
        assert second == first, "who else is asked for changed what was found"
    return bool(first)


class _Shape(html.parser.HTMLParser):
    """Which elements with which attributes a page has, and the text of its scripts and styles."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.seen: set[tuple[str, str]] = set()
        self.code: list[str] = []
        self._in = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.seen |= {(tag, ""), *((tag, name) for name, _ in attrs)}
        self._in = tag
        for name, value in attrs:
            assert not name.startswith("on"), f"a handler: {name}"
            assert name not in ("src", "srcset", "action", "formaction"), f"something is fetched: {name}={value}"
            assert name != "href" or (value or "").startswith("#"), f"a link out: {value}"

    def handle_endtag(self, tag: str) -> None:
        self._in = ""

    def handle_data(self, data: str) -> None:
        if self._in in ("script", "style"):
            self.code.append(data)

    def handle_comment(self, data: str) -> None:
        raise AssertionError(f"a comment in the page: {data[:60]!r}")


_FRAME = Frame(
    1,
    1,
    0,
    "2026-11-20",
    [{"id": "t", "version": "1", "published": "2026-01-01", "listings": 9, "entities": 9, "regimes": ["EU"], "starter": False, "notice": "x", "stale": False}],
)


@functools.cache
def decisions() -> list[dict[str, Any]]:
    """Real decisions of the kernel about the sample transactions."""
    import io

    from enduse.ingest import read

    transactions = [tx for part in read([io.BytesIO(seeds.NDJSON)]) for tx in part.transactions] + [
        tx for part in read([io.BytesIO(seeds.TRANSACTIONS)]) for tx in part.transactions
    ]
    transactions.append(
        Transaction(id="T-9", kind="shipment", parties=tuple(Party(role=role, name="Kvarzit Optoelektronika JSC") for role in (Role.buyer, Role.consignee)))
    )  # type: ignore[arg-type]  # as JSON gives it
    made = kernel.screen(to_batch(transactions), screening(basis(), as_of="2026-11-20"))
    return [json.loads(document) for document in made.column("document").to_pylist()]


_OURS: Final = frozenset(
    {"outcome", "reason_class", "judged_date", "band", "regime", "effect", "code", "kind", "role", "mode", "schema_version", "basis_digest", "severity"}
)


def _poison(thing: Any, text: str, at: list[int]) -> Any:
    """Every second text of others in a decision is replaced."""
    if isinstance(thing, dict):
        return {key: value if key in _OURS else _poison(value, text, at) for key, value in thing.items()}
    if isinstance(thing, list):
        return [_poison(value, text, at) for value in thing]
    if isinstance(thing, str):
        at[0] += 1
        return text if at[0] % 2 else text + thing
    return thing


def report(data: bytes) -> bool:
    """Hostile words of others in a decision: the page has the same elements and the same script as ever."""
    text = _text(data).encode("utf-8", "replace").decode()[:3000]
    out = workplace() / "report"
    out.mkdir(exist_ok=True)
    document = _poison(decisions()[picked(data, len(decisions()))], text, [picked(data, 2)])
    (out / "decisions.ndjson").write_bytes(msgspec.json.encode(document) + b"\n")
    assert "\0" not in escape(text) and "<" not in escape(text) and '"' not in escape(text) and "\x1b" not in plain(text)
    done = ours(lambda: write_report(out, out / "report.html", _FRAME, sources_of(basis()), assets(), lang=("en", "zh", "ru")[picked(data, 3)]))
    assert not list(out.glob("*.part"))
    if not done:
        return False
    shape = _Shape()
    shape.feed((out / "report.html").read_text(encoding="utf-8"))
    assert shape.seen <= _benign(), f"elements that no harmless decision makes: {sorted(shape.seen - _benign())[:6]}"
    assert "".join(shape.code) == assets().css + assets().js
    return True


@functools.cache
def _benign() -> frozenset[tuple[str, str]]:
    """The elements and attributes of pages about harmless decisions, and those that other decisions may bring."""
    out = workplace() / "benign"
    out.mkdir(exist_ok=True)
    (out / "decisions.ndjson").write_bytes(b"".join(msgspec.json.encode(each) + b"\n" for each in decisions()))
    write_report(out, out / "report.html", _FRAME, sources_of(basis()), assets())
    shape = _Shape()
    shape.feed((out / "report.html").read_text(encoding="utf-8"))
    return frozenset(shape.seen) | {
        ("bdi", "lang"),
        ("span", "lang"),
        ("p", "class"),
        ("td", "class"),
        ("ul", ""),
        ("li", ""),
        ("details", ""),
        ("summary", ""),
    }


def report_stored(data: bytes) -> bool:
    """Stored decisions that were cut, changed or are no decisions: a refusal or a page, never a traceback."""
    out = workplace() / "stored"
    out.mkdir(exist_ok=True)
    at("stored/decisions.ndjson", data)
    done = ours(lambda: write_report(out, out / "report.html", _FRAME, sources_of(basis()), assets()))
    assert not list(out.glob("*.part"))
    return done


def _names() -> list[bytes]:
    return [*seeds.NAMES, *(text.encode("utf-8", "surrogatepass") for text in HOSTILE if len(text) < 4000)]


def _pairs() -> list[bytes]:
    return [left + b"\n" + right for left, right in zip(_names(), _names()[1:], strict=False)]


TARGETS: list[Target] = [
    Target("codes", "words", _names, codes),
    Target("cells", "words", _names, cells),
    Target("texts", "words", _names, texts),
    Target("compare", "words", _pairs, compared),
    Target("find", "words", _pairs, found),
    Target("report", "words", _names, report),
    Target("report-stored", "jsonlines", lambda: [b"".join(msgspec.json.encode(each) + b"\n" for each in decisions())], report_stored),
]
