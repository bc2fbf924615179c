"""Which control lists does this home hold beside those of the package, and how do they become part of the Basis?

`HOME/control-lists/ID/versions/VERSION` holds `rows.csv` and `definition.toml` as they were given and `manifest.json`, written aside and renamed into place;
`HOME/control-lists/ID/current` names the version in use. What is compiled is read again from those files, so that a stored list is held to the rules of the engine in use.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import os
import re
import shutil
from collections.abc import Mapping
from pathlib import Path
from typing import Final

import msgspec
import pyarrow as pa
import pyarrow.compute as pc

from enduse import __version__
from enduse.basis import Basis as Content
from enduse.codes.editions import Editions
from enduse.errors import DefinitionError, Refused, UsageError
from enduse.goods import entries, not_held, own_list, tables
from enduse.goods.against_thresholds import entry_words_table
from enduse.goods.euphemisms import HINTS, euphemisms_table
from enduse.goods.settings import SETTINGS
from enduse.goods.stated import words_table
from enduse.run import package
from enduse.run.home import locked, sync_dir, write_atomic
from enduse.tables.definition_file import read_definition

OWN: Final = pa.schema([("id", pa.string()), ("version", pa.string()), ("rows", pa.int64()), ("in_place_of", pa.string())])
_ID: Final = re.compile(r"[a-z0-9][a-z0-9-]{1,63}")
_FORMAT: Final = 1
_FILES: Final = ("rows.csv", "definition.toml")


class Manifest(msgspec.Struct, frozen=True, kw_only=True):
    """One stored version of a control list of the user's."""

    format: int
    id: str
    title: str
    version: str
    rows: int
    names: tuple[str, str]  # the files as they were called
    sha256: tuple[str, str]
    loaded: str
    engine_version: str
    previous: str | None


def goods_tables(home: Path | None = None) -> dict[str, pa.Table]:
    """Every table of a Basis about goods: those of the package, with the lists of the home."""
    made = _packaged()
    if home is None:
        return made
    known = _editions(made)
    rows: list[dict[str, object]] = []
    own: list[dict[str, object]] = []
    places = _places(made)
    taken: dict[str, str] = {}
    for manifest in held(home):
        described, mine = _stored(home, manifest, known, _ids(made), places)
        rows.extend(mine)
        own.append({"id": manifest.id, "version": manifest.version, "rows": len(mine), "in_place_of": described.in_place_of})
        if described.in_place_of is not None:
            if described.in_place_of in taken:
                raise Refused(
                    f"the lists {taken[described.in_place_of]} and {manifest.id} both stand in place of {described.in_place_of}; `enduse goods remove` one of them"
                )
            taken[described.in_place_of] = manifest.id
    if own:
        made["goods.controls"] = own_list.with_own(made["goods.controls"], rows, tuple(taken))
        made["goods.own_lists"] = pa.Table.from_pylist(own, schema=OWN)
        coverage = made[not_held.TABLE]
        made[not_held.TABLE] = coverage.filter(pc.invert(pc.is_in(coverage["list_id"], pa.array(taken, pa.string()))))
    return made


def goods_basis(home: Path | None = None) -> Content:
    """The tables about goods alone, for what needs no listings."""
    return Content(goods_tables(home))


def add(home: Path, rows: Path, definition: Path, *, now: dt.datetime) -> tuple[Manifest, bool]:
    """Check the list and store it as the new version of its id; (manifest, whether anything changed). A fault is raised before anything is stored."""
    texts = (read_definition(rows), read_definition(definition))
    packaged = _packaged()
    described = own_list.read_definition(texts[1], str(definition), _ids(packaged), _places(packaged))
    for other in held(home) if described.in_place_of is not None else ():
        if other.id != described.id and _definition(home, other, packaged).in_place_of == described.in_place_of:
            raise UsageError(
                f"{other.id} stands in place of {described.in_place_of} already; `enduse goods remove {other.id}` first, or call this one {other.id}"
            )
    made = own_list.own_rows(texts[0], described, str(rows), _editions(packaged))
    digests = tuple(hashlib.sha256(text.encode()).hexdigest() for text in texts)
    with locked(_folder(home) / "lock", what=f"{_folder(home)}"):
        place = _folder(home) / described.id
        before = _current(place)
        if before is not None and before.sha256 == digests:
            return before, False
        version = f"{now.astimezone(dt.UTC):%Y%m%dT%H%M%SZ}-{hashlib.sha256(''.join(digests).encode()).hexdigest()[:12]}"
        while (place / "versions" / version).exists():
            version += "x"  # the same list again within one second
        manifest = Manifest(
            format=_FORMAT,
            id=described.id,
            title=described.title,
            version=version,
            rows=len(made),
            names=(rows.name, definition.name),
            sha256=(digests[0], digests[1]),
            loaded=f"{now.astimezone(dt.UTC):%Y-%m-%dT%H:%M:%SZ}",
            engine_version=__version__,
            previous=before.version if before else None,
        )
        (place / "versions").mkdir(parents=True, exist_ok=True)
        stage = place / f".stage-{os.getpid()}"
        shutil.rmtree(stage, ignore_errors=True)
        stage.mkdir()
        for name, text in zip(_FILES, texts, strict=True):
            write_atomic(stage / name, text.encode())
        write_atomic(stage / "manifest.json", msgspec.json.format(msgspec.json.encode(manifest, order="sorted")))
        stage.rename(place / "versions" / version)
        sync_dir(place / "versions")
        write_atomic(place / "current", version.encode())
        sync_dir(place.parent)
    return manifest, True


