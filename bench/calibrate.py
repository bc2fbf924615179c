"""Which probability do the points of a comparison stand for? Fits `parties.calibration` on the development half of the lists of a home.

    python -m bench.calibrate HOME [SEED [SAMPLE [STRANGERS]]]

Asks what `enduse validate --split dev` asks, takes the first hit of every question and whether it is right, and fits the monotone curve of least squares (pool adjacent violators),
thinned to a few knots. Prints the setting, and how well it does on the same questions made with the next seed.
"""

from __future__ import annotations

import sys
from pathlib import Path

from enduse import Basis
from enduse.lab.cases import cases
from enduse.lab.curve import fit, missed
from enduse.lab.namesakes import Namesakes
from enduse.lab.siblings import siblings
from enduse.lab.strangers import strangers
from enduse.lab.subjects import Subjects
from enduse.model.nouns import Party, Role
from enduse.parties import Index, find
from enduse.parties.probability import probability, reading_point

_SLICE = 512


def first_hits(basis: Basis, seed: int, sample: int, number: int) -> list[tuple[int, int, bool]]:
    """(points, how much the name tells, whether it is the party) of the first hit of every question."""
    subjects, index = Subjects(basis, split="dev"), Index.of(basis)
    asked: list[tuple[Party, frozenset[int]]] = [
        (case.party, frozenset({case.entity, *subjects.same_party(case.entity)})) for case in cases(subjects, seed=seed, sample=sample)
    ]
    names = [name for people in (True, False) for _, name in strangers(seed, number // 2, people=people)]
    names += [name for _, _, name in siblings(subjects, seed=seed, each=250)]
    namesakes = Namesakes(subjects, index.romaniser)
    asked += [(Party(role=Role.consignee, name=name), frozenset()) for name in names if not namesakes.holds(name)]
    out = []
    for start in range(0, len(asked), _SLICE):
        part = asked[start : start + _SLICE]
        for (_, right), found in zip(part, find([party for party, _ in part], index), strict=True):
            out += [(one.points, one.told, one.entity in right) for one in found[:1]]
    return out


def main(home: str, seed: str = "1", sample: str = "40", number: str = "6000") -> None:
    """Fit, and say how well."""
    basis = Basis.open(Path(home))
    limits = Index.of(basis).limits
    seen, fresh = (first_hits(basis, int(seed) + later, int(sample), int(number)) for later in (0, 1))
    knots = fit([(reading_point(points, told, limits), right) for points, told, right in seen], least=limits.possible)
    print("parties.calibration", " ".join(f"{at}:{value}" for at, value in knots))
    for name, rows in (("fitted on", seen), ("next seed", fresh)):
        print(name, len(rows), "hits, error before", missed([(probability(points, told, limits), right) for points, told, right in rows]))


if __name__ == "__main__":
    main(*sys.argv[1:])
