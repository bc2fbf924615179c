"""Which of the `goods` commands was asked for? Arguments in, exit code out; `cli.goods` does the rest."""

from __future__ import annotations

from typing import Annotated

from cyclopts import App, Parameter

from enduse.cli.options import Home

goods = App(name="goods", help="Control lists and nomenclatures: which codes they hold, and the texts that goods are looked up in.")


@goods.command(name="texts")
def goods_texts(*, home: Home = None) -> int:
    """Show the texts of nomenclatures that goods are looked up in."""
    from enduse.cli import goods as told

    return told.texts(home)


@goods.command(name="add-texts")
def goods_add_texts(
    path: Annotated[str, Parameter(help="A table (CSV, TSV, XLSX, Parquet) with a code and a description per row; optional: language, hier_pos or level.")],
    *,
    id: Annotated[str | None, Parameter(help="Name of the texts; default the name of the file. A newer file takes the place of the older.")] = None,
    lang: Annotated[str | None, Parameter(help="Language of the texts, if the file does not say.")] = None,
    home: Home = None,
) -> int:
    """Load texts of the Combined Nomenclature, TARIC or a national tariff, so that goods are found by their words too. Run `enduse prepare` afterwards."""
    from enduse.cli import goods as told

    return told.add_texts(path, id, lang, home)


@goods.command(name="remove-texts")
def goods_remove_texts(id: str, *, home: Home = None) -> int:
    """Take texts out of use and delete them."""
    from enduse.cli import goods as told

    return told.remove_texts(id, home)
