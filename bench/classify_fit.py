"""Which weights and curves make the classification of goods by text right most often, and right as often as it says?

    python bench/classify_fit.py ../shared/data/goods/hs_text_dev.csv [--texts cn.csv] [--rounds 2]

Fits `goods.text.weights` by coordinate search on the likelihood of the right codes, then the curves of stated probabilities by isotonic regression (pool adjacent
violators), on the development products and the development half of tests/goods/texts.tsv; prints both as they stand in `goods/calibrate.py`. The test half is not read.
Figures "by halves" are of weights and curves fitted on the other half of the products.
"""

from __future__ import annotations

import argparse
import csv
import datetime as dt
import hashlib
import math
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

import numpy as np

from enduse.goods.calibrate import WEIGHTS, written
from enduse.goods.classify import Classifier
from enduse.goods.lexicon import Found
from enduse.goods.wording import Wording, read
from enduse.run import goods_texts
from enduse.run.prepare import _starter, compile_basis

OWN = Path(__file__).resolve().parents[1] / "tests" / "goods" / "texts.tsv"
DAY = (dt.date(2026, 7, 1) - dt.date(1970, 1, 1)).days
FIXED = ("code6", "code4", "code2", "hint")
STEPS = (0.6, 0.8, 1.25, 1.6)
PULL = 0.02
"""How much a weight is held to where it started, per squared logarithm: a few hundred texts cannot move thirty numbers freely."""


class Row(NamedTuple):
    """One text read once. `code`: the right code, of 4 or 6 digits."""

    wording: Wording
    found: Found
    code: str
    product: bool
    controlled: bool | None
    half: int


def half(key: str) -> int:
    """0 or 1, for ever: development and test of our texts, the two halves of products."""
    return int(hashlib.sha256(key.encode()).hexdigest(), 16) % 2


def rows(products: Path, classifier: Classifier) -> list[Row]:
    """Development products, and the development half of our texts."""
    made = []
    with products.open(encoding="utf-8", newline="") as stream:
        for row in csv.DictReader(stream):
            wording = read(f"{row['title']} {row['category_path']} {row['attributes_json']}")
            made.append(Row(wording, classifier.lexicon.find(wording), row["gold_hs6"], True, None, half(row["id"])))
    with OWN.open(encoding="utf-8", newline="") as stream:
        for row in csv.DictReader(stream, delimiter="\t", quoting=csv.QUOTE_NONE):
            if half(row["goods"]) == 0:
                wording = read(row["text"])
                found = classifier.lexicon.find(wording, turkish=row["lang"] == "tr")
                made.append(Row(wording, found, row["hs"], False, row["basket"] != "none", half(row["text"])))
    return made


def chances(classifier: Classifier, row: Row) -> tuple[np.ndarray, float]:
    """Probabilities of the subheadings, and that the text points into controlled goods."""
    reading = classifier.weigh(row.wording, row.found)
    probabilities = classifier.probabilities(reading)
    return probabilities, classifier.pointing(reading, probabilities, DAY)[0] if row.controlled is not None else 0.0


def loss(classifier: Classifier, some: Sequence[Row]) -> float:
    """Mean of minus the logarithms of the chances given to what is right; products and our texts weigh alike."""
    total = {True: 0.0, False: 0.0}
    for row in some:
        probabilities, controlled = chances(classifier, row)
        right = (
            [i for i, code in enumerate(classifier.retriever.codes) if code.startswith(row.code)]
            if len(row.code) < 6
            else [classifier.retriever.place.get(row.code, -1)]
        )
        heading = (
            np.flatnonzero(classifier.retriever.heading == classifier.retriever.headings.index(row.code[:4]))
            if row.code[:4] in classifier.retriever.headings
            else []
        )
        own = float(probabilities[right].sum()) if -1 not in right else 1.0
        total[row.product] -= 0.5 * math.log(own + 1e-4) + 0.5 * math.log(float(probabilities[heading].sum()) + 1e-4)
        if row.controlled is not None:
            total[False] -= math.log(min(1.0, (controlled if row.controlled else 1 - controlled) + 1e-3))
    moved = sum(math.log(classifier.weights[name] / WEIGHTS[name]) ** 2 for name in WEIGHTS if name not in FIXED)
    return sum(total[kind] / max(1, sum(row.product == kind for row in some)) for kind in (True, False)) + PULL * moved


