"""Which words say no more than what sort of firm a name belongs to?

Words of public bodies (ministry, security, service, bank) are none of them: with a country they name one body.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

_FORMS: Final = "ao ooo oao zao pao tov llc llp ltd limited jsc ojsc cjsc pjsc gmbh ag kg sa sas sarl srl spa bv nv oy ab as inc incorporated corp corporation co company companies plc pte pvt fzc fze fzco"
_OF_FORMS: Final = "joint stock open closed public private liability with partnership society proprietorship shareholding aktsionernoe obshchestvo ogranichennoi otvetstvennostiu otkrytoe zakrytoe publichnoe"
_SORTS: Final = "general trading trade trader traders house group holding holdings international global import export enterprise enterprises industry industries industrial commercial firm business"
_WORK: Final = "technology technologies technical production manufacturing research institute scientific design bureau center centre engineering development solutions systems supply factory plant works and of the for"
SORTS: Final = frozenset(" ".join((_FORMS, _OF_FORMS, _SORTS, _WORK)).split())


def only_sorts(words: Iterable[str]) -> bool:
    """Whether a name of these words, in small Latin letters, names nobody.

    >>> only_sorts(("joint", "stock", "company")), only_sorts(("ministry", "of", "defence")), only_sorts(("trading", "house", "kvarzit"))
    (True, False, False)
    """
    return SORTS.issuperset(words)
