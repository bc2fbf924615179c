"""What does this text of TOML say, or on which line does it stop being TOML?"""

from __future__ import annotations

import re
import tomllib
from typing import Any

from enduse.errors import DefinitionError


def parse_toml(text: str, file: str) -> dict[str, Any]:
    """The tables of the text; `DefinitionError` with the line where it is none, or asks more of the parser than a definition ever needs."""
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        found = re.search(r"at line (\d+)", str(error))
        raise DefinitionError(f"is not TOML: {error}", file=file, line=int(found[1]) if found else text.count("\n") + 1) from error
    except RecursionError as error:
        raise DefinitionError("is not a definition: its values are nested too deeply", file=file) from error
    except ValueError as error:  # Python converts no integer of more than 4,300 digits
        raise DefinitionError(f"is not a definition: {error}", file=file) from error
