"""Does what people write lead into controlled goods where it should, and nowhere else; and do unseen products keep the floors?

`texts.tsv` is ours: goods (the unit of the split), basket (or none), the code meant, language, style, text. The half of a row follows from the hash of its goods;
lexicon and weights are tuned on the development half alone.
"""

from __future__ import annotations

import csv
import datetime as dt
import hashlib
from collections import Counter
from pathlib import Path

import numpy as np
import pytest

from enduse.basis import Basis as Content
from enduse.goods.classify import Candidates, Classifier
from enduse.run import goods_texts
from enduse.run.bases import Basis

DAY = (dt.date(2026, 7, 1) - dt.date(1970, 1, 1)).days
CHPL_CODES = 50


def rows() -> list[dict[str, str]]:
    with (Path(__file__).parent / "texts.tsv").open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream, delimiter="\t", quoting=csv.QUOTE_NONE))


def is_test(row: dict[str, str]) -> bool:
    return int(hashlib.sha256(row["goods"].encode()).hexdigest(), 16) % 2 == 1


@pytest.fixture(scope="module")
def answered(small_basis: Basis) -> list[tuple[dict[str, str], Candidates]]:
    classifier = Classifier.of(small_basis)
    return [(row, classifier.classify(row["text"], day=DAY)) for row in rows()]


def test_every_code_of_the_common_list_is_written_ten_ways() -> None:
    styles = Counter((row["goods"], "euphemism" in row["style"]) for row in rows() if row["goods"].startswith("chpl-"))
    assert len({goods for goods, _ in styles}) == CHPL_CODES
    assert {goods: count for (goods, hidden), count in styles.items() if hidden and count < 4} == {}
    assert {goods: count for (goods, hidden), count in styles.items() if not hidden and count < 4} == {}
    assert set(Counter(row["lang"] for row in rows())) == {"en", "ru", "zh", "tr"}


@pytest.mark.parametrize("half", ["development", "test"])
def test_texts_of_controlled_goods_are_found_and_others_left_alone(answered: list[tuple[dict[str, str], Candidates]], small_basis: Basis, half: str) -> None:
    least = Classifier.of(small_basis).controlled_from
    some = [(row["basket"] != "none", answer.controlled >= least) for row, answer in answered if is_test(row) == (half == "test")]
    found = sum(controlled and said for controlled, said in some)
    recall, precision = found / sum(controlled for controlled, _ in some), found / sum(said for _, said in some)
    assert recall >= 0.92
    assert precision >= 0.95


def error(points: list[tuple[float, bool]]) -> float:
    """Expected calibration error over ten bins of equal width."""
    bins = [[(p, right) for p, right in points if min(int(p * 10), 9) == i] for i in range(10)]
    return sum(abs(sum(p for p, _ in some) - sum(right for _, right in some)) for some in bins) / len(points)


def stated(answered: list[tuple[dict[str, str], Candidates]]) -> list[tuple[float, bool]]:
    return [(answer[0].probability_hs4, answer[0].hs4 == row["hs"][:4]) for row, answer in answered if answer and is_test(row)]


def test_stated_probabilities_are_right_as_often_as_they_say(answered: list[tuple[dict[str, str], Candidates]]) -> None:
    assert error(stated(answered)) <= 0.08


@pytest.mark.shared
def test_stated_probabilities_hold_with_long_texts_on_which_no_curve_was_fitted(
    answered: list[tuple[dict[str, str], Candidates]], small_basis: Basis, shared: Path
) -> None:
    """Curves of long texts were fitted on the other half of the products, which nobody read while the lexicon was written; within it, of texts not fitted on, the error is .067 for
    chapters and .084 for headings and subheadings, where perfect statements measure .086 to .096 (`bench/classify_fit.py --keep`). Here are those that were read: they are right more often than unread ones (.705 of
    headings, not .551), so that curves for unread texts say too little of them. Of 88 texts in ten bins even a perfect statement of chances measures .10 on average and .14 one
    time in twenty, so that long texts alone cannot show less."""
    classifier = Classifier.of(small_basis)
    long = []
    with (shared / "goods" / "hs_text_dev.csv").open(encoding="utf-8", newline="") as stream:
        for row in csv.DictReader(stream):
            if int(hashlib.sha256(row["id"].encode()).hexdigest(), 16) % 2 == 0:
                best = classifier.classify(f"{row['title']} {row['category_path']} {row['attributes_json']}", day=DAY, limit=1)[0]
                long.append((best.probability_hs4, best.hs4 == row["gold_hs6"][:4]))
    assert error(long) <= 0.14
    assert error([*stated(answered), *long]) <= 0.05


def measured(classifier: Classifier, products: list[dict[str, str]]) -> tuple[float, float, float]:
    """Shares of products whose chapter is first, whose heading and whose subheading is among the first five."""
    r = classifier.retriever
    right = np.zeros(3)
    for row in products:
        chances = classifier.probabilities(classifier.read(f"{row['title']} {row['category_path']} {row['attributes_json']}"))
        headings = np.bincount(r.heading, weights=chances, minlength=len(r.headings))
        chapters = np.bincount(r.chapter, weights=chances, minlength=len(r.chapters))
        gold = row["gold_hs6"]
        right += (
            r.chapters[int(np.argmax(chapters))] == gold[:2],
            gold[:4] in [r.headings[i] for i in np.argsort(-headings)[:5]],
            gold in [r.codes[i] for i in np.argsort(-chances)[:5]],
        )
    return tuple(right / len(products))  # type: ignore[return-value]  # three of them


@pytest.mark.shared
def test_shop_products_keep_the_floors(small_basis: Basis, shared: Path) -> None:
    with (shared / "goods" / "hs_text_dev.csv").open(encoding="utf-8", newline="") as stream:
        products = [
            row for row in csv.DictReader(stream) if int(hashlib.sha256(row["id"].encode()).hexdigest(), 16) % 2
        ]  # the half not read while the lexicon was written
    alone = measured(Classifier.of(small_basis), products)
    assert all(figure >= floor for figure, floor in zip(alone, (0.58, 0.62, 0.42), strict=True)), alone


@pytest.mark.shared
def test_texts_of_the_combined_nomenclature_keep_the_floors(small_basis: Basis, shared: Path, tmp_path: Path) -> None:
    loaded = goods_texts.add(tmp_path, str(shared / "goods" / "cn_nomenclature-en.csv"), id="cn")
    assert (loaded.texts, loaded.rejected) == (loaded.rows, ())
    content = Content({**small_basis.tables, **goods_texts.compile_texts(goods_texts.texts(tmp_path))})
    with (shared / "goods" / "hs_text_dev.csv").open(encoding="utf-8", newline="") as stream:
        products = [row for row in csv.DictReader(stream) if int(hashlib.sha256(row["id"].encode()).hexdigest(), 16) % 2]
    figures = measured(Classifier(content), products)
    assert all(figure >= floor for figure, floor in zip(figures, (0.62, 0.72, 0.52), strict=True)), figures
