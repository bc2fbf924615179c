"""Does a text lead to the goods it means, in four languages, with evidence, controls and the right to say nothing?"""

from __future__ import annotations

import datetime as dt
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from enduse.errors import DefinitionError
from enduse.goods.classify import Candidates, Classifier, classify_texts
from enduse.goods.lexicon import COLUMNS, lexicon_table
from enduse.run.bases import Basis

DAY = (dt.date(2026, 7, 1) - dt.date(1970, 1, 1)).days


@pytest.fixture(scope="module")
def classifier(small_basis: Basis) -> Classifier:
    return Classifier.of(small_basis)


def top(classifier: Classifier, text: str, **given: str) -> str:
    return classifier.classify(text, day=DAY, **given)[0].hs6  # type: ignore[arg-type]  # code and lang are texts


@pytest.mark.parametrize(
    ("text", "hs6"),
    [
        ("CNC lathe CK6150, 3 axes", "845811"),
        ("токарный станок с ЧПУ", "845811"),
        ("数控车床", "845811"),
        ("CNC torna tezgahı", "845811"),
        ("микросхемы FPGA", "854239"),
        ("XC7K325T-2FFG900I 10 pcs", "854239"),
        ("конденсаторы танталовые 10 мкФ", "853221"),
        ("民用无人机 9 kg", "880623"),
        ("podshipnik sharikovyj", "848210"),
        ("tantalium capacitors smd", "853221"),
        ("sewing parts", "845290"),
        ("women cotton t-shirt", "610910"),
        ("dental mirrors", "901849"),
        ("зеркала стоматологические", "901849"),
        ("bathroom mirror", "700992"),
    ],
)
def test_the_text_leads_to_the_goods(classifier: Classifier, text: str, hs6: str) -> None:
    assert top(classifier, text) == hs6


@pytest.mark.parametrize(
    "text",
    [
        "drone bee honey",
        "toy helicopter for kids",
        "lathe-turned wooden bowl",
        "optical mouse usb",
        "bearing grease 400 g",
        "thermal socks",
        "sewing machine parts",
    ],
)
def test_words_shared_with_controlled_goods_do_not_make_goods_controlled(classifier: Classifier, text: str) -> None:
    assert classifier.classify(text, day=DAY).controlled < classifier.controlled_from


def test_material_decides_the_subheading(classifier: Classifier) -> None:
    assert top(classifier, "hoodie, cotton") == "611020"
    assert top(classifier, "hoodie, polyester") == "611030"


@pytest.mark.parametrize(
    ("text", "hs6"),
    [
        ("men's shirts of cotton", "620520"),
        ("men’s cotton shirts", "620520"),
        ("mens shirts, polyester", "620530"),
        ("women's cotton shirts", "620630"),
        ("men's knitted shirts of cotton", "610510"),
    ],
)
def test_material_and_wearer_count_within_the_name_of_the_thing_too(classifier: Classifier, text: str, hs6: str) -> None:
    assert top(classifier, text) == hs6


@pytest.mark.parametrize(
    ("text", "hs6"),
    [
        ("civil drone, take-off weight 9 kg", "880623"),
        ("民用无人机 9 kg", "880623"),
        ("гражданский дрон, взлётная масса 30 кг", "880624"),
        ("sivil drone, kalkış ağırlığı 6,5 kg", "880622"),
        ("quadcopter MTOW 249 g", "880621"),
        ("UAV, maximum take-off weight 7 kg", "880622"),
        ("fixed wing uav, takeoff weight 180 kg", "880629"),
        ("drones, net weight 9 kg", "880622"),
    ],
)
def test_the_mass_at_take_off_decides_the_subheading_of_a_drone(classifier: Classifier, text: str, hs6: str) -> None:
    assert top(classifier, text) == hs6


def test_what_cannot_be_used_of_code_and_language_is_told(classifier: Classifier) -> None:
    assert classifier.classify("drone", code="12a", lang="de", day=DAY).notes == (
        "the code is not used: not a code: 12a",
        "the language is not used: 'de' is not en, ru, zh or tr",
    )
    assert classifier.classify("drone", code="550199", day=DAY).notes == ("no edition of the Harmonized System holds the code 550199; only 5501 is used",)
    assert classifier.classify("drone", code="8806.22.00", lang="en", day=DAY).notes == ()


