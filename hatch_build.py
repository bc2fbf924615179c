"""How do the loops of `enduse.native` become machine code when enduse is installed?

Run as a program it compiles them where they stand: `python hatch_build.py`, with `--checked` so that every place outside an array raises (slow: for tests of the loops themselves).
Without a C compiler nothing is compiled and nothing is missing: the same work is done in numpy, with the same results, more slowly.
"""

from __future__ import annotations

import argparse
import hashlib
import os
import shutil
from pathlib import Path
from sysconfig import get_config_var
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

ROOT = Path(__file__).resolve().parent
LOOPS = ROOT / "src" / "enduse" / "native"
WORK = ROOT / "build" / "native"
SUFFIX = str(get_config_var("EXT_SUFFIX"))
LINKED = WORK / "linked"
BUILT = WORK / f"built{SUFFIX}.txt"
"""Of which state of the loops the modules beside them are."""
STATE = LOOPS / "state.py"
SHARED = "enduse.native._shared"
"""What the compiled loops have in common, made by Cython."""
WITHOUT = "ENDUSE_WITHOUT_COMPILER"
"""Set to anything, it leaves the loops uncompiled."""


def sources() -> list[Path]:
    """The loops."""
    return sorted(LOOPS.glob("*.pyx"))


def state() -> int:
    """What tells one state of the loops from another."""
    return int(hashlib.sha256(b"\0".join(path.read_bytes() for path in (*sources(), *sorted(LOOPS.glob("*.pxd"))))).hexdigest()[:15], 16)


def sign() -> None:
    """Write down in `enduse.native.state` of which state the loops are: what is compiled of another is not used."""
    text = STATE.read_text(encoding="utf-8")
    told = f"{text[: text.index('STATE: Final')]}STATE: Final = 0x{state():X}\n"
    if told != text:
        STATE.write_text(told, encoding="utf-8")


def is_built() -> bool:
    """Whether the modules beside the loops are these loops compiled for this Python."""
    whole = all((LOOPS / (stem + SUFFIX)).exists() for stem in ("_shared", *(path.stem for path in sources())))
    return whole and BUILT.exists() and BUILT.read_text(encoding="ascii").strip() == made_of()


def made_of() -> str:
    """The state of the loops and of how they are compiled."""
    return f"{state():x} {hashlib.sha256(Path(__file__).read_bytes()).hexdigest()}"


def clear() -> None:
    """Take away what was compiled for this Python, so that nothing stale is run."""
    for path in (BUILT, *LOOPS.glob(f"*{SUFFIX}")):
        path.unlink(missing_ok=True)


def build(*, checked: bool = False) -> None:
    """Every loop to a module beside it; raises what the compiler raises."""
    from Cython.Build import cythonize  # here because only who compiles needs them
    from setuptools import Distribution, Extension
    from setuptools.command.build_ext import build_ext

    clear()
    shutil.rmtree(LINKED, ignore_errors=True)
    sign()
    directives = {"language_level": 3, "boundscheck": checked, "wraparound": False, "cdivision": not checked, "initializedcheck": checked}
    flags = [] if os.name == "nt" else ["-O1", "-g0"]
    before = Path.cwd()
    os.chdir(ROOT)  # setuptools wants paths that are relative
    try:
        extensions = [Extension(f"enduse.native.{path.stem}", [path.relative_to(ROOT).as_posix()], extra_compile_args=flags) for path in sources()]
        for extension in extensions:
            if extension.name.endswith(".made"):
                extension.define_macros = [("ENDUSE_STATE", f"{state():#x}ull")]
        extensions.append(Extension(SHARED, [], extra_compile_args=flags))
        made = cythonize(
            extensions,
            build_dir=str(WORK),
            compiler_directives=directives,
            force=True,
            quiet=True,
            nthreads=os.cpu_count() or 1,
            shared_utility_qualified_name=SHARED,
        )
        command = build_ext(Distribution({"name": "enduse", "package_dir": {"": "src"}, "ext_modules": made}))
        command.force, command.build_temp, command.build_lib = True, str(WORK), str(LINKED)
        command.parallel = os.cpu_count()
        command.ensure_finalized()
        command.run()
    finally:
        os.chdir(before)
    for path in LINKED.glob(f"enduse/native/*{SUFFIX}"):  # whole, or not there: half a module would end the process that loads it
        path.replace(LOOPS / path.name)
    if not checked:
        BUILT.write_text(made_of() + "\n", encoding="ascii")


class Compiled(BuildHookInterface[Any]):
    """Compiles the loops before a wheel or an editable installation is made, where there is a compiler."""

    PLUGIN_NAME = "custom"

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Called by hatchling; tells it that the wheel is for this platform if something is compiled."""
        if self.target_name != "wheel":
            return
        if os.environ.get(WITHOUT):
            clear()
            return
        try:
            if not is_built():
                build()
        except (Exception, SystemExit) as error:  # noqa: BLE001 - a compiler that is missing or strange may raise anything
            clear()
            self.app.display_warning(f"The loops of enduse.native were not compiled ({error}). All works, but matching takes twice as long. Install again once there is a C compiler and a folder that may be written.")  # fmt: skip
            return
        build_data["artifacts"] += [f"src/enduse/native/*{SUFFIX}"]
        build_data["pure_python"] = False
        build_data["infer_tag"] = True


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description="Compile the loops of enduse.native where they stand.")
    parser.add_argument("--checked", action="store_true", help="check every place in every array: slow, for tests of the loops themselves")
    build(checked=parser.parse_args().checked)
    print(f"Compiled: {', '.join(path.stem for path in sources())}")
