"""Which weights and curves make the classification of goods by text right most often, and right as often as it says?

    python bench/classify_fit.py ../shared/data/goods/hs_text_dev.csv [--texts cn.csv] [--rounds 2]

Fits `goods.text.weights` by coordinate search on the likelihood of the right codes, then the curves of stated probabilities by Platt scaling, on the development products and the development half of tests/goods/texts.tsv; prints both as they stand in `goods/calibrate.py`. The test half is not read.
Errors are of texts that the curves were not fitted on. Curves of long texts rest on the half of the products that was not read while the lexicon was written.
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
FIXED = ("code6", "code4", "code2", "hint", "long")
STEPS = (0.7, 1.4)
GRID = (0.01, 0.03, 0.1, 0.2, 0.35, 0.5, 0.65, 0.8, 0.9, 0.95, 0.98, 0.99, 0.995, 0.998, 0.999)
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
        own = float(probabilities[classifier.retriever.under(row.code)].sum())
        heading = float(probabilities[classifier.retriever.under(row.code[:4])].sum())
        total[row.product] -= 0.5 * math.log(own + 1e-4) + 0.5 * math.log(heading + 1e-4)
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


def logistic(points: Sequence[tuple[float, bool]]) -> list[tuple[float, float]]:
    """Knots (raw, share right) of a logistic curve over the logarithm of the raw odds (Platt scaling), by Newton's method; a little pull keeps few points from a step."""
    x = np.array([odds(p) for p, _ in points])
    y = np.array([float(right) for _, right in points])
    design = np.stack([x, np.ones_like(x)], axis=1)
    start = np.array([0.3, 0.0])
    found = start.copy()
    pull = np.diag([4.0, 1.0])
    for _ in range(400):
        chance = 1 / (1 + np.exp(-design @ found))
        slope = design.T @ (y - chance) - pull @ (found - start)
        bend = (design * (chance * (1 - chance))[:, None]).T @ design + pull
        found = found + 0.1 * np.linalg.solve(bend, slope)  # short steps: from far off, whole ones overshoot
    return [
        (0.0, 0.0),
        *((p, float(1 / (1 + math.exp(-(found[0] * odds(p) + found[1]))))) for p in GRID),
        (1.0, float(1 / (1 + math.exp(-(found[0] * odds(1.0) + found[1]))))),
    ]


def odds(p: float) -> float:
    """Logarithm of the odds, within what a softmax over thousands tells apart."""
    p = min(max(p, 1e-4), 1 - 1e-4)
    return math.log(p / (1 - p))


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


def crossed(points: Sequence[tuple[float, bool]], folds: int = 5, repeats: int = 20) -> str:
    """Error of curves where they are asked of texts that they were not fitted on, with what perfect statements would measure on so few texts."""
    picked = np.random.default_rng(7)
    found: list[float] = []
    perfect: list[float] = []
    for _ in range(repeats):
        fold = picked.permutation(len(points)) % folds
        stated: list[tuple[float, bool]] = []
        for which in range(folds):
            x, y = zip(*logistic([point for point, other in zip(points, fold, strict=True) if other != which]), strict=True)
            stated += [(float(np.interp(p, x, y)), right) for (p, right), other in zip(points, fold, strict=True) if other == which]
        found.append(error(stated))
        perfect += [error([(p, bool(picked.random() < p)) for p, _ in stated]) for _ in range(20)]
    return (
        f"error {np.mean(found):.3f} of texts not fitted on (five folds, {np.min(found):.3f} to {np.max(found):.3f}); perfect statements measure {np.mean(perfect):.3f} on average, "
        f"{np.quantile(perfect, 0.95):.3f} one time in twenty; raw {error(points):.3f}; n {len(points)}"
    )


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
    parser.add_argument(
        "--half", type=int, default=1, help="the half of the products that the curves are fitted on: the one nobody read while the lexicon was written"
    )
    given = parser.parse_args()
    asked = classifiers(given.texts)
    some = rows(given.products, asked[0])
    weights = dict(WEIGHTS) if given.keep else fit(asked[-1:], some, given.rounds)
    print("weights", written(weights))
    for classifier in asked:
        classifier.weights = weights
    for kind, held in (("long", [row for row in some if row.product and row.half == given.half]), ("short", [row for row in some if not row.product])):
        found = [tops(classifier, row) for classifier in asked for row in held]
        for level in ("hs6", "hs4", "hs2"):
            points = [said[level] for said in found if level in said]
            knots = " ".join(f"{raw:g}:{share:.3f}" for raw, share in logistic(points))
            print(f'    "{level}.{kind}": "{knots}",  # {crossed(points)}')


if __name__ == "__main__":
    main()
