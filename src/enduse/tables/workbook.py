"""Which rows are in this Excel workbook, and which of its cells can be relied on?

A reader of our own over zipfile and lxml, because calamine (0.9) gives the same empty cell for a blank, an error value and a formula without a cached
value, and lays a sheet out as one dense block: all three would lose content without a word. Here a formula is taken with the value Excel stored for it (and
counted in a note); without one, or with an error value, the cell is a `CellFault`.
"""

from __future__ import annotations

import datetime
import re
import zipfile
import zlib
from collections.abc import Iterator
from decimal import Decimal, InvalidOperation
from typing import IO, Any, Final

from lxml import etree

from enduse.errors import Refused, UsageError
from enduse.tables.cells import BadRow, Cell, CellFault, Chunk, excerpt
from enduse.tables.delimited import MAX_COLUMNS
from enduse.tables.encoding import DAMAGED
from enduse.tables.source import FREE_BYTES, MAX_RATIO, Input

MAX_SHARED: Final = 512 * 1024 * 1024  # bytes of shared strings held in memory
MAX_PART: Final = 4 * 1024 * 1024 * 1024
_REL: Final = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_REL_STRICT: Final = "{http://purl.oclc.org/ooxml/officeDocument/relationships}id"
# ECMA-376 part 1, 18.8.30: built-in number formats that show a date (14-17, 22) and East Asian ones (27-31, 34-36, 50-58); 18-21 and 45-47 are times
_BUILT_IN_DATES: Final = frozenset({14, 15, 16, 17, 22, *range(27, 32), 34, 35, 36, *range(50, 59)})
_NOT_PATTERN: Final = re.compile(r'"[^"]*"|\\.|\[[^\]]*\]|_.|\*.')
_WHOLE: Final = 40  # digits of a whole number that is taken as it stands
_ESCAPE: Final = re.compile(r"_x([0-9A-Fa-f]{4})_")
_REMEDY_FORMULA: Final = "open the workbook in Excel, let it calculate, save it, or replace the formula by its value"


