"""Does the wheel hold everything that the program needs, and nothing else?"""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

from enduse import native
from enduse.native.state import STATE

ROOT = Path(__file__).resolve().parents[2]


def test_the_wheel_holds_code_data_and_licence_and_nothing_else(tmp_path: Path) -> None:
    subprocess.run([sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(tmp_path)], cwd=ROOT, check=True, capture_output=True)
    (wheel,) = tmp_path.glob("*.whl")
    names = set(zipfile.ZipFile(wheel).namelist())
    source = {p.relative_to(ROOT / "src").as_posix() for p in (ROOT / "src" / "enduse").rglob("*") if p.is_file() and "__pycache__" not in p.parts}
    assert source - names == set()
    assert {name for name in names - source if ".dist-info/" not in name} == set()
    assert any(name.endswith("licenses/LICENSE") for name in names) and any(name.endswith("licenses/NOTICE") for name in names)


def test_loops_are_signed_as_they_stand() -> None:
    """A change to a loop is compiled, and with it signed, before it is committed: `python hatch_build.py`."""
    loops = ROOT / "src" / "enduse" / "native"
    files = [*sorted(loops.glob("*.pyx")), *sorted(loops.glob("*.pxd"))]
    assert int(hashlib.sha256(b"\0".join(path.read_bytes() for path in files)).hexdigest()[:15], 16) == STATE


def test_what_was_compiled_of_other_loops_is_not_used(tmp_path: Path) -> None:
    shutil.copytree(ROOT / "src" / "enduse", tmp_path / "enduse", ignore=shutil.ignore_patterns("data", "__pycache__"))
    ask = [sys.executable, "-P", "-c", "from enduse import native; print(native.__file__, native.BUILT, native.on)"]
    there = {**os.environ, "PYTHONPATH": str(tmp_path)}
    assert str(native.BUILT) in subprocess.run(ask, check=True, capture_output=True, text=True, env=there).stdout
    state = tmp_path / "enduse" / "native" / "state.py"
    state.write_text(state.read_text().replace(f"0x{STATE:X}", "0x1"))
    told = subprocess.run(ask, check=True, capture_output=True, text=True, env=there).stdout
    assert told.startswith(str(tmp_path)) and told.endswith("False False\n")
