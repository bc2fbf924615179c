"""What comes with the package? Packs, tables, mappings, the starter set and the sample book, as text and bytes."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from functools import cache
from importlib import resources
from importlib.resources.abc import Traversable


def _root() -> Traversable:
    return resources.files("enduse") / "data"


def text(*parts: str) -> str:
    """One file of the package's data, as text."""
    return _root().joinpath(*parts).read_text(encoding="utf-8")


def data(*parts: str) -> bytes:
    """One file of the package's data, as bytes."""
    return _root().joinpath(*parts).read_bytes()


def folder(name: str, suffix: str) -> dict[str, str]:
    """Every file of a data folder with that suffix, by file name, in name order."""
    entries = sorted((entry for entry in (_root() / name).iterdir() if entry.name.endswith(suffix)), key=lambda entry: entry.name)
    return {entry.name: entry.read_text(encoding="utf-8") for entry in entries}


@cache
def digest() -> str:
    """SHA-256 over every data file that goes into a Basis: changes when the package's tables, packs or starter set change."""
    sha = hashlib.sha256()
    for name in ("mappings", "packs", "starter", "tables"):
        for entry in sorted((_root() / name).iterdir(), key=lambda entry: entry.name):
            if entry.is_file():
                sha.update(f"{name}/{entry.name}\n".encode())
                sha.update(hashlib.sha256(entry.read_bytes()).digest())
    return sha.hexdigest()


@cache
def code_digest() -> str:
    """SHA-256 over the modules of the package: a Basis compiled by other code is not taken for one of this code, whatever the version says."""
    sha = hashlib.sha256()
    for path in sorted(_modules(resources.files("enduse"), "")):
        sha.update(path.encode())
        sha.update(hashlib.sha256(resources.files("enduse").joinpath(*path.split("/")).read_bytes()).digest())
    return sha.hexdigest()


def _modules(folder: Traversable, prefix: str) -> Iterator[str]:
    for entry in folder.iterdir():
        if entry.is_dir() and entry.name not in ("data", "__pycache__"):
            yield from _modules(entry, f"{prefix}{entry.name}/")
        elif entry.name.endswith(".py"):
            yield prefix + entry.name
