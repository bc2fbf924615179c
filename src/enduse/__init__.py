"""May this transaction go, who does it end up with, and how do we know?"""

from __future__ import annotations

__version__ = "0.3.0"

TYPE_CHECKING = False  # type checkers know the name; importing typing would be most of the time that `import enduse` takes
if TYPE_CHECKING:
    from typing import Any

    from enduse.model.nouns import Match as Match
    from enduse.run.api import Basis as Basis
    from enduse.run.api import classify as classify
    from enduse.run.api import compare as compare
    from enduse.run.api import match as match
    from enduse.run.api import prepare as prepare
    from enduse.run.api import screen as screen

__all__ = ["Basis", "Match", "__version__", "classify", "compare", "match", "prepare", "screen"]

_HOME = {
    "Basis": "enduse.run.api",
    "Match": "enduse.model.nouns",
    "classify": "enduse.run.api",
    "compare": "enduse.run.api",
    "match": "enduse.run.api",
    "prepare": "enduse.run.api",
    "screen": "enduse.run.api",
}


def __getattr__(name: str) -> Any:
    """Import a public name when it is first asked for, so that `import enduse` stays light."""
    module = _HOME.get(name)
    if module is None:
        raise AttributeError(f"module 'enduse' has no attribute {name!r}")
    import importlib

    value = getattr(importlib.import_module(module), name)
    globals()[name] = value
    return value