def fit(classifiers: Sequence[Classifier], some: Sequence[Row], rounds: int) -> dict[str, float]:
    """Weights, one after the other moved by steps for as long as that helps with every set of texts."""
    weights = dict(WEIGHTS)

    def worth(tried: dict[str, float]) -> float:
        for classifier in classifiers:
            classifier.weights = tried
        return sum(loss(classifier, some) for classifier in classifiers)

    best = worth(weights)
    for _ in range(rounds):
        for name in WEIGHTS:
            if name in FIXED:
                continue
            for step in STEPS:
                tried = {**weights, name: float(f"{weights[name] * step:.3g}")}
                value = worth(tried)
                if value < best - 1e-4:
                    best, weights = value, tried
        print(f"loss {best:.4f}", flush=True)
    return weights


def isotonic(points: Sequence[tuple[float, bool]], bins: int = 12) -> list[tuple[float, float]]:
    """Knots (raw, share right), ascending in both: means of equal bins, then pool adjacent violators; a bin is held to its neighbours by two of each kind."""
    ordered = sorted(points)
    blocks = [
        [float(np.mean([p for p, _ in part])), sum(right for _, right in part) + 2 * float(np.mean([p for p, _ in part])), len(part) + 2.0]
        for part in np.array_split(np.array(ordered, dtype=object), bins)
        if len(part)
    ]
    pooled: list[list[float]] = []
    for raw, right, count in blocks:
        pooled.append([raw * count, right, count])
        while len(pooled) > 1 and pooled[-2][1] / pooled[-2][2] >= pooled[-1][1] / pooled[-1][2]:
            last = pooled.pop()
            pooled[-1] = [a + b for a, b in zip(pooled[-1], last, strict=True)]
    knots = [(block[0] / block[2], block[1] / block[2]) for block in pooled]
    return [(0.0, 0.0), *knots, (1.0, knots[-1][1])]


def tops(classifier: Classifier, row: Row) -> dict[str, tuple[float, bool]]:
    """Of each level, the chance of the likeliest code, and whether it is right."""
    probabilities, _ = chances(classifier, row)
    r = classifier.retriever
    said = {}
    best = r.codes[int(np.argmax(probabilities))]
    if len(row.code) == 6:
        said["hs6"] = (float(probabilities.max()), best == row.code)
    for level, of, codes, width in (("hs4", r.heading, r.headings, 4), ("hs2", r.chapter, r.chapters, 2)):
        summed = np.bincount(of, weights=probabilities, minlength=len(codes))
        said[level] = (float(summed.max()), codes[int(np.argmax(summed))] == row.code[:width])
    return said


def error(points: Sequence[tuple[float, bool]], bins: int = 10) -> float:
    """Expected calibration error over ten bins of equal width."""
    wrong = 0.0
    for i in range(bins):
        part = [(p, right) for p, right in points if i / bins <= p < (i + 1) / bins or (i == bins - 1 and p == 1.0)]
        if part:
            wrong += abs(sum(p for p, _ in part) - sum(right for _, right in part))
    return wrong / max(1, len(points))


def classifiers(texts: Path | None) -> list[Classifier]:
    """One with the texts of the Harmonized System alone, one with those of the user besides."""
    records, row = _starter()
    made = [Classifier(compile_basis(records, [row]))]
    if texts is not None:
        with tempfile.TemporaryDirectory() as home:
            goods_texts.add(Path(home), str(texts), id="cn")
            made.append(Classifier(compile_basis(records, [row], texts=goods_texts.texts(Path(home)))))
    return made


def main() -> None:
    """Fit and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("products", type=Path)
    parser.add_argument("--texts", type=Path)
    parser.add_argument("--rounds", type=int, default=2)
    parser.add_argument("--keep", action="store_true", help="keep the weights; fit the curves alone")
    given = parser.parse_args()
    asked = classifiers(given.texts)
    some = rows(given.products, asked[0])
    weights = dict(WEIGHTS) if given.keep else fit(asked, some, given.rounds)
    print("weights", written(weights))
    for classifier in asked:
        classifier.weights = weights
    found = [(row.half, tops(classifier, row)) for classifier in asked for row in some if row.product] + [
        (row.half, tops(asked[-1], row)) for row in some if not row.product
    ]
    for level in ("hs6", "hs4", "hs2"):
        points = [(which, said[level]) for which, said in found if level in said]
        knots = isotonic([point for _, point in points])
        crossed = []
        for which in (0, 1):
            x, y = zip(*isotonic([point for other, point in points if other != which]), strict=True)
            crossed += [(float(np.interp(p, x, y)), right) for other, (p, right) in points if other == which]
        print(
            level,
            " ".join(f"{raw:.3f}:{share:.3f}" for raw, share in knots),
            f"# error by halves {error(crossed):.3f}, raw {error([p for _, p in points]):.3f}, n {len(points)}",
        )


if __name__ == "__main__":
    main()
