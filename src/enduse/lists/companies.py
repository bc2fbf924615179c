"""Does this name read clearly as that of a company or institution, where a list does not say who is a person?"""

from __future__ import annotations

import re
from typing import Final

# Legal forms that are no name of a person in any position, or only as the last word; dotted spellings are closed up first.
_FORMS: Final = frozenset(
    "llc ltd ltda limited inc incorporated corp corporation company gmbh jsc ojsc cjsc pjsc ooo oao zao pao fgup fze fzc fzco dmcc plc llp sarl srl kft doo sro".split()
)
_LAST: Final = frozenset("co ag ab oy oyj aps bv nv kg lp pte pty pvt bhd air".split())
_DOTTED: Final = re.compile(r"\b(?:s\.a|s\.l|s\.r\.l|s\.p\.a|a\.g|b\.v|n\.v|l\.l\.c|a\.s|s\.a\.s)\b", re.IGNORECASE)
_WORDS: Final = frozenset(
    "aerocargo aerospace airfreight airlines airways aviation bank chemicals commercial commercio communications components computers construction consulting contracting corporate "
    "distribution electric electronic electronics engineering enterprise enterprises equipment export factory fabrication freight gesellschaft group handel holding holdings "
    "import industrial industries industrie institute institut instruments international invest investment investments laboratories laboratory labs limited logistics "
    "machinery manufacturing maritime materials metals microcircuit microsystems microwave optics petrochemical petroleum pharmaceuticals products productions refinery "
    "semiconductor semiconductors service services shipping solutions supplies supply systems tech technik technologies technology telecom trade trading transport transportation "
    "university vertrieb vertriebs works workshop".split()
)
_SITE: Final = re.compile(r"\w\.(?:com|net|org|biz|ru|cn)$", re.IGNORECASE)


def reads_as_company(name: str) -> bool:
    """Whether a legal form or a word of trade says so. A name of one word says nothing by such a word alone.

    >>> [reads_as_company(name) for name in ("GLOBE METALS AB", "YARRA ANSTALT A.G.", "MA LI", "ALI AGAR MANZARPOUR", "ABEL HERNANDEZ, JR.")]
    [True, True, False, False, False]
    """
    words = re.findall(r"[^\W_]+", name.casefold())
    if len(words) < 2:
        return False
    return bool(_DOTTED.search(name) or _SITE.search(name.strip()) or words[-1] in _LAST or not _FORMS.isdisjoint(words) or not _WORDS.isdisjoint(words))
