"""What do the codes of these goods lines say, line by line, as columns of facts?"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

import msgspec
import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from enduse.codes.hs import canonical_hs
from enduse.goods.catalogue import Catalogue, Standing

BY_LAW: Final = ("eu_industrial", "eu_luxury", "eu_aviation", "eu_no_reexport", "eu_belarus", "us_industrial", "us_luxury", "uk_restricted")
"""What one law says by code, each for itself: that another list may name the code leaves none of these open."""


class GoodsFacts(msgspec.Struct, frozen=True, kw_only=True):
    """Facts of the vocabulary that follow from code and date, one row per line; null is unknown.

    on_chpl, critical_item, luxury, is_uav, military and those of `BY_LAW` are true if a list of theirs (settings `goods.lists.*`) names the code, unknown if one may, else false.
    `control_lists` and `definitional_lists` are list<string>, never null; their `_complete` is False where some list may name the code without our knowing.
    `assumed` marks the rows where dual_use, advanced_technology and military are false only because the goods are ordinary (provenance "assumed").
    `via_predecessor` marks codes of an older edition that were read through their successors, `no_such_code` (null without a usable code) those that no edition knows, of which
    only the heading or chapter was judged: such goods are never ordinary, and digits that no edition knows are unknown.
    """

    hs2: pa.StringArray
    hs4: pa.StringArray
    hs6: pa.StringArray
    on_chpl: pa.BooleanArray
    chpl_tier: pa.StringArray
    control_lists: pa.ListArray
    control_lists_complete: npt.NDArray[np.bool_]
    definitional_lists: pa.ListArray
    definitional_lists_complete: npt.NDArray[np.bool_]
    critical_item: pa.BooleanArray
    luxury: pa.BooleanArray
    eu_industrial: pa.BooleanArray
    eu_luxury: pa.BooleanArray
    eu_aviation: pa.BooleanArray
    eu_no_reexport: pa.BooleanArray
    eu_belarus: pa.BooleanArray
    us_industrial: pa.BooleanArray
    us_luxury: pa.BooleanArray
    uk_restricted: pa.BooleanArray
    is_uav: pa.BooleanArray
    military: pa.BooleanArray
    dual_use: pa.BooleanArray
    advanced_technology: pa.BooleanArray
    assumed: npt.NDArray[np.bool_]
    via_predecessor: npt.NDArray[np.bool_]
    no_such_code: pa.BooleanArray


def describe(codes: pa.StringArray, dates: npt.NDArray[np.int32], catalogue: Catalogue) -> GoodsFacts:
    """Facts for `codes` (canonical digits, null unknown) on `dates` (days since 1970-01-01), both of one length.

    Every distinct code is judged once, for all periods between two changes of the lists; of each distinct outcome the facts are made once.
    """
    if isinstance(codes, pa.ChunkedArray):
        codes = codes.combine_chunks()
    if len(codes) != len(dates):
        raise ValueError(f"{len(codes)} codes but {len(dates)} dates")
    encoded = pc.dictionary_encode(codes.cast(pa.string()), null_encoding="encode")
    index = encoded.indices.to_numpy(zero_copy_only=False)
    spellings: list[str | None] = encoded.dictionary.to_pylist()
    periods = np.searchsorted(catalogue.edges, np.asarray(dates, dtype=np.int64), side="right")
    by_code = np.array([catalogue.profiles_of(code) for code in spellings], dtype=np.int32).reshape(len(spellings), len(catalogue.edges) + 1)
    profile = by_code[index, periods]
    columns = _columns(catalogue)
    canonical = [catalogue.known_digits(canonical_hs(code)[0]) for code in spellings]
    of_code, of_profile = pa.array(index), pa.array(profile)

    def digits(n: int) -> pa.StringArray:
        return pa.array([code[:n] if code and len(code) >= n else None for code in canonical], pa.string()).take(of_code)

    return GoodsFacts(
        hs2=digits(2),
        hs4=digits(4),
        hs6=digits(6),
        **{name: column[profile] if isinstance(column, np.ndarray) else column.take(of_profile) for name, column in columns.items()},
    )


def _columns(catalogue: Catalogue) -> dict[str, Any]:
    """One value per profile of the catalogue; made anew only when a profile was added."""
    held = catalogue.described
    if held is None or held[0] != len(catalogue.profiles):
        held = catalogue.described = (len(catalogue.profiles), _describe_profiles(catalogue))
    return held[1]


def _describe_profiles(catalogue: Catalogue) -> dict[str, Any]:
    standings = catalogue.profiles

    def column(of: Callable[[Standing], Any], kind: pa.DataType) -> pa.Array:
        return pa.array([None if s is None else of(s) for s in standings], kind)

    def flags(of: Callable[[Standing], bool]) -> npt.NDArray[np.bool_]:
        return np.array([s is not None and of(s) for s in standings], dtype=np.bool_)

    def boolean(fact: str) -> pa.BooleanArray:
        return column(lambda s: _named(s, catalogue.lists_of[fact]), pa.bool_())

    def members(natures: tuple[str, ...]) -> pa.ListArray:
        named = [[] if s is None else sorted(name for name in s.named if catalogue.nature[name] in natures) for s in standings]
        return pa.array(named, pa.list_(pa.string()))

    def complete(natures: tuple[str, ...]) -> npt.NDArray[np.bool_]:
        return flags(lambda s: not any(catalogue.nature[name] in natures for name in s.possible))

    def is_ordinary(standing: Standing) -> bool:
        return not standing.no_such_code and any(name in standing.named for name in catalogue.lists_of["ordinary"])

    def assumed_false(standing: Standing) -> bool | None:
        return False if is_ordinary(standing) else None

    def military(standing: Standing) -> bool | None:
        return True if _named(standing, catalogue.lists_of["military"]) else assumed_false(standing)

    return {
        **{fact: boolean(fact) for fact in ("on_chpl", "critical_item", "luxury", "is_uav", *BY_LAW)},
        "chpl_tier": column(catalogue.tier_of, pa.string()),
        "control_lists": members(("definitional", "indicative")),
        "control_lists_complete": complete(("definitional", "indicative")),
        "definitional_lists": members(("definitional",)),
        "definitional_lists_complete": complete(("definitional",)),
        "military": column(military, pa.bool_()),
        "dual_use": column(assumed_false, pa.bool_()),
        "advanced_technology": column(assumed_false, pa.bool_()),
        "assumed": flags(is_ordinary),
        "via_predecessor": flags(lambda s: s.via_predecessor),
        "no_such_code": column(lambda s: s.no_such_code, pa.bool_()),
    }


def _named(standing: Standing, lists: tuple[str, ...]) -> bool | None:
    """Kleene's or over the lists."""
    if any(name in standing.named for name in lists):
        return True
    return None if any(name in standing.possible for name in lists) else False


def named_by(list_id: str, codes: pa.StringArray, dates: npt.NDArray[np.int32], catalogue: Catalogue) -> pa.BooleanArray:
    """Does this one list name the code on the date? True, false, or null where it may (or the code is unknown).

    Use it where an answer must not depend on what other lists hold; `control_lists` has one flag of completeness for all lists.
    """
    values: list[bool | None] = []
    for code, day in zip(codes.to_pylist(), np.asarray(dates).tolist(), strict=True):
        standing = catalogue.standing(code, day)
        values.append(None if standing is None else _named(standing, (list_id,)))
    return pa.array(values, pa.bool_())
