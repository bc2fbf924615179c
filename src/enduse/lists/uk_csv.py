"""How do several rows of the UK's lists in CSV make one designation?"""

from __future__ import annotations

from collections.abc import Iterator

from enduse.errors import Refused
from enduse.lists.reader import FAULTS, Yield, refusal
from enduse.lists.rows import Row
from enduse.lists.uk import Designation, address_of, name_kind, printed_name, record_of
from enduse.lists.uk_measures import imposed_in
from enduse.model.nouns import NameKind

_HEAD_LINES = 5
"""A line of the report's date stands before the header."""


def parse(found: Iterator[Row], ended: bool, *, list_id: str, file: str) -> Iterator[Yield]:
    """One record for each unique id (UK Sanctions List) or group id (OFSI): rows of one id are its names, addresses and numbers, wherever they stand."""
    columns, key = _header(found, file)
    designations: dict[str, Designation] = {}
    held: Yield | None = None
    for row in found:
        if held:
            yield held
            held = None
        where = f"{file}:{row.line}"
        if row.fault or len(row.cells) != len(columns):
            held = refusal(where, row.fault or f"has {len(row.cells)} cells instead of {len(columns)}", ",".join(row.cells))
            continue
        cells = {column: " ".join(cell.split()) for column, cell in zip(columns, row.cells, strict=True)}
        number = cells[key]
        if not number:
            held = refusal(where, "has no unique id", ",".join(row.cells))
            continue
        (_row_of_list if key == "uniqueid" else _row_of_ofsi)(cells, designations.setdefault(number, Designation(number=number, where=where)))
    if held:
        if not ended:
            raise Refused(f"{file}: the last row is cut short; download it again")
        yield held
    for each in designations.values():
        try:
            yield record_of(each, list_id)
        except FAULTS as fault:
            yield refusal(each.where, f"could not be understood: {fault}", each.number)


def _header(found: Iterator[Row], file: str) -> tuple[list[str], str]:
    for _, row in zip(range(_HEAD_LINES), found, strict=False):
        columns = ["".join(letter for letter in cell.lower() if letter.isalnum()) for cell in row.cells]
        key = "uniqueid" if "uniqueid" in columns else "groupid"
        if key in columns and "name6" in columns:
            lacking = {"regimename", "sanctionsimposed"} - set(columns) if key == "uniqueid" else {"regime", "grouptype"} - set(columns)
            if lacking:
                raise Refused(f"{file}:{row.line}: lacks the columns {', '.join(sorted(lacking))}; give the list as it is published")
            return columns, key
    raise Refused(f"{file}: no header with `Unique ID` or `Group ID` in its first {_HEAD_LINES} lines; give the UK Sanctions List or OFSI's ConList in CSV")


def _add_once(held: list[str], said: str) -> None:
    if said and said not in held:
        held.append(said)


def _row_of_list(cells: dict[str, str], into: Designation) -> None:
    """A row of the UK Sanctions List."""

    def cell(*columns: str) -> str:
        return next((said for column in columns if (said := cells.get(column, ""))), "")

    into.kind = into.kind or cell("designationtype", "individualentityship")
    into.regime = into.regime or cell("regimename")
    into.designated = into.designated or cell("datedesignated")
    _add_once(into.references, cell("ofsigroupid"))
    _add_once(into.references, cell("unreferencenumber"))
    for said in imposed_in(cell("sanctionsimposed")):
        _add_once(into.imposed, said)
    _name(cells, into, name_kind(cell("nametype"), cell("aliasstrength")))
    address = address_of([cell(f"addressline{n}") for n in range(1, 7)], cell("addresspostalcode"), cell("addresscountry"))
    into.addresses += [address] if address else []
    _add_once(into.births, cell("dob", "dateofbirth"))
    _add_once(into.nations, cell("nationalityies", "nationality"))
    _add_once(into.nations, cell("currentbelievedflagofship", "currentflag"))
    _add_once(into.places, ", ".join(part for part in (cell("townofbirth"), cell("countryofbirth")) if part))
    for what, columns in (
        ("parent company", ("parentcompany", "parentcompanies")),
        ("subsidiary", ("subsidiaries",)),
        ("owner or operator", ("currentowneroperators", "currentowneroperator")),
    ):
        if (said := cell(*columns)) and (what, said) not in into.ties:
            into.ties.append((what, said))
    into.numbers += [
        ("passport", cell("passportnumber"), None),
        ("national_id", cell("nationalidentifiernumber"), None),
        ("registration", cell("businessregistrationnumbers", "businessregistrationnumber"), None),
        ("imo", cell("imonumber", "imonumbers"), None),
    ]


def _row_of_ofsi(cells: dict[str, str], into: Designation) -> None:
    """A row of OFSI's consolidated list: everyone on it is under an asset freeze, save where the regime's name tells of an investment ban."""
    into.source = "OFSI"
    into.kind = into.kind or cells.get("grouptype", "")
    into.regime = into.regime or cells.get("regime", "")
    into.designated = into.designated or cells.get("uksanctionslistdatedesignated", "") or cells.get("listedon", "")
    _add_once(into.imposed, "Investment ban" if "investment ban" in into.regime.lower() else "Asset freeze")
    _name(cells, into, name_kind(cells.get("aliastype", ""), cells.get("aliasquality", "")))
    address = address_of([cells.get(f"address{n}", "") for n in range(1, 7)], cells.get("postzipcode", ""), cells.get("country", ""))
    into.addresses += [address] if address else []
    _add_once(into.births, cells.get("dob", ""))
    _add_once(into.nations, cells.get("nationality", ""))
    _add_once(into.places, ", ".join(part for part in (cells.get("townofbirth", ""), cells.get("countryofbirth", "")) if part))
    into.numbers += [("passport", cells.get("passportnumber", ""), None), ("national_id", cells.get("nationalidentificationnumber", ""), None)]
    for scheme, said in _in_other_information(cells.get("otherinformation", "")):
        into.numbers.append((scheme, said, None))


def _in_other_information(said: str) -> Iterator[tuple[str, str]]:
    """OFSI prints IMO and registration numbers among its remarks: `(IMO number):9187629`, `(Business Reg No):123`."""
    for part in said.split("("):
        label, _, value = part.partition("):")
        words = label.lower()
        number = value.split(". ")[0].strip(" .;,") if value else ""
        if "imo number" in words:
            yield "imo", number
        elif "business reg" in words:
            yield "registration", number


def _name(cells: dict[str, str], into: Designation, kind: NameKind) -> None:
    printed = printed_name([cells.get(f"name{n}", "") for n in range(1, 7)])
    if printed and (printed, kind) not in into.names:
        into.names.append((printed, kind))
    original = cells.get("namenonlatinscript", "")
    if original and (original, NameKind.strong) not in into.names:
        into.names.append((original, NameKind.strong))
