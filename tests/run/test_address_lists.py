"""Is a listed address found without a name, however it is written, and does it ask for a person without ever blocking?"""

from __future__ import annotations

import csv
import json
import subprocess
import sys
from pathlib import Path

import pytest

MAPPING = """format = 1
id = "places"
title = "Addresses that many firms share"
[rows]
nameless = true
[entity]
kind = "address"
[[address]]
text = "{Address}"
[listing]
id = "{hash}"
regime = "US"
authority = "US-BIS"
act = "Entity List"
programme = "{What}"
effect = "licence_needed"
"""
LIST = (
    ("Address", "What"),
    ("Flat/Rm 1205, 12/F, Wah Ming Tower, 24-34 Hennessy Road, Wan Chai, Hong Kong", "diversion"),
    ("Unit 7, 3rd Floor, 41 Teplichnaya Street, Bishkek, Kyrgyzstan", "forwarder"),
    ("广东省深圳市福田区华强北路12号赛格广场B座1607室", "mass-registration"),
)
ASKED = {
    "same": "RM 1205 12/F WAH MING TOWER 24-34 HENNESSY RD WANCHAI HK",
    "next": "Room 803, Wah Ming Tower, 28 Hennessy Road, Hong Kong",
    "forwarder": "г. Бишкек, ул. Тепличная, д. 41, 3 эт., пом. 7",
    "pinyin": "Room 1607, Block B, No. 12, Huaqiang North Road, Futian District, Shenzhen",
    "other": "Room 1205, 12/F, Wah Ming Tower, 124 Hennessy Road, Wan Chai, Hong Kong",
    "town": "Wan Chai, Hong Kong",
}


def _enduse(home: Path, *args: str) -> int:
    command = [sys.executable, "-m", "enduse.cli.start", *args, "--home", str(home)]
    done = subprocess.run(command, check=False, capture_output=True, text=True, timeout=300)
    print(done.stdout, done.stderr)
    return done.returncode


@pytest.fixture(scope="module")
def decided(tmp_path_factory: pytest.TempPathFactory) -> dict[str, dict[str, object]]:
    folder = tmp_path_factory.mktemp("addresses")
    home = folder / "home"
    (folder / "places.toml").write_text(MAPPING, encoding="utf-8")
    with (folder / "places.csv").open("w", encoding="utf-8", newline="") as stream:
        csv.writer(stream).writerows(LIST)
    assert _enduse(home, "lists", "add", str(folder / "places.toml"), str(folder / "places.csv"), "--id", "places") == 0
    assert _enduse(home, "prepare") == 0
    rows = [
        {
            "id": key,
            "kind": "shipment",
            "date": "2026-05-04",
            "seller_name": "Rösterei Feldkamp GmbH",
            "seller_country": "DE",
            "consignee_name": "Lagune Stores",
            "consignee_country": "KG" if key == "forwarder" else "CN" if key == "pinyin" else "HK",
            "consignee_address": address,
            "goods_description": "laptops",
            "hs_code": "847130",
            "eccn": "5A992.c",
            "origin": "US",
            "ship_from": "DE",
            "ship_to": "KG" if key == "forwarder" else "CN" if key == "pinyin" else "HK",
        }
        for key, address in ASKED.items()
    ]
    with (folder / "book.csv").open("w", encoding="utf-8", newline="") as stream:
        writer = csv.DictWriter(stream, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)
    assert _enduse(home, "screen", str(folder / "book.csv"), "--out", str(folder / "out"), "--as-of", "2026-05-04", "--no-ledger") == 10
    lines = (folder / "out" / "decisions.ndjson").read_text(encoding="utf-8").splitlines()
    return {str(one["id"]): one for one in map(json.loads, lines)}


def _matches(decision: dict[str, object]) -> list[dict[str, object]]:
    found = decision["matches"]
    assert isinstance(found, list)
    return found


@pytest.mark.parametrize("key", ["same", "next", "forwarder", "pinyin"])
def test_a_listed_address_asks_for_a_review_with_its_listing_and_never_blocks(key: str, decided: dict[str, dict[str, object]]) -> None:
    (match,) = _matches(decided[key])
    assert (match["address_only"], match["band"], match["effect"]) == (True, "possible", "licence_needed")
    assert decided[key]["outcome"] == "review"
    assert "house.shared-address" in str(decided[key]["findings"])


def test_another_room_of_a_listed_address_scores_less_than_the_room(decided: dict[str, dict[str, object]]) -> None:
    same, beside = (_matches(decided[key])[0]["score"] for key in ("same", "next"))
    assert isinstance(same, int) and isinstance(beside, int)
    assert same > beside >= 800


@pytest.mark.parametrize("key", ["other", "town"])
def test_another_house_and_the_town_alone_match_nothing(key: str, decided: dict[str, dict[str, object]]) -> None:
    assert not _matches(decided[key])


@pytest.mark.parametrize(("key", "true"), [("forwarder", True), ("pinyin", True), ("same", False)])
def test_the_programme_of_the_row_says_that_many_firms_share_the_address(key: str, true: bool, decided: dict[str, dict[str, object]]) -> None:
    assert ("house.address-shared" in str(decided[key]["findings"])) is true