def held(home: Path) -> list[Manifest]:
    """The current version of every list of the home, by id."""
    places = [place for place in sorted(_folder(home).glob("*")) if _ID.fullmatch(place.name) and place.is_dir()]
    return [manifest for place in places if (manifest := _current(place)) is not None]


def remove(home: Path, id: str) -> Manifest:
    """Take the list out of use: its folder is renamed away and deleted. `UsageError` if there is none of that id."""
    with locked(_folder(home) / "lock", what=f"{_folder(home)}"):
        place = _folder(home) / id
        manifest = _current(place) if _ID.fullmatch(id) else None
        if manifest is None:
            known = ", ".join(each.id for each in held(home)) or "none is held"
            raise UsageError(f"no control list of yours is called {id!r}; there are: {known}")
        gone = place.with_name(f".gone-{id}-{os.getpid()}")
        place.rename(gone)
        sync_dir(gone.parent)
        shutil.rmtree(gone, ignore_errors=True)
    return manifest


def _packaged() -> dict[str, pa.Table]:
    def text(name: str) -> str:
        return package.text("tables", name)

    dual_use = entries.dual_use_table(text("dual_use.csv"))
    figures = entries.thresholds_table(text("thresholds.csv"), dual_use)
    controls = tables.controls_table(text("controls.csv"))
    return {
        "goods.controls": controls,
        not_held.TABLE: not_held.coverage_table(text("control_coverage.csv")),
        "goods.predecessors": tables.predecessors_table(text("predecessors.csv")),
        "goods.hs_codes": tables.hs_codes_table(text("hs_codes.csv")),
        "goods.dual_use": dual_use,
        "goods.thresholds": figures,
        "goods.parameter_words": words_table(text("parameter_words.csv")),
        "goods.euphemisms": euphemisms_table(text("euphemisms.csv"), frozenset(controls["list_id"].to_pylist()) | HINTS),
        "goods.entry_words": entry_words_table(text("entry_words.csv"), figures),
    }


def _editions(made: dict[str, pa.Table]) -> Editions:
    return Editions(made["goods.hs_codes"].to_pylist())


def _ids(made: dict[str, pa.Table]) -> tuple[str, ...]:
    return tuple(sorted(set(made["goods.controls"]["list_id"].to_pylist())))


def _places(made: dict[str, pa.Table]) -> dict[str, tuple[str, str]]:
    """Lists of the package that are not held whole, in whose place one of the user's may stand: regime and nature. Only those that a fact speaks for: of another no
    rule would hear that it is there, and decisions would no longer say that it is missing."""
    read = {name for setting, (value, _) in SETTINGS.items() if setting.startswith("goods.lists.") for name in value.split()}
    natures = dict(zip(made["goods.controls"]["list_id"].to_pylist(), made["goods.controls"]["nature"].to_pylist(), strict=True))
    return {row["list_id"]: (row["regime"], natures[row["list_id"]]) for row in made[not_held.TABLE].to_pylist() if row["list_id"] in read}


def _definition(home: Path, manifest: Manifest, made: dict[str, pa.Table]) -> own_list.Definition:
    return _stored(home, manifest, _editions(made), _ids(made), _places(made))[0]


def _stored(
    home: Path, manifest: Manifest, editions: Editions, taken: tuple[str, ...], places: Mapping[str, tuple[str, str]]
) -> tuple[own_list.Definition, list[dict[str, object]]]:
    folder = _folder(home) / manifest.id / "versions" / manifest.version
    texts = []
    for name, digest in zip(_FILES, manifest.sha256, strict=True):
        try:
            data = (folder / name).read_bytes()
        except OSError as fault:
            raise Refused(f"{folder / name}: cannot be read ({fault.strerror}); add the list again") from fault
        if hashlib.sha256(data).hexdigest() != digest:
            raise Refused(f"{folder / name}: changed since it was stored; add the list again")
        texts.append(data.decode())
    try:
        described = own_list.read_definition(texts[1], str(folder / _FILES[1]), taken, places)
        return described, own_list.own_rows(texts[0], described, str(folder / _FILES[0]), editions)
    except DefinitionError as fault:
        raise Refused(
            f"{fault}\nThe list {manifest.id} was stored by engine {manifest.engine_version}; mend it and add it again, or `enduse goods remove {manifest.id}`"
        ) from fault


def _folder(home: Path) -> Path:
    return home / "control-lists"


def _current(place: Path) -> Manifest | None:
    try:
        version = (place / "current").read_text("ascii").strip()
    except OSError:
        return None
    file = place / "versions" / version / "manifest.json"
    try:
        manifest = msgspec.json.decode(file.read_bytes(), type=Manifest)
    except (OSError, msgspec.MsgspecError) as fault:
        raise Refused(f"{file}: cannot be read ({fault}); add the list again, or remove it with `enduse goods remove {place.name}`") from fault
    if manifest.format != _FORMAT:
        raise Refused(f"{file}: format {manifest.format}, this version reads {_FORMAT}; add the list again")
    return manifest
