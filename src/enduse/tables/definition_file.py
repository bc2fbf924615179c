"""What text is in this definition of the user's: a mapping, a rule pack, an operator, a table of publishers?"""

from __future__ import annotations

import stat
from pathlib import Path
from typing import Final

from enduse.errors import DefinitionError

LARGEST: Final = 8 << 20
"""Bytes. The largest pack of ours has a hundredth of it; a device or a list given by mistake would fill the memory."""


def read_definition(path: Path) -> str:
    """The text, without a byte order mark; `DefinitionError` if it is no ordinary file, too large, or not UTF-8."""
    try:
        if not stat.S_ISREG(path.stat().st_mode):
            raise DefinitionError("is no ordinary file; name the file itself", file=str(path))
        with path.open("rb") as stream:
            data = stream.read(LARGEST + 1)
    except (OSError, ValueError) as error:
        raise DefinitionError(f"cannot be read ({getattr(error, 'strerror', None) or error}); check the path", file=str(path)) from error
    if len(data) > LARGEST:
        raise DefinitionError(f"is larger than {LARGEST:,} bytes: no definition; check the path", file=str(path))
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise DefinitionError("is not UTF-8 text; save it as UTF-8", file=str(path), line=line) from error
