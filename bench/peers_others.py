"""How do other matchers answer the same questions? Run by `bench.peers` in an environment of its own; prints one line of JSON.

    .peers-venv/bin/python bench/peers_others.py ENGINE WORLD

WORLD holds one JSON object: `listed` (id, kind, names), `asked` (kind, name) of several groups. ENGINE: rapidfuzz, or nomenklatura:ALGORITHM.
"""

from __future__ import annotations

import json
import resource
import sys
import tempfile
import time
from importlib import metadata
from pathlib import Path
from typing import Any

CANDIDATES = 50
"""Candidates scored per query, as in the service built on nomenklatura."""
_SCHEMA = {"person": "Person", "organization": "Organization", "vessel": "Vessel", "aircraft": "Airplane"}


def nomenklatura(world: dict[str, Any], algorithm: str) -> dict[str, Any]:
    """The blocking index over all listed entities, then the score of each candidate; all candidates with their score, for a threshold to be chosen later."""
    from followthemoney import Dataset, StatementEntity
    from nomenklatura.blocker.index import Index
    from nomenklatura.matching import get_algorithm
    from nomenklatura.resolver import Linker
    from nomenklatura.store import load_entity_file_store

    def proxy(id: str, kind: str, names: list[str]) -> dict[str, Any]:
        return {"id": id, "schema": _SCHEMA[kind], "properties": {"name": names}}

    scorer = get_algorithm(algorithm)
    assert scorer is not None
    config = scorer.default_config()
    with tempfile.TemporaryDirectory() as folder:
        listed = Path(folder) / "listed.json"
        listed.write_text("\n".join(json.dumps(proxy(*each)) for each in world["listed"]) + "\n")
        begun = time.process_time()
        store = load_entity_file_store(listed, Linker({}))
        view = store.default_view()
        index = Index(view, Path(folder) / "index", {"max_candidates": CANDIDATES})
        index.build()
        built = time.process_time() - begun
        asked = Dataset.make({"name": "asked", "title": "asked"})
        groups = {}
        for group, queries in world["asked"].items():
            begun = time.process_time()
            entities = {f"q{at}": StatementEntity.from_data(asked, proxy(f"q{at}", kind, [name])) for at, (kind, name) in enumerate(queries)}
            answers: list[list[tuple[str, float]]] = [[] for _ in queries]
            for query, candidates in index.match_entities(entities.values()):
                entity = entities[query.id]
                for candidate, _ in candidates:
                    other = view.get_entity(candidate.id)
                    assert other is not None
                    score = scorer.compare(entity, other, config).score
                    if score >= 0.5:
                        answers[int(query.id[1:])].append((candidate.id, score))
            groups[group] = {"seconds": time.process_time() - begun, "answers": answers}
    return {"built": built, "groups": groups, "version": f"nomenklatura {metadata.version('nomenklatura')} {algorithm}"}


def rapidfuzz(world: dict[str, Any]) -> dict[str, Any]:
    """Every query against every listed name, by `token_sort_ratio`, which most home-made screenings use."""
    from rapidfuzz import fuzz, process, utils

    begun = time.process_time()
    pairs = [(key, utils.default_process(name)) for key, _, names in world["listed"] for name in names]
    names = [name for _, name in pairs]
    built = time.process_time() - begun
    groups = {}
    for group, queries in world["asked"].items():
        begun = time.process_time()
        answers = []
        for start in range(0, len(queries), 256):
            some = [utils.default_process(name) for _, name in queries[start : start + 256]]
            scores = process.cdist(some, names, scorer=fuzz.token_sort_ratio, score_cutoff=80, workers=1)
            answers += [[(pairs[at][0], float(row[at]) / 100) for at in row.nonzero()[0].tolist()] for row in scores]
        groups[group] = {"seconds": time.process_time() - begun, "answers": answers}
    return {"built": built, "groups": groups, "version": f"rapidfuzz {metadata.version('rapidfuzz')} token_sort_ratio"}


def main() -> None:
    """Ask, and print what was answered, how long it took, and the most memory it took."""
    engine, _, algorithm = sys.argv[1].partition(":")
    world = json.loads(Path(sys.argv[2]).read_text(encoding="utf-8"))
    told = nomenklatura(world, algorithm) if engine == "nomenklatura" else rapidfuzz(world)
    told["peak"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(json.dumps(told))


if __name__ == "__main__":
    main()
