"""Does the mapping printed in the reference page work on the table printed beside it?"""

from __future__ import annotations

import re
from pathlib import Path

from enduse.lists.mapping import reader
from enduse.lists.mapping_definition import Definition
from enduse.lists.source import Source
from enduse.model.nouns import ListRecord

PAGE = (Path(__file__).parents[2] / "docs" / "reference" / "list-mappings.md").read_text(encoding="utf-8")


def test_the_example_of_the_page_reads_the_table_of_the_page() -> None:
    mapping, table = (re.search(rf"```{kind}\n(.*?)```", PAGE, re.DOTALL)[1] for kind in ("toml", "csv"))  # type: ignore[index]  # both blocks are in the page
    (record,) = reader(mapping, "house-watch.toml").read(Source.of({"parties.csv": table.encode()}), list_id="house-watch")
    assert isinstance(record, ListRecord) and record.warnings == ()
    assert {"Example Trading LLC", "OOO Primer", "ООО Пример", "Primer"} <= {name.text for name in record.entity.names}
    assert record.entity.countries == ("KG",) and record.listings[0].note == "Watched because of late answers"


def test_every_part_of_the_language_is_described() -> None:
    assert [name for name in Definition.__struct_fields__ if f"`{name}`" not in PAGE and f"[{name}" not in PAGE] == []
