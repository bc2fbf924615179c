"""Does a history of prices become usual prices, row for row accounted for, and does a price far from them become a fact?"""

from __future__ import annotations

from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from enduse.errors import Refused, UsageError
from enduse.facts.goods_text import priced
from enduse.goods.unit_values import UnitValues
from enduse.model.nouns import GoodsLine
from enduse.run import goods_values

HEAD = "hs_code,value,currency,weight_kg,quantity,unit\n"


def written(folder: Path, text: str) -> str:
    path = folder / "history.csv"
    path.write_text(text, encoding="utf-8")
    return str(path)


def test_every_row_is_used_or_refused_with_its_line(tmp_path: Path) -> None:
    good = "".join(f"854231,{1000 + i},EUR,10,100,pcs\n" for i in range(9))
    loaded = goods_values.add(
        tmp_path / "home", written(tmp_path, HEAD + good + "8542,5,EUR,1,,\n854231,-1,EUR,1,,\n854231,5,,1,,\n854231,5,EUR,,,\n"), id=None, currency=None
    )
    assert (loaded.id, loaded.rows, loaded.used, loaded.observations) == ("history", 13, 9, 18)
    assert [(fault.line, fault.column) for fault in loaded.rejected] == [(11, "code"), (12, "value"), (13, "currency"), (14, "weight")]


def test_origins_are_kept_and_no_country_is_refused(tmp_path: Path) -> None:
    home = tmp_path / "home"
    rows = "".join(f"848210,{1000 + i},EUR,10,China\n" for i in range(8)) + "848210,9000,EUR,10,\n848210,9000,EUR,10,Utopia\n"
    loaded = goods_values.add(home, written(tmp_path, "hs_code,value,currency,weight_kg,origin\n" + rows), id="own", currency=None)
    assert (loaded.used, [(fault.line, fault.column) for fault in loaded.rejected]) == (9, [(11, "origin")])
    table = goods_values.compile_values(goods_values.histories(home))["goods.unit_values"].to_pylist()
    assert [(row["origin"], row["count"]) for row in table] == [(None, 9), ("CN", 8)]


def test_a_history_written_before_origins_were_kept_is_still_read(tmp_path: Path) -> None:
    folder = tmp_path / "goods" / "values"
    folder.mkdir(parents=True)
    pq.write_table(pa.table({"hs6": ["848210"], "currency": ["EUR"], "unit": ["KGM"], "price": [5.0]}), folder / "old.parquet")
    assert goods_values.histories(tmp_path)["old"].to_pylist() == [{"hs6": "848210", "origin": None, "currency": "EUR", "unit": "KGM", "price": 5.0}]


def test_a_price_is_set_against_the_history_of_its_subheading(tmp_path: Path) -> None:
    home = tmp_path / "home"
    goods_values.add(home, written(tmp_path, HEAD + "".join(f"854231,{1000 + i},EUR,10,,\n" for i in range(9))), id="own", currency=None)
    usual = UnitValues(goods_values.compile_values(goods_values.histories(home))["goods.unit_values"])
    line = GoodsLine(hs_code="85423100", value="20", currency="EUR", weight_kg="10")
    deviation = usual.deviation("854231", "EUR", priced(line))
    assert deviation is not None and deviation < -5
    goods_values.remove(home, "own")
    assert goods_values.compile_values(goods_values.histories(home)) == {}


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("value,currency,weight_kg\n1,EUR,1\n", "no column for the code"),
        ("hs_code,value,currency\n854231,1,EUR\n", "no column weight_kg"),
        ("hs_code,value,weight_kg\n854231,1,1\n", "--currency"),
    ],
)
def test_a_missing_column_is_named(tmp_path: Path, text: str, says: str) -> None:
    with pytest.raises(UsageError, match=says):
        goods_values.add(tmp_path / "home", written(tmp_path, text), id=None, currency=None)


def test_a_file_without_a_usable_row_is_refused(tmp_path: Path) -> None:
    with pytest.raises(Refused, match="no code of six digits"):
        goods_values.add(tmp_path / "home", written(tmp_path, HEAD + "85,1,EUR,1,,\n"), id=None, currency=None)


def test_an_unknown_history_is_told(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="held are none"):
        goods_values.remove(tmp_path, "nothing")
