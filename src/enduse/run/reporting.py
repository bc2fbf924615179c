"""How is a report made: of a run that has just ended, or again from stored decisions?"""

from __future__ import annotations

import bisect
import datetime as dt
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, Final

import msgspec

from enduse.basis import Basis as Content
from enduse.errors import Refused, UsageError
from enduse.goods.against_thresholds import Paragraph, compare_thresholds
from enduse.goods.catalogue import Catalogue, Control
from enduse.lists.tables import entity_of
from enduse.model.nouns import Entity
from enduse.run import bases, package
from enduse.run.home import locked
from enduse.show.files import case_file
from enduse.show.report import Assets, Frame, write_report
from enduse.show.report_card import Sources
from enduse.show.report_survey import Survey

FORMATS: Final = ("html", "pdf")
MAX_PDF_CARDS: Final = 100
"""Cards of a case file. It is laid out in memory as a whole: 15 MB and 1.2 seconds a card with many findings, three or four pages each."""

_EPOCH: Final = dt.date(1970, 1, 1)


def assets() -> Assets:
    """Style and script of the report."""
    return Assets(css=package.text("report", "report.css"), js=package.text("report", "report.js"))


def sources_of(basis: Content) -> Sources:
    """Look-ups in the Basis for what a decision holds the id of."""
    catalogue = Catalogue.of(basis)

    def controls(code: str, date: str) -> Sequence[Control]:
        return catalogue.lookup(code, (dt.date.fromisoformat(date) - _EPOCH).days)

    def figures(text: str, date: str) -> Sequence[Paragraph]:
        return compare_thresholds(text, basis, at=dt.date.fromisoformat(date))

    return Sources(entity=_entities(basis), controls=controls, digest=basis.digest, figures=figures if "goods.entry_words" in basis.tables else None)


def _entities(basis: Content) -> Callable[[str], Entity | None]:
    table = basis.table("entities")
    ids, records = table.column("entity_id"), table.column("record")

    def entity(key: str) -> Entity | None:
        place = bisect.bisect_left(range(len(ids)), key, key=lambda row: str(ids[row].as_py()))  # the table is in the order of the ids
        return entity_of(records[place].as_py()) if place < len(ids) and ids[place].as_py() == key else None

    return entity


def frame_of(manifest: dict[str, Any]) -> Frame:
    """What the page says of the run, out of `manifest.json`."""
    counts = manifest["counts"]
    return Frame(counts["rows_read"], counts["rows_decided"], counts["rows_rejected"], manifest["as_of"], manifest["lists"], manifest.get("allow_stale", ()))


def rebuild(out: Path, home: Path, *, lang: str = "en", format: str = "html", ids: Sequence[str] = ()) -> tuple[Path, Survey, bool]:
    """Make the report of the screening in `out` again. Returns the file, what was found, and whether the Basis of the decisions was at hand.

    `ids`: only these transactions, as a page of their own beside the report. Without that Basis the cards hold what the decisions hold: no listed records, no control rows.
    """
    if format not in FORMATS:
        raise UsageError(f"no format {format!r}; there are {', '.join(FORMATS)}")
    writer = _pdf_writer() if format == "pdf" else None
    try:
        manifest = msgspec.json.decode((out / "manifest.json").read_bytes())
        frame, digest = frame_of(manifest), str(manifest["basis_digest"])
    except (OSError, msgspec.MsgspecError, KeyError, TypeError) as fault:
        raise Refused(f"{out}: no output directory of a screening (manifest.json: {fault})") from fault
    basis = find_basis(home, digest)
    sources = sources_of(basis) if basis else Sources(entity=lambda _: None, controls=None, digest=digest)
    with locked(out / ".lock", what=str(out)):
        if writer is None:
            target = out / (case_file(ids) if ids else "report.html")
            found = write_report(out, target, frame, sources, assets(), lang=lang, ids=ids)
            if ids and not found.named:
                target.unlink()
            return target, found, basis is not None
        page = out / "report.print.html.part"
        try:
            found = write_report(out, page, frame, sources, assets(), lang=lang, ids=ids, cards=MAX_PDF_CARDS)
            writer(page, out / "report.pdf")
        finally:
            page.unlink(missing_ok=True)
        return out / "report.pdf", found, basis is not None


def find_basis(home: Path, digest: str) -> bases.Basis | None:
    """The Basis of that digest among those of the home, the embedded ones included."""
    for parent in (home / "basis", home / "embedded"):
        try:
            return bases.Basis.open(parent / digest)
        except Refused:
            continue
    return None


def _pdf_writer() -> Callable[[Path, Path], None]:
    try:
        import weasyprint
    except ImportError as missing:
        raise UsageError("--format pdf needs an extra that is not installed: pip install 'enduse[pdf]'; or print report.html from a browser") from missing
    except OSError as missing:
        raise UsageError(f"--format pdf needs the Pango library of the system (on Debian and Ubuntu: libpango-1.0-0 libpangoft2-1.0-0): {missing}") from missing

    def refuse(url: str, *_: object, **__: object) -> dict[str, Any]:
        raise ValueError(f"the report fetches nothing, not even {url}")

    def write(page: Path, target: Path) -> None:
        part = target.with_name(target.name + ".part")
        try:
            weasyprint.HTML(string=page.read_text(encoding="utf-8"), url_fetcher=refuse).write_pdf(part)
            part.replace(target)
        finally:
            part.unlink(missing_ok=True)

    return write
