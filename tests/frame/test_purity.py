"""Is everything from `judge` down pure: no files, no sockets, no clock, no environment, nothing done at import?"""

from __future__ import annotations

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

SOURCE = Path(__file__).resolve().parents[2] / "src" / "enduse"
PURE = ("judge", "facts", "rules", "parties", "owners", "goods", "text", "codes", "basis", "model", "errors", "native")

FORBIDDEN_MODULES = {
    "asyncio", "concurrent", "ctypes", "dbm", "ftplib", "getpass", "glob", "gzip", "bz2", "lzma", "http", "importlib", "inspect", "linecache",
    "locale", "logging", "mmap", "multiprocessing", "os", "pathlib", "pickle", "pkgutil", "platform", "random", "secrets", "select", "shelve",
    "shutil", "signal", "smtplib", "socket", "sqlite3", "ssl", "subprocess", "sys", "tarfile", "tempfile", "threading", "time", "urllib", "uuid",
    "warnings", "zipfile", "zoneinfo",
    "anyascii", "charset_normalizer", "cyclopts", "lxml", "rich",
    "pyarrow.csv", "pyarrow.dataset", "pyarrow.feather", "pyarrow.flight", "pyarrow.fs", "pyarrow.ipc", "pyarrow.json", "pyarrow.orc", "pyarrow.parquet",
}  # fmt: skip
FORBIDDEN_CALLS = {"open", "print", "input", "exec", "eval", "compile", "__import__", "breakpoint", "globals"}
# `anything.now()` and the like is a clock whatever it is called on; the rest are the doors of numpy and pyarrow to the file system.
FORBIDDEN_ATTRIBUTES = {"now", "utcnow", "today", "memory_map", "OSFile", "input_stream", "output_stream", "memmap", "fromfile", "tofile", "loadtxt", "genfromtxt", "savez", "read_text", "read_bytes", "write_text", "write_bytes"}  # fmt: skip

BUILDERS = {
    "bool", "bytes", "chr", "dict", "enumerate", "float", "frozenset", "getattr", "int", "isinstance", "len", "list", "map", "max", "min", "ord", "range",
    "reversed", "set", "sorted", "str", "sum", "tuple", "type", "zip", "super", "property", "any", "all", "filter", "repr", "round",
}  # fmt: skip
BUILDING_LIBRARIES = {"re", "pa", "pc", "np", "npt", "msgspec", "decimal", "datetime", "functools", "operator", "types", "itertools", "typing", "string", "collections", "enum", "dataclasses", "unicodedata", "struct", "math"}  # fmt: skip


def modules() -> list[Path]:
    return sorted(path for room in PURE for path in (*SOURCE.glob(f"{room}/**/*.py"), *SOURCE.glob(f"{room}.py")))


IN_MEMORY = {"StringIO", "BytesIO"}  # all that a pure room may have of `io`


def _dotted(node: ast.expr) -> str:
    if isinstance(node, ast.Attribute):
        return f"{_dotted(node.value)}.{node.attr}"
    return node.id if isinstance(node, ast.Name) else "…"


def _forbidden(module: str) -> bool:
    parts = module.split(".")
    return any(".".join(parts[: i + 1]) in FORBIDDEN_MODULES for i in range(len(parts)))


