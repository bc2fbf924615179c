"""Can the question be answered without loading the program? `enduse --version` can."""

from __future__ import annotations

import sys


def main() -> None:
    """Entry point of the `enduse` command; everything but the version is `cli.app`'s."""
    if sys.argv[1:] == ["--version"]:
        from enduse import __version__

        sys.stdout.write(f"enduse {__version__}\n")
        return
    from enduse.cli.app import main as run

    run()


if __name__ == "__main__":
    main()