class Workbook:
    """One sheet of a workbook, opened (see `cells.Reading`): the sheet named, else the first visible one."""

    format = "xlsx"
    encoding: str | None = None

    def __init__(self, source: Input, *, sheet: str | None = None) -> None:
        self.name = source.name
        self.notes: list[str] = []
        self.blank = 0
        try:
            self._zip = zipfile.ZipFile(source.path())
            self._part, self._date1904 = self._choose_sheet(sheet)
            self._dates = self._date_styles()
            self._shared = self._shared_strings()
            self.header = self._read_header()
        except _BROKEN as error:
            raise self._refuse(error) from error

    def chunks(self, size: int) -> Iterator[Chunk]:
        """See `cells.Reading.chunks`."""
        self.blank = 0
        width = len(self.header)
        formulas = 0
        lines: list[int] = []
        rows: list[list[Cell]] = []
        bad: dict[int, BadRow] = {}
        try:
            walk = self._rows()
            next(walk, None)
            for line, row, computed in walk:
                formulas += computed
                if len(row) > width:
                    beyond = next((cell for cell in row[width:] if cell != ""), None)
                    del row[width:]
                    if beyond is not None:
                        bad[len(rows)] = BadRow(
                            reason=f"the row has cells to the right of the header's last column ({width})",
                            remedy="give every column a header, or clear the cells",
                            value=excerpt(str(beyond)),
                        )
                elif len(row) < width:
                    row.extend([""] * (width - len(row)))
                lines.append(line)
                rows.append(row)
                if len(rows) == size:
                    yield Chunk(lines=lines, rows=rows, bad=bad)
                    lines, rows, bad = [], [], {}
        except _BROKEN as error:
            raise self._refuse(error) from error
        if rows:
            yield Chunk(lines=lines, rows=rows, bad=bad)
        note = f"{formulas} formula cells: the values stored by the spreadsheet program were used"
        if formulas and note not in self.notes:
            self.notes.append(note)

    def _refuse(self, error: BaseException) -> Refused:
        words = str(error).strip() or type(error).__name__
        return Refused(f"{self.name}: is not an Excel workbook that can be read ({excerpt(words)}); save it again as .xlsx, or export it as CSV")

    def _open_part(self, part: str, limit: int = MAX_PART) -> IO[bytes]:
        info = self._zip.getinfo(part)
        if info.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
            raise Refused(f"{self.name}: {part} is packed in a way that no spreadsheet program uses; save it again as .xlsx")
        if info.file_size > min(limit, max(FREE_BYTES, info.compress_size * MAX_RATIO)):
            raise Refused(f"{self.name}: {part} unpacks to {info.file_size:,} bytes, which is too much for a workbook; export the sheet as CSV")
        return self._zip.open(info)  # zipfile stops at file_size and checks the CRC, so a lying header is an error

    def _tree(self, part: str) -> Any:
        with self._open_part(part, FREE_BYTES) as stream:
            tree = etree.parse(stream, etree.XMLParser(**_SAFE))
        return _without_entities(tree.getroot())

    def _choose_sheet(self, wanted: str | None) -> tuple[str, bool]:
        names = set(self._zip.namelist())
        if "xl/workbook.xml" not in names:
            if "xl/workbook.bin" in names:
                raise Refused(f"{self.name}: is a binary workbook (.xlsb); save it as .xlsx or CSV")
            raise Refused(f"{self.name}: is a zip archive, but not an Excel workbook; unpack it and give the files in it, or save it again as .xlsx")
        book = self._tree("xl/workbook.xml")
        targets = {rel.get("Id"): rel.get("Target", "") for rel in self._tree("xl/_rels/workbook.xml.rels")}
        sheets = [
            (sheet.get("name", ""), targets.get(sheet.get(_REL) or sheet.get(_REL_STRICT), ""), sheet.get("state", "visible"))
            for sheet in book.iterfind("{*}sheets/{*}sheet")
        ]
        sheets = [(name, target.lstrip("/") if target.startswith("/") else "xl/" + target, state) for name, target, state in sheets if target]
        chosen = next((sheet for sheet in sheets if (sheet[0] == wanted if wanted else sheet[2] == "visible")), None)
        if chosen is None:
            seen = ", ".join(repr(name) for name, _, _ in sheets) or "none"
            if wanted:
                raise UsageError(f"{self.name}: has no sheet {wanted!r}; its sheets are {seen}")
            raise Refused(f"{self.name}: has no visible sheet (sheets: {seen}); name one with --sheet, or sheet = … in the mapping")
        others = [name for name, _, state in sheets if name != chosen[0] and state == "visible"]
        if others and not wanted:
            self.notes.append(
                f"sheet {chosen[0]!r} is read; not read: {', '.join(map(repr, others))} (--sheet NAME reads another, or sheet = … in the mapping)"
            )
        properties = book.find("{*}workbookPr")
        return chosen[1], properties is not None and properties.get("date1904") in ("1", "true")

    def _date_styles(self) -> frozenset[int]:
        if "xl/styles.xml" not in self._zip.namelist():
            return frozenset()
        styles = self._tree("xl/styles.xml")
        formats = {int(item.get("numFmtId", "0")): item.get("formatCode", "") for item in styles.iterfind("{*}numFmts/{*}numFmt")}
        return frozenset(place for place, style in enumerate(styles.iterfind("{*}cellXfs/{*}xf")) if _shows_date(int(style.get("numFmtId", "0")), formats))

    def _shared_strings(self) -> list[str]:
        if "xl/sharedStrings.xml" not in self._zip.namelist():
            return []
        strings: list[str] = []
        with self._open_part("xl/sharedStrings.xml", MAX_SHARED) as stream:
            for _, item in etree.iterparse(stream, events=("end",), tag="{*}si", **_SAFE):
                strings.append(_text(item if strings else _without_entities(item)))
                _forget(item)
        return strings

    def _read_header(self) -> tuple[str, ...]:
        for _, row, _ in self._rows():
            if fault := next((cell for cell in row if isinstance(cell, CellFault)), None):
                raise Refused(f"{self.name}: the header row cannot be read ({fault.reason}); {fault.remedy}")
            header = [str(cell).strip() for cell in row]
            while header and not header[-1]:
                header.pop()
            return tuple(header)
        raise Refused(f"{self.name}: the sheet is empty, without even a header row; export it again")

    def _rows(self) -> Iterator[tuple[int, list[Cell], int]]:
        """(sheet row, cells, formula cells) of every row that holds something."""
        number = 0
        with self._open_part(self._part) as stream:
            for _, element in etree.iterparse(stream, events=("end",), tag="{*}row", **_SAFE):
                if not number:
                    _without_entities(element)
                number = int(element.get("r") or number + 1)
                row: list[Cell] = []
                computed = 0
                for cell in element:
                    if not isinstance(cell.tag, str) or not cell.tag.endswith("}c"):
                        continue
                    place = _column(cell.get("r"), len(row))
                    if place > len(row):
                        row.extend([""] * (place - len(row)))
                    value, formula = self._cell(cell)
                    computed += formula and not isinstance(value, CellFault)
                    if place < len(row):
                        row[place] = value  # a cell written twice; Excel keeps the last
                    else:
                        row.append(value)
                _forget(element)
                if any(cell != "" and (not isinstance(cell, str) or cell.strip()) for cell in row):
                    yield number, row, computed
                else:
                    self.blank += 1

    def _cell(self, cell: Any) -> tuple[Cell, bool]:
        kind = cell.get("t", "n")
        text: str | None = None
        formula = False
        inline: Any = None
        for child in cell:
            tag = _local(child)
            if tag == "v":
                text = child.text or ""
            elif tag == "f":
                formula = True
            elif tag == "is":
                inline = child
        if kind == "e":
            return CellFault(reason=f"the cell holds the error value {text}", remedy="mend the formula in the workbook", value=text), formula
        if kind == "inlineStr":
            return _checked(_text(inline) if inline is not None else ""), formula
        if not text:
            if formula and kind != "str":
                return CellFault(reason="the cell holds a formula without a calculated value", remedy=_REMEDY_FORMULA), True
            return "", formula
        if kind == "s":
            if text.startswith("-"):  # Python would count from the end
                raise IndexError(f"shared string {text}")
            return _checked(self._shared[int(text)]), formula
        if kind == "str":
            return _checked(_unescape(text)), formula
        if kind == "b":
            return "true" if text == "1" else "false", formula
        if kind == "d":
            return text, formula
        style = cell.get("s")
        if style and int(style) in self._dates:
            return _date(text, date1904=self._date1904), formula
        return _number(text), formula


