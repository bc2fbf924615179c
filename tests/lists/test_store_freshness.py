"""Is a list as fresh as the day its bytes last came?"""

from __future__ import annotations

import datetime as dt
from pathlib import Path

from enduse.lists import READERS, Source, store

ROWS = "\n".join(f'{n},"TURBINE WORKS {n}",-0- ,"CUBA",-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- ' for n in range(1, 4))
EMPTY = b""


def test_the_same_bytes_again_add_nothing_and_make_the_list_fresh(tmp_path: Path) -> None:
    source = {"sdn.csv": ROWS.encode(), "alt.csv": EMPTY, "add.csv": EMPTY}
    first, later = dt.datetime(2026, 1, 1, tzinfo=dt.UTC), dt.datetime(2026, 3, 1, tzinfo=dt.UTC)
    store.add(tmp_path, READERS["ofac"], Source.of(source), id="ofac", now=first)
    manifest = store.list_sources(tmp_path)[0]
    assert store.fresh_on(tmp_path, manifest) == "2026-01-01T00:00:00Z"
    assert store.add(tmp_path, READERS["ofac"], Source.of(source), id="ofac", now=later).unchanged
    assert len(store.versions(tmp_path, "ofac")) == 1
    assert store.fresh_on(tmp_path, store.list_sources(tmp_path)[0]) == "2026-03-01T00:00:00Z"
