"""Is a name that names nobody told from a name?"""

from __future__ import annotations

import pytest

from enduse.parties import Index
from enduse.parties.nobody import names_nobody
from enduse.run.prepare import embedded_content

ROMANISER = Index.of(embedded_content()).romaniser


@pytest.mark.parametrize(
    "name",
    [
        None, "", " ", "-", "10045", "LLC", "Ltd.", "Co., Ltd.", "S.A.", "Limited Liability Comp", "ООО", "АО", "Общество с ограниченной ответственностью", "Общество с Ограниченной Ответс",
        "有限公司", "주식회사", "شركة", "ＬＬＣ", "see address", "TO ORDER", "unknown", "неизвестно", "N/A", "the company",
    ],
)  # fmt: skip
def test_a_legal_form_or_a_word_for_not_knowing_names_nobody(name: str | None) -> None:
    assert names_nobody(name, ROMANISER)


@pytest.mark.parametrize(
    "name",
    [
        "ASP Ltd",
        "ООО Ромашка",
        "AB Volvo",
        "Company Store",
        "M23",
        "P-633",
        "北京公司",
        "بنك ملت",
        "Asʻad",
        "V Corporation",
        "Stock Exchange",
        "Order of Malta",
    ],
)
def test_a_short_name_is_a_name(name: str) -> None:
    assert not names_nobody(name, ROMANISER)
