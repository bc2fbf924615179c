"""Does the compiled loop make the same keys of an address as Python does?"""

from __future__ import annotations

import re

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from enduse import native
from enduse.run.romanise_table import romanise_table
from enduse.text import addresses
from enduse.text.address_han import is_han_address, may_be_anchored, read_han
from enduse.text.address_keys import place_keys
from enduse.text.address_tokens import _HINTS, _SAID_OTHERWISE, SIGNS, said_otherwise
from enduse.text.addresses import asked_keys, asked_keys_of
from enduse.text.romanise import Romaniser

pytestmark = pytest.mark.skipif(not native.BUILT, reason="nothing is compiled here")
ROMANISER = Romaniser(romanise_table())
PARTS = st.sampled_from(
    "ul. 12 , ; / - d. korp. street office 4 0016 123456 1234567 12-14 3 - 9 st. Москва д. вул. і Straße İzmir Łódź 北京市 路 号 № no box p.o. o b b-r pr-kt r - n # 12-3a h. no km c/o 1012 AB New York road town kowloon deira rostov donu "
    "tower house plaza spb HK vn. ter. g. petersburg st s territory ground floor ' ` ’ é É ß \n \t \x00 \x1c \u200b \u00a0 \u3000 ½ ² _ ٣ ул rоsа \ud800 e\u0301 ﬁ ſ K Σ".split(
        " "
    )
)
TEXTS = (
    st.lists(PARTS, max_size=24).map(" ".join) | st.lists(PARTS, max_size=24).map("".join) | st.text(max_size=60) | st.text("ab po.x-/,#019 \n'", max_size=40)
)
HOSTILE = (
    "", " ", "\n", "'", " ' ", "a" * 600, "7" * 600, "ab " * 900, "щ" * 600, "shchi " * 400, "7 " * 40, "12-14 " * 30, "new york " * 40, "\ud800", "a\udfffb", "0 00 000", " , ,  ,", "a   \n  b", "\x00 \x00",
    "12 rоad", "100 a-1 2-", "a b c " * 20, "12 alpha beta gamma delta epsilon zeta theta iota kappa lambda sigma omega", "1 2 3 4 5 6 7 8 king street", "New York New York tower",
)  # fmt: skip


@settings(max_examples=200, deadline=None)
@given(TEXTS)
def test_an_address_has_the_same_keys(text: str) -> None:
    _same([text])


@settings(max_examples=150, deadline=None)
@given(
    st.lists(
        st.sampled_from("北京 市 區 区 路 12 三 甲 号 號 院 楼 樓 层 室 房 栋 座 单元 單元 廣場 中心 工业园 厂 信箱 大厦 县 长春 香港 100080 a - 之".split()),
        max_size=9,
    ).map("".join)
)
def test_an_address_in_chinese_characters_without_what_names_a_house_has_no_keys(text: str) -> None:
    low = addresses._small(text)
    if is_han_address(low) and not may_be_anchored(low, ROMANISER):
        assert not place_keys(read_han(low, ROMANISER))


def test_hostile_addresses_have_the_same_keys_one_by_one_and_together() -> None:
    _same([*HOSTILE, *HOSTILE])


def test_words_met_before_and_forgotten_change_nothing() -> None:
    made = [f"{at} street{chr(97 + at % 26)}{'bcdefghklm'[at // 26 % 10]}{'xyz'[at % 3]} {'kowloon deira moscow'.split()[at % 3]}" for at in range(800)]
    _same(made)
    addresses._compiled.cache_clear()
    _same(made[::-1])


@settings(max_examples=150, deadline=None)
@given(st.lists(PARTS | st.sampled_from([sign.replace("_", " ").replace("0", "7").replace("A", "x") for sign in SIGNS]), max_size=12).map("".join))
@example("12 po box 3, jakob st. petersburg")
def test_what_is_said_otherwise_has_a_sign(text: str) -> None:
    latin = addresses._latin(addresses._small(text), ROMANISER)
    told = latin
    for pattern, instead, signs in _SAID_OTHERWISE:
        assert not pattern.search(told) or any(_sign(sign).search(told) for sign in signs), (told, pattern)
        told = pattern.sub(instead, told)
    assert said_otherwise(latin) == (told if _HINTS.search(latin) else latin)


def _sign(sign: str) -> re.Pattern[str]:
    return re.compile(re.escape(sign).replace("_", r"\b").replace("0", "[0-9]").replace("A", "[a-z]"))


def _same(texts: list[str]) -> None:
    keys, many = asked_keys_of(texts, ROMANISER)
    apart = [asked_keys(text, ROMANISER) for text in texts]
    with native.left_out():
        plain = [asked_keys(text, ROMANISER) for text in texts]
    assert apart == plain
    assert many.tolist() == [len(some) for some in plain]
    ends = many.cumsum().tolist()
    assert [set(keys[end - count : end].tolist()) for end, count in zip(ends, many.tolist(), strict=True)] == plain