def impurities(tree: ast.Module) -> Iterator[str]:
    """Imports, calls and attributes through which a module could meet the outside world."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (f"line {node.lineno}: import {a.name}" for a in node.names if _forbidden(a.name))
        elif isinstance(node, ast.ImportFrom) and node.module:
            if node.module == "io":
                yield from (f"line {node.lineno}: from io import {a.name}" for a in node.names if a.name not in IN_MEMORY)
            names = [node.module, *(f"{node.module}.{a.name}" for a in node.names)]
            yield from (f"line {node.lineno}: from {name}" for name in names[:1] if _forbidden(name))
            yield from (f"line {node.lineno}: from {name}" for name in names[1:] if not _forbidden(node.module) and _forbidden(name))
        elif isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in FORBIDDEN_CALLS:
            yield f"line {node.lineno}: {node.func.id}()"
        elif isinstance(node, ast.Attribute) and (node.attr in FORBIDDEN_ATTRIBUTES or (_dotted(node.value) == "io" and node.attr not in IN_MEMORY)):
            yield f"line {node.lineno}: {_dotted(node)}"


def import_time_work(tree: ast.Module) -> Iterator[str]:
    """Statements that do more on import than define: only imports, definitions and assignments that build values are free of effects."""
    ours = {a.asname or a.name for node in ast.walk(tree) if isinstance(node, ast.ImportFrom) for a in node.names}
    ours |= {node.name for node in tree.body if isinstance(node, (ast.FunctionDef, ast.ClassDef))}
    stack: list[ast.stmt] = list(tree.body)
    while stack:
        node = stack.pop()
        match node:
            case ast.Import() | ast.ImportFrom() | ast.FunctionDef() | ast.Pass():
                continue
            case ast.ClassDef():
                stack.extend(node.body)
            case ast.Expr(value=ast.Constant()):
                continue
            case ast.If(test=ast.Name(id="TYPE_CHECKING")):
                continue
            case ast.Try(handlers=[ast.ExceptHandler(type=ast.Name(id="ImportError"), body=otherwise)], finalbody=[]) if _only_native(node.body):
                stack.extend([*otherwise, *node.orelse])
            case ast.Assign() | ast.AnnAssign() | ast.AugAssign():
                if node.value is not None:
                    yield from _calls(node.value, ours)
            case _:
                yield f"line {node.lineno}: {type(node).__name__.lower()} at import"


def _only_native(body: list[ast.stmt]) -> bool:
    """What may be missing where there was no compiler; nothing else is."""
    return all(isinstance(node, ast.ImportFrom) and node.module == "enduse.native" for node in body)


def _calls(value: ast.expr, ours: set[str]) -> Iterator[str]:
    inside_lambdas = {id(n) for lam in ast.walk(value) if isinstance(lam, ast.Lambda) for n in ast.walk(lam.body)}
    for node in ast.walk(value):
        if not isinstance(node, ast.Call) or id(node) in inside_lambdas:
            continue
        name = _dotted(node.func)
        root = name.split(".")[0]
        # a method of a value ("…".split(), TABLE.items()) only builds another value: what may not be called at all is caught by `impurities`
        if not isinstance(node.func, ast.Attribute) and root not in BUILDERS and root not in BUILDING_LIBRARIES and root not in ours:
            yield f"line {node.lineno}: {name}() at import"


@pytest.mark.parametrize("path", modules(), ids=lambda p: str(p.relative_to(SOURCE)))
def test_a_pure_room_does_not_meet_the_outside_world(path: Path) -> None:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    assert [*impurities(tree), *import_time_work(tree)] == []


@pytest.mark.parametrize(
    "code",
    ["import os", "from pathlib import Path", "import io\nf = io.open('a')", "from io import FileIO", "import pyarrow.parquet as pq", "from pyarrow import csv", "from importlib import resources", "x = open('a')",
     "import datetime\ndef f(): return datetime.date.today()", "import numpy as np\ndef f(): return np.memmap('a')", "for i in range(3): x = i", "f()", "try:\n  import a\nexcept ImportError: a = None"],
)  # fmt: skip
def test_the_test_of_purity_sees_what_it_should(code: str) -> None:
    tree = ast.parse(code)
    assert [*impurities(tree), *import_time_work(tree)]


_IMPORT_ALL = """
import sys, datetime, decimal, enum, functools, itertools, json, re, unicodedata
import msgspec, numpy, pyarrow, pyarrow.compute, rapidfuzz, rapidfuzz.distance, rapidfuzz.fuzz, rapidfuzz.process
touched = []
def audit(event, args):
    if event == "open" and not str(args[0]).endswith((".py", ".pyc", ".so")) or event.startswith(("socket.", "subprocess.", "sqlite3.")):
        touched.append(f"{event} {args[:1]}")
sys.addaudithook(audit)
for name in sys.argv[1:]:
    __import__(name)
print("\\n".join(touched))
"""


def test_importing_the_pure_rooms_opens_nothing_but_code() -> None:
    names = [".".join(path.relative_to(SOURCE.parent).with_suffix("").parts).removesuffix(".__init__") for path in modules()]
    run = subprocess.run([sys.executable, "-c", _IMPORT_ALL, *names], capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stderr
    assert run.stdout.strip() == ""