def test_the_evidence_stands_in_the_text(classifier: Classifier) -> None:
    text = "2 pcs ball screw SFU1605 used"
    said = [text[each.start : each.end] for each in classifier.classify(text, day=DAY)[0].evidence if each.kind == "lexicon"]
    assert "ball screw" in said
    assert "SFU1605" in said


def test_controls_are_those_of_the_date(classifier: Classifier) -> None:
    before = (dt.date(2015, 1, 1) - dt.date(1970, 1, 1)).days
    assert "chpl" in {touched.list_id for touched in classifier.classify("FPGA", day=DAY)[0].controls if touched.named}
    assert "chpl" not in {touched.list_id for touched in classifier.classify("FPGA", day=before)[0].controls}


def test_a_declared_code_is_evidence_and_the_text_still_speaks_for_itself(classifier: Classifier) -> None:
    alone = classifier.classify("electronic parts", day=DAY)
    told = classifier.classify("electronic parts", code="854231", day=DAY)
    assert told[0].hs6 == "854231"
    assert {one.hs6: one.text_probability for one in told}["854231"] == {one.hs6: one.probability for one in alone}.get("854231", told[0].text_probability)


@pytest.mark.parametrize(("text", "reason"), [("", "no-text"), ("   ", "no-text"), ("xyzzy qwrtp", "no-evidence")])
def test_a_text_that_says_nothing_gets_a_question(classifier: Classifier, text: str, reason: str) -> None:
    answer = classifier.classify(text, day=DAY)
    assert (list(answer), answer.abstained) == ([], reason)
    assert answer.question


@settings(max_examples=50, deadline=None)
@given(st.lists(st.text(max_size=60), max_size=4))
def test_many_texts_are_answered_as_one_by_one(small_basis: Basis, texts: list[str]) -> None:
    classifier = Classifier.of(small_basis)
    assert classify_texts(texts, classifier, day=DAY) == [classifier.classify(text, day=DAY) for text in texts]


@pytest.mark.parametrize("text", ["parts", "8542", "steel", "women cotton t-shirt", "电子元件"])
def test_a_longer_answer_begins_like_a_shorter_one(classifier: Classifier, text: str) -> None:
    longer = [one.hs6 for one in classifier.classify(text, day=DAY, limit=300)]
    assert len(longer) in (0, 300) and len(set(longer)) == len(longer)
    for limit in (1, 5, 40):
        assert [one.hs6 for one in classifier.classify(text, day=DAY, limit=limit)] == longer[:limit]


@settings(max_examples=50, deadline=None)
@given(st.text(max_size=120))
def test_probabilities_are_probabilities(small_basis: Basis, text: str) -> None:
    answer: Candidates = Classifier.of(small_basis).classify(text, day=DAY)
    for one in answer:
        assert 0 <= one.probability <= 1
        assert 0 <= one.probability_hs4 <= 1
        assert one.hs6.startswith(one.hs4)


def lexicon_row(**cells: str) -> str:
    row = {**dict.fromkeys(COLUMNS, ""), "en": "lathe", "hs": "845811", "role": "thing", **cells}
    return ",".join(COLUMNS) + "\n" + ",".join(row[name] for name in COLUMNS) + "\n"


@pytest.mark.parametrize(
    ("cells", "says"),
    [
        ({"role": "verb"}, "role 'verb'"),
        ({"en": ""}, "en is empty"),
        ({"hs": "84581"}, "no code"),
        ({"hs": "cnc=845811"}, "no row gives the attribute cnc"),
        ({"hs": "mas:7..25=845811"}, "no parameter"),
        ({"hs": "mass:7=845811"}, "parameter:low..high"),
        ({"hs": "mass:a..b=845811"}, "parameter:low..high"),
        ({"pattern": "(CK"}, "pattern"),
    ],
)
def test_a_faulty_row_of_the_lexicon_is_named(cells: dict[str, str], says: str) -> None:
    with pytest.raises(DefinitionError, match=says):
        lexicon_table(lexicon_row(**cells))


def test_a_word_said_very_often_takes_no_more_than_its_time(classifier: Classifier) -> None:
    began = time.process_time()
    assert classifier.classify("轴承" * 9000, day=DAY)[0].hs4 == "8482"
    assert time.process_time() - began < 3
