"""Where do the figures of a validation go, and what are they held against?"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any, Final

import msgspec

from enduse import __version__
from enduse.basis import Basis
from enduse.errors import Refused, UsageError
from enduse.lab import Plan, against, below, examine, read_floors
from enduse.lab.examination import SCHEMA_VERSION
from enduse.run import package
from enduse.run.home import locked, write_atomic
from enduse.show.validation import page

FILES: Final = ("validation.html", "validation.json")
NEEDS: Final = {"faker": "faker", "pypinyin": "pypinyin", "opencc": "opencc-python-reimplemented"}


def validate(
    basis: Basis, out: Path, plan: Plan, *, earlier: Path | None = None, floors: Path | None = None, progress: Callable[[str, int, int], None]
) -> dict[str, Any]:
    """Examine the matcher on this Basis and write `validation.html` and `validation.json` to `out`, each whole or not at all. Everything named is read before anything is asked.

    Key `below_floors` of the report holds a sentence for each floor that was not kept; it is absent without floors.
    """
    _check_extra()
    held = read_floors(_text(floors, "floors"), str(floors)) if floors else None
    then = read_report(earlier) if earlier else None
    with locked(out / ".lock", what=str(out)):
        report = examine(basis, plan, engine_version=__version__, progress=progress)
        if then is not None:
            report["against"] = against(report, then)
        if held is not None:
            report["below_floors"] = below(report, held)
        write_atomic(out / "validation.json", msgspec.json.format(msgspec.json.encode(report), indent=1))
        write_atomic(out / "validation.html", page(report, package.text("report", "report.css")).encode("utf-8", "backslashreplace"))
    return report


def read_report(path: Path) -> dict[str, Any]:
    """An earlier validation.json. `Refused` if it is none, or of another shape."""
    text = _text(path, "report")
    try:
        report = msgspec.json.decode(text)
        version = report["schema_version"]
    except (msgspec.DecodeError, KeyError, TypeError) as fault:
        raise Refused(f"{path}: no validation.json of `enduse validate` ({fault})") from fault
    if version != SCHEMA_VERSION:
        raise Refused(f"{path}: validation report of schema {version}, this version reads {SCHEMA_VERSION}; make it again with `enduse validate`")
    return dict(report)


def _text(path: Path, what: str) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except FileNotFoundError as fault:
        raise UsageError(f"{path}: no such file of {what}") from fault
    except (UnicodeDecodeError, IsADirectoryError) as fault:
        raise UsageError(f"{path}: no file of {what} ({fault})") from fault


def _check_extra() -> None:
    from importlib.util import find_spec

    missing = [package_name for module, package_name in NEEDS.items() if find_spec(module) is None]
    if missing:
        raise UsageError(f"`enduse validate` makes names with packages that are not installed ({', '.join(missing)}): pip install 'enduse[lab]'")
