"""How fast are goods classified by their text, on one core?

    python bench/classify.py [--seconds 3] [--products ../shared/data/goods/hs_text_dev.csv]

Lines as on invoices come from tests/goods/texts.tsv; every text of a round is another one (a number is put after it), so that nothing is answered from memory of the
whole text. Times are of the processor, not of the clock.
"""

from __future__ import annotations

import argparse
import csv
import datetime as dt
import resource
import time
from pathlib import Path

from enduse.goods.classify import Classifier
from enduse.run.prepare import embedded_content

OWN = Path(__file__).resolve().parents[1] / "tests" / "goods" / "texts.tsv"
DAY = (dt.date(2026, 7, 1) - dt.date(1970, 1, 1)).days


def run(name: str, texts: list[str], classifier: Classifier, seconds: float) -> None:
    """Texts per second of processor time, once words are known."""
    for text in texts:
        classifier.classify(text, day=DAY)
    count, began = 0, time.process_time()
    while time.process_time() - began < seconds:
        for text in texts:
            classifier.classify(f"{text} no {count}", day=DAY, limit=5)
            count += 1
    spent = time.process_time() - began
    print(f"{name}: {count / spent:,.0f} texts/s ({1000 * spent / count:.2f} ms each)")


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=float, default=3.0)
    parser.add_argument("--products", type=Path)
    given = parser.parse_args()
    content = embedded_content()
    began = time.process_time()
    classifier = Classifier(content)
    print(f"made ready in {time.process_time() - began:.2f} s")
    with OWN.open(encoding="utf-8", newline="") as stream:
        run("lines of invoices", [row["text"] for row in csv.DictReader(stream, delimiter="\t", quoting=csv.QUOTE_NONE)], classifier, given.seconds)
    if given.products is not None:
        with given.products.open(encoding="utf-8", newline="") as stream:
            rows = [f"{row['title']} {row['category_path']} {row['attributes_json']}" for row in csv.DictReader(stream)]
        run("shop titles with path and attributes", rows, classifier, given.seconds)
    print(f"memory {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:,.0f} MB")


if __name__ == "__main__":
    main()