_SAFE: Final[dict[str, Any]] = {
    "resolve_entities": False,
    "no_network": True,
    "load_dtd": False,
    "huge_tree": False,
    "remove_comments": True,
    "remove_pis": True,
}
"""Comments and instructions are taken out, so that the text on both sides of one is one text."""
_BROKEN: Final = (
    zipfile.BadZipFile, zlib.error, etree.XMLSyntaxError, KeyError, ValueError, IndexError, EOFError, OSError, NotImplementedError, RuntimeError,
    OverflowError, InvalidOperation,
)  # fmt: skip  # RuntimeError, NotImplementedError: zipfile on encryption and unknown compression


def _column(reference: str | None, following: int) -> int:
    """0-based column of a reference such as `AB12`; the next one where the cell names none."""
    if not reference:
        place = following
    else:
        place = 0
        for char in reference:
            if not "A" <= char <= "Z":
                break
            place = place * 26 + ord(char) - 64
        place -= 1
    if not 0 <= place < MAX_COLUMNS:
        raise ValueError(f"cell reference {reference!r}")
    return place


def _without_entities(element: Any) -> Any:
    """The element, of a part that declares none: text would break off where one stands, for they are not expanded."""
    if element.getroottree().docinfo.doctype:
        raise ValueError("a document type declaration, which no spreadsheet program writes")
    return element


def _local(element: Any) -> str:
    """The element's name without its namespace; empty for a comment or an instruction."""
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def _text(item: Any) -> str:
    """Text of a string item: its own `t` and those of its runs; phonetic guides (`rPh`) are left out."""
    parts = []
    for child in item:
        tag = _local(child)
        if tag == "t":
            parts.append(child.text or "")
        elif tag == "r":
            parts.extend(run.text or "" for run in child if _local(run) == "t")
    return _unescape("".join(parts))


def _unescape(text: str) -> str:
    return _ESCAPE.sub(lambda found: chr(int(found.group(1), 16)), text) if "_x" in text else text


def _checked(text: str) -> Cell:
    if (not text.isascii() or "\0" in text) and DAMAGED.search(text):
        return CellFault(reason="the cell holds characters that were lost or damaged", remedy="write the text again", value=excerpt(repr(text)))
    return text


def _number(text: str) -> Cell:
    """Excel keeps 15 significant digits and stores binary noise behind them (0.30000000000000004). Other programs write long whole numbers, such as ids, with all their digits."""
    if text.isdigit() and len(text) <= _WHOLE:
        return Decimal(text)
    number = float(text)
    if number != number or number in (float("inf"), float("-inf")):
        return CellFault(reason="the cell holds no finite number", remedy="write the number again", value=text)
    return Decimal(f"{number:.15g}")


def _date(text: str, *, date1904: bool) -> Cell:
    serial = float(text)
    if date1904:
        first, lowest = datetime.date(1904, 1, 1), 0
    else:
        first, lowest = datetime.date(1899, 12, 30), 61  # serial 60 is 29 February 1900, which never was; before it all dates are one off
    if not lowest <= serial < 2_958_466:  # 31 December 9999
        return CellFault(reason="the cell is formatted as a date but holds no date", remedy="write the date again", value=text)
    try:
        return first + datetime.timedelta(days=int(serial))
    except OverflowError:
        return CellFault(reason="the cell is formatted as a date but holds no date", remedy="write the date again", value=text)


def _shows_date(identifier: int, formats: dict[int, str]) -> bool:
    pattern = formats.get(identifier)
    if pattern is None:
        return identifier in _BUILT_IN_DATES
    first = _NOT_PATTERN.sub("", pattern.split(";")[0]).lower()
    return "y" in first or "d" in first


def _forget(element: Any) -> None:
    """Free an element that is done with, and those before it."""
    element.clear()
    parent = element.getparent()
    if parent is not None:
        while element.getprevious() is not None:
            del parent[0]
