"""Are the words that speak of the goods found, and those that do not left out?"""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from enduse.goods import wording
from enduse.goods.wording import LEAF, PATH, TELLING, TITLE, read, stem

TITLE_PATH_ATTRIBUTES = (
    'Winter hoodie for men Women\'s Clothing > Tops > Hoodies {"Material":"Cotton","Origin":"Mainland China","Hign-concerned Chemical":"None"}'
)


def words(text: str) -> list[str]:
    return [word.text for word in read(text).words]


def test_what_says_nothing_of_the_goods_is_left_out() -> None:
    assert not {"mainland", "china", "none"} & set(words(TITLE_PATH_ATTRIBUTES))
    assert "cotton" in words(TITLE_PATH_ATTRIBUTES)


def test_title_path_and_attributes_are_told_apart() -> None:
    segments = {word.text: word.segment for word in read(TITLE_PATH_ATTRIBUTES).words}
    assert (segments["hoodie"], segments["clothing"], segments["hoodies"], segments["cotton"]) == (TITLE, PATH, LEAF, TELLING)


def test_what_a_thing_is_for_is_marked_until_the_clause_ends() -> None:
    marked = {word.text: word.purpose for word in read("housing for drone, black").words}
    assert marked == {"housing": False, "drone": True, "black": False}


def test_chinese_runs_are_parted_from_latin_letters() -> None:
    assert words("FPGA芯片") == ["fpga", "芯片"]


def test_part_numbers_keep_their_hyphens() -> None:
    assert [part for part, *_ in read("bearing 6205-2RS, xc7k325t-2ffg900i").parts] == ["6205-2RS", "XC7K325T-2FFG900I"]


def test_cyrillic_letters_in_a_part_number_are_read_as_the_latin_ones_they_look_like() -> None:
    assert [part for part, *_ in read("ХC7К325T").parts] == ["XC7K325T"]


def test_stems_meet_across_number_and_case() -> None:
    assert stem("batteries") == stem("battery")
    assert stem("подшипниками") == stem("подшипники")
    assert stem("glass") == "glass"


@given(st.text(max_size=200))
def test_every_word_stands_where_it_says(text: str) -> None:
    for word in read(text).words:
        assert wording.fold(text[word.start : word.end]) == word.text
