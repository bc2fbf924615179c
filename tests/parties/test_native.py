"""Do the compiled loops find what numpy and Python find?"""

from __future__ import annotations

import os
import shutil

import pytest

from enduse import native
from enduse.model.nouns import Kind, Party, Role
from enduse.parties import Index, find
from enduse.parties.leads import Lead, ask, leads_of
from enduse.run.prepare import embedded_content
from enduse.text.names import read_name

KINDS = (None, Kind.person, Kind.organization)
OTHERS = (
    "김정은", "리영호", "陈明珠", "华为技术有限公司", "محمد الأحمد", "شركة الأمل للتجارة", "Владимир Владимирович Путин", "ООО «Гранит-Маш»", "דוד כהן", "Kimjongun", "J. U. Kim", "JSCARGUMENT",
    "A" * 600, "a b c d e f g h", "12 21", "Ltd", "الشركة", "Rоsneft", "r0sob0r0nexp0rt", "",
)  # fmt: skip


def test_the_loops_are_compiled_where_there_is_a_compiler() -> None:
    if not native.BUILT and not os.environ.get("CI") and not shutil.which("cc"):
        pytest.skip("no C compiler here")
    assert native.BUILT


def test_what_is_found_does_not_hang_on_the_compiler() -> None:
    basis = embedded_content()
    names = list(dict.fromkeys(basis.table("parties.names").column("text").to_pylist()))[::2]
    changed = [change(name) for name in names for change in (str.upper, lambda name: name[:4] + name[5:], lambda name: " ".join(reversed(name.split())))]
    parties = [Party(role=Role.consignee, name=name, kind=KINDS[at % 3]) for at, name in enumerate([*OTHERS, *changed]) if name]
    index = Index(basis)
    quick = find(parties, index)
    assert sum(map(bool, quick)) > len(parties) // 2
    assert [one for party in parties[::20] for one in find([party], index)] == quick[::20]
    with native.left_out():
        assert find(parties, Index(basis)) == quick


def test_leads_are_put_together_alike() -> None:
    basis = embedded_content()
    index = Index(basis)
    names = list(dict.fromkeys(basis.table("parties.names").column("text").to_pylist()))[::9]
    readings = [read_name(text, index.romaniser) for name in names for text in (name, name[:3] + name[4:], f"{name} Branch")]
    whole = [at % 17 == 0 for at in range(len(readings))]

    def leads() -> dict[int, list[Lead]]:
        fresh = Index(basis)
        return leads_of(readings, ask(readings, fresh), fresh, whole)

    quick = leads()
    met = [lead for some in quick.values() for lead in some]
    assert all(any(how) and not all(how) for how in zip(*[(one.printed, one.slip, one.inside, one.words) for one in met], strict=True))
    assert all(some == sorted(some, key=lambda lead: not lead.printed) and len({lead.name for lead in some}) == len(some) for some in quick.values())
    with native.left_out():
        assert leads() == quick
