"""Which options do many commands share?"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

from cyclopts import Parameter

Home = Annotated[Path | None, Parameter(name="--home", help="Directory of lists, Basis and runs; default ENDUSE_HOME, else ~/.local/share/enduse.")]


def no_option(_: object, value: str | Sequence[str] | None) -> None:
    """`-` is standard input; anything else that begins so is an option nobody knows."""
    for word in (value,) if isinstance(value, str) else value or ():
        if word.startswith("-") and word != "-":
            raise ValueError(f"unknown option {word}")


Input = Annotated[str, Parameter(allow_leading_hyphen=True, validator=no_option)]

LedgerAt = Annotated[
    str | None,
    Parameter(name="--ledger", help="SQLite file, or postgresql://USER@HOST/DATABASE; default ENDUSE_LEDGER, else ledger/ledger.sqlite in the home."),
]

Actor = Annotated[str | None, Parameter(name="--actor", help="Who does it, for the ledger; default the login name.")]

NoLedger = Annotated[bool, Parameter(name="--no-ledger", help="Record nothing of this in the ledger.", negative=())]
