"""Does this mapping file say something we can read, and where exactly is it wrong? (The language is described in `mapping`.)"""

from __future__ import annotations

import datetime
import difflib
import re
from collections.abc import Iterable, Mapping
from typing import Any, Final

import msgspec

from enduse.errors import DefinitionError
from enduse.model.effects import REGIMES, Effect
from enduse.model.nouns import Kind, NameKind
from enduse.model.toml_text import parse_toml

FORMAT: Final = 1
CONFIRMED: Final = ("primary", "secondary", "unconfirmed")
When = dict[str, str | list[str]]


class _Part(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Base of the parts of a mapping: an unknown key is an error."""


class Files(_Part, frozen=True):
    """Which files, and how their rows are written. `header` names the columns of files without a header line; columns that may be absent are
    `optional`, columns known and not read are in `ignore`."""

    match: tuple[str, ...] = ("*.csv",)
    encoding: str = "utf-8"
    delimiter: str = ","
    header: tuple[str, ...] = ()
    optional: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()


class Dates(_Part, frozen=True):
    """How digits-only dates are ordered (ISO is always understood); `century` is added to two-digit years, which are refused without it."""

    order: str = "dmy"
    century: int | None = None


class Rows(_Part, frozen=True):
    """`merge`: rows with the same value of this template are one entity with a listing each."""

    merge: str | None = None
    nameless: bool = False


class SetPart(_Part, frozen=True):
    """New columns (templates) for the rows that `when` picks; the first that gives a column a value wins."""

    columns: dict[str, str]
    when: When = {}


class Extract(_Part, frozen=True):
    """New columns: the named groups of `pattern` found in `column`; several finds are joined by `; `."""

    column: str
    pattern: str


class Skip(_Part, frozen=True):
    """Rows that are no party by design."""

    when: When
    reason: str


class NamePart(_Part, frozen=True):
    """A column of names. `not_names`: parts that are no names (marks of a lost image, labels), left out with a warning. `addresses`: the column of addresses,
    where the list also glues some to the name; what stands before such an address is kept as one more name."""

    column: str
    kind: str = "strong"
    separators: tuple[str, ...] = ()
    commas: bool = False
    inside: bool = True
    strip: str = ""
    not_names: tuple[str, ...] = ()
    addresses: str = ""


class EntityPart(_Part, frozen=True):
    """The kind (a template that ends in one of model.Kind, or nothing)."""

    kind: str = ""


class CountryPart(_Part, frozen=True):
    """A column of countries; `table` translates words (demonyms) before codes.countries is asked."""

    column: str
    table: str = ""
    when: When = {}


class AddressPart(_Part, frozen=True):
    """A printed address (template), split at `;` outside brackets if `split`. Its country is `country`, else its last part (an ISO code if `codes`), else
    its first. `seat`: its country counts as the entity's unless it is a person."""

    text: str
    split: bool = False
    country: str = ""
    city: str = ""
    postcode: str = ""
    codes: bool = False
    seat: bool = True


class ColumnPart(_Part, frozen=True):
    """A column of birth dates or birth places, split at `;` if `split`."""

    column: str
    split: bool = True


class IdentifierPart(_Part, frozen=True):
    """A column of identifiers. `scheme` is for what carries no label of its own; `pattern` (groups value, label, country) reads fixed forms."""

    column: str
    scheme: str
    country: str = ""
    when: When = {}
    pattern: str = ""
    labels: str = ""
    separators: tuple[str, ...] = (";", ",")


class ListingPart(_Part, frozen=True):
    """Templates of the listing; every one of them may be overridden by a measure."""

    id: str
    regime: str
    authority: str
    act: str
    hash: tuple[str, ...] = ()
    effect: str = ""
    programme: str = ""
    annex: str = ""
    valid_from: str = ""
    valid_to: str = ""
    citation: str = ""
    confirmed: str = "secondary"
    note: str = ""


class Measure(_Part, frozen=True):
    """What the rows that `when` picks do to the party. `since` and `until` clip the listing to the time in which the law said so. A measure with `beside` (the
    end of its listing's id) leaves the row to the measures after it as well."""

    when: When = {}
    since: datetime.date | None = None
    until: datetime.date | None = None
    beside: str = ""
    effect: str = ""
    regime: str = ""
    authority: str = ""
    act: str = ""
    programme: str = ""
    annex: str = ""
    citation: str = ""
    confirmed: str = ""
    note: str = ""


class Definition(_Part, frozen=True):
    """A mapping file, whole."""

    format: int
    id: str
    title: str
    listing: ListingPart
    name: tuple[NamePart, ...] = ()
    extends: str = ""
    files: Files = Files()
    rename: dict[str, tuple[str, ...]] = {}
    rows: Rows = Rows()
    dates: Dates = Dates()
    table: dict[str, dict[str, str]] = {}
    set: tuple[SetPart, ...] = ()
    extract: tuple[Extract, ...] = ()
    skip: tuple[Skip, ...] = ()
    entity: EntityPart = EntityPart()
    country: tuple[CountryPart, ...] = ()
    address: tuple[AddressPart, ...] = ()
    birth_date: tuple[ColumnPart, ...] = ()
    birth_place: tuple[ColumnPart, ...] = ()
    identifier: tuple[IdentifierPart, ...] = ()
    measure: tuple[Measure, ...] = ()
    otherwise: Measure | None = None


class Text:
    """A mapping's text, to say in which line a fault stands."""

    def __init__(self, text: str, file: str) -> None:
        self.text, self.file = text, file

    def fault(self, message: str, *path: str | int) -> DefinitionError:
        """The error to raise for the value at `path`, e.g. ("measure", 2, "effect")."""
        return DefinitionError(message, file=self.file, line=self.line(path))

    def line(self, path: tuple[str | int, ...]) -> int:
        """The line of that value, or of the table it stands in."""
        table = [str(part) for part in path if isinstance(part, str)]
        index = next((part for part in path if isinstance(part, int)), 0)
        seen, best = 0, 1
        here: list[str] | None = [] if len(table) == 1 else None  # the table the line stands in, if the path leads through it
        for number, line in enumerate(self.text.splitlines(), 1):
            if head := re.match(r"\s*\[\[?\s*([^\]]+?)\s*\]", line):
                names = [part.strip(" \"'") for part in re.findall(r'"[^"]*"|[^.]+', head[1])]
                inside = names == table[: len(names)]
                if line.strip().startswith("[[") and inside:
                    inside = seen == index
                    seen += 1
                here = names if inside else None
                if inside:
                    best = number
            elif here is not None and table[len(here) :] and re.match(rf"\s*[\"']?{re.escape(table[len(here)])}[\"']?\s*=", line):
                return number
        return best


def suggest(word: str, known: Iterable[str]) -> str:
    """`; did you mean "…"?`, or the known words if nothing is near."""
    names = [str(k)[:60] for k in known]  # a header of other people's may be a whole file on one line
    near = difflib.get_close_matches(word, names, n=1, cutoff=0.6)
    return f'; did you mean "{near[0]}"?' if near else f"; known: {', '.join(names[:24])}"


def define(toml_text: str, file_name: str, library: Mapping[str, str] | None = None) -> tuple[Definition, Text]:
    """The definition in this text, with what it `extends` (looked up in `library` by file name or id) filled in. DefinitionError if it is wrong."""
    text = Text(toml_text, file_name)
    raw = parse_toml(toml_text, file_name)
    base = raw.get("extends")
    if base:
        shelf = library or {}
        held = shelf.get(str(base)) or shelf.get(f"{base}.toml")
        if held is None:
            raise text.fault(f'extends "{base}", which is not at hand{suggest(str(base), shelf)}', "extends")
        lower = parse_toml(held, str(base))
        if lower.get("extends"):
            raise text.fault(f'extends "{base}", which itself extends another; extend that one', "extends")
        raw = {**lower, **raw, **{key: {**lower[key], **raw[key]} for key in raw if isinstance(raw[key], dict) and isinstance(lower.get(key), dict)}}
    _check_keys(raw, text)
    try:
        definition = msgspec.convert(raw, Definition)
    except msgspec.ValidationError as fault:
        what, _, where = str(fault).partition(" - at `$")
        path = tuple(int(i) if i else word for word, i in re.findall(r"([A-Za-z_]+)|\[(\d+)\]", where))
        raise text.fault(what, *path) from None
    _check_values(definition, text)
    return definition, text


_PARTS: Final[dict[str, type[msgspec.Struct]]] = {
    "files": Files, "rows": Rows, "dates": Dates, "set": SetPart, "extract": Extract, "skip": Skip, "name": NamePart, "entity": EntityPart,
    "country": CountryPart, "address": AddressPart, "birth_date": ColumnPart, "birth_place": ColumnPart, "identifier": IdentifierPart,
    "listing": ListingPart, "measure": Measure, "otherwise": Measure,
}  # fmt: skip


def _check_keys(raw: dict[str, Any], text: Text) -> None:
    known = Definition.__struct_fields__
    for key, value in raw.items():
        if key not in known:
            raise text.fault(f'unknown key "{key}"{suggest(key, known)}', key)
        part = _PARTS.get(key)
        for index, item in enumerate(value if isinstance(value, list) else [value]):
            if part is None or not isinstance(item, dict):
                continue
            for inner in item:
                if inner not in part.__struct_fields__:
                    raise text.fault(f'unknown key "{inner}" in {key}{suggest(inner, part.__struct_fields__)}', *_at(key, value, index), inner)


def _at(key: str, value: object, index: int) -> tuple[str | int, ...]:
    return (key, index) if isinstance(value, list) else (key,)


def _check_values(definition: Definition, text: Text) -> None:
    if definition.format != FORMAT:
        raise text.fault(f"format is {definition.format}; this program reads format {FORMAT}", "format")
    if not definition.name and not definition.rows.nameless:
        raise text.fault("no [[name]]: without a name nothing can be found; add [[name]] with its column", "name")
    try:
        "".encode(definition.files.encoding)
    except LookupError:
        raise text.fault(f'unknown encoding "{definition.files.encoding}"; say utf-8, cp1252, gb18030 …', "files", "encoding") from None
    if len(definition.files.delimiter) != 1:
        raise text.fault("delimiter is one character", "files", "delimiter")
    if definition.dates.order not in ("dmy", "mdy", "ymd"):
        raise text.fault('order is "dmy", "mdy" or "ymd"', "dates", "order")
    for index, part in enumerate(definition.name):
        if part.kind not in list(NameKind):
            raise text.fault(f'unknown name kind "{part.kind}"{suggest(part.kind, NameKind)}', "name", index, "kind")
    _check_vocabulary(definition, text)
    if not definition.listing.effect and not definition.measure and definition.otherwise is None:
        raise text.fault("nothing says what a listing does: give listing.effect, or [[measure]] rows", "listing")
    for key, index, pattern in patterns_of(definition):
        try:
            groups = re.compile(pattern).groupindex
        except (re.error, OverflowError, RecursionError) as fault:
            raise text.fault(f"the pattern is no regular expression: {fault}", key, index, "pattern") from None
        if key == "identifier" and pattern and "value" not in groups:
            raise text.fault("the pattern has no group (?P<value>…), which is the identifier", key, index, "pattern")


def patterns_of(definition: Definition) -> list[tuple[str, int, str]]:
    """Each regular expression of the mapping, after the key and the place of the table it stands in."""
    extracts = [("extract", at, one.pattern) for at, one in enumerate(definition.extract)]
    return extracts + [("identifier", at, one.pattern) for at, one in enumerate(definition.identifier)]


def _check_vocabulary(definition: Definition, text: Text) -> None:
    """Effects, regimes, confirmed and kinds must be of the model's words (templates are checked when the row is read)."""
    places: list[tuple[tuple[str | int, ...], ListingPart | Measure]] = [(("listing",), definition.listing)]
    places += [(("measure", index), part) for index, part in enumerate(definition.measure)]
    places += [(("otherwise",), definition.otherwise)] if definition.otherwise else []
    words: dict[str, tuple[str, ...]] = {"effect": tuple(Effect), "regime": (*REGIMES, "HOUSE"), "confirmed": CONFIRMED}
    for path, part in places:
        for field, known in words.items():
            value = getattr(part, field)
            if value and "{" not in value and value not in known:
                raise text.fault(f'unknown {field} "{value}"{suggest(value, known)}', *path, field)
    kind = definition.entity.kind
    if kind and "{" not in kind and kind not in list(Kind):
        raise text.fault(f'unknown kind "{kind}"{suggest(kind, Kind)}', "entity", "kind")
