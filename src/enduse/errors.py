"""What can go wrong in set-up, and what should the person do about it?

Faults in the user's *data* are returned as `model.Rejected` rows; what is raised here is a fault in how the program was set up or called.

    EnduseError            exit 70  an internal failure if nothing more precise is raised
    ├── UsageError         exit  2  the command or call is not understood
    │   └── DefinitionError exit 2  a mapping, rule pack or table of ours or the user's is wrong (file, line, remedy)
    ├── Refused            exit  3  the program will not run on what it has (stale or half-loaded list, no Basis, directory in use)
    └── Mismatch           exit  4  a verification or a replay does not agree
"""

from __future__ import annotations

from typing import Final

LONGEST: Final = 2000
"""Letters of a message."""


class EnduseError(Exception):
    """Base of every error raised on purpose; `exit_code` is what the CLI returns for it."""

    exit_code = 70

    def __str__(self) -> str:
        """The message, cut where what it quotes of a file would flood the terminal."""
        text = super().__str__()
        return text if len(text) <= LONGEST else text[: LONGEST - 1] + "…"


class UsageError(EnduseError):
    """The command line or the call cannot be understood."""

    exit_code = 2


class DefinitionError(UsageError):
    """A definition (mapping, rule pack, table, operator file) is wrong; the message is `file:line: what; remedy`."""

    def __init__(self, message: str, *, file: str | None = None, line: int | None = None) -> None:
        where = f"{file}:{line}: " if file and line else f"{file}: " if file else ""
        super().__init__(where + message)
        self.file = file
        self.line = line


class Refused(EnduseError):
    """The program has understood and will not run, because the result could not be relied on."""

    exit_code = 3


class Mismatch(EnduseError):
    """A verification or replay found a difference."""

    exit_code = 4
