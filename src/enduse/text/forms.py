"""Which legal form does this name carry, whatever the language?"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache, lru_cache
from itertools import groupby
from operator import itemgetter
from typing import Final

from rapidfuzz.distance import OSA

from enduse.text.keys import fold
from enduse.text.lexicon import ACRONYMS, GENERIC, PLACES, SPELLINGS, STOP

# class → spellings after romanisation, dots closed up ("S.A." is "sa"). Classes: stock (shares), limited (quotas), state (unitary enterprise), partner, body
# (foundation, association), any (says only that it is a firm). Compiled from ISO 20275 and national company law.
FORMS: Final[dict[str, str]] = {
    "stock": """jsc|ojsc|cjsc|pjsc|zjsc|njsc|jsco|pjsco|joint stock company|joint stock|open joint stock company|closed joint stock company|public joint stock company
        |non public joint stock company|private joint stock company|open stock company|public stock company|stock company|shareholding company|ao|oao|zao|pao|nao|oaod|aktsionernoe obshchestvo|aktsionernogo obshchestva|publichnogo aktsionernogo obshchestva|otkrytogo aktsionernogo obshchestva
        |aktsionernoye obshchestvo|aktsionernoe obshestvo|aktsionernoe obschestvo|otkrytoe aktsionernoe obshchestvo|otkrytoye aktsionernoye obshchestvo|zakrytoe aktsionernoe obshchestvo
        |zakrytoye aktsionernoye obshchestvo|publichnoe aktsionernoe obshchestvo|publichnoye aktsionernoye obshchestvo|neprublichnoe aktsionernoe obshchestvo|aktsionerne tovarystvo
        |publichne aktsionerne tovarystvo|privatne aktsionerne tovarystvo|at|pat|prat|adkrytaye aktsyyanernaye tavarystva|aat|zat|ag|sa|s a|spa|s p a|nv|n v|as|a s|asa|ab|oy|oyj|abp|a sh
        |anonim sirketi|anonim sirket|aktiengesellschaft|aktiebolag|aktieselskab|aksjeselskap|osakeyhtio|societe anonyme|sociedad anonima|sociedade anonima|societa per azioni|naamloze vennootschap
        |sa de cv|s a de c v|sab de cv|sociedad anonima de capital variable|plc|public limited company|public company limited|pcl|pubco|ad|dd|d d|nyrt|zrt|akciova spolecnost|tbk|bhd|berhad|sdn bhd|sendirian berhad|kgaa|se|sae|saog|saoc|psc|pjs|sal|s a l|kk|k k|kabushiki kaisha|kabushiki gaisha
        |ssc|jscb|aksionernoe obshchestvo""",
    "limited": """ltd|limited|ltda|limitada|lda|llc|l l c|limited liability company|limited liability|limited liability partnership company|ooo|obshchestvo s ogranichennoi otvetstvennostyu
        |obshchestvo s ogranichennoy otvetstvennostyu|obschestvo s ogranichennoi otvetstvennostyu|obschestvo s ogranichennoy otvetstvennostyu|obshestvo s ogranichennoi otvetstvennostyu|obshchestva s ogranichennoi otvetstvennostyu|too|tovarishchestvo s ogranichennoi otvetstvennostyu|tovarishchestvo s ogranichennoy otvetstvennostyu
        |tov|tovarystvo z obmezhenoyu vidpovidalnistyu|odo|gmbh|g m b h|mbh|gesellschaft mit beschrankter haftung|gesellschaft mbh|ug|sarl|s a r l|sa rl|societe a responsabilite limitee|sas|sasu|eurl|srl|s r l|s de rl|s de rl de cv|s de r l de c v|sociedad de responsabilidad limitada|sociedad limitada
        |societa a responsabilita limitata|sl|s l|slu|slne|s l n e|bv|b v|bvba|besloten vennootschap|sp z oo|sp z o o|spolka z ograniczona odpowiedzialnoscia|spzoo|doo|d o o|sro|s r o|spol s r o|spol sro|kft|sia|uab|ou|osauhing|aps|anpartsselskab|ltd sti|limited sirketi|limited sirket|sti
        |pte ltd|pte|private limited|pvt ltd|pvt|pvt limited|pty ltd|pty|proprietary limited|fze|fzco|fz llc|fzc|fzllc|fz co|dmcc|dwc llc|wll|w l l|spc|mmc|mchj|osoo|ocoo|ohdo|shpk|eood|ood|yk|godo kaisha
        |jituan youxian gongsi|ji tuan you xian gong si|jituan gufen youxian gongsi|ji tuan gu fen you xian gong si|company limited|co ltd|co limited|coltd|co llc|company ltd|company llc|corp ltd|corporation limited|corporation ltd|group co ltd|limited company|youxian gongsi|you xian gong si|youxiangongsi|youxian zeren gongsi|yuhan hoesa|hammasulis|tnhh|cong ty tnhh""",
    "any": """co|company|companies|corp|corporation|inc|incorporated|inkorporeyted|enterprise|enterprises|gufen youxian gongsi|gu fen you xian gong si|co inc|kompaniya|kompania|firma|cie|compagnie|compania|sirketi|sirket|sherkat|sharikat|sharika|shrka|shrkh
        |gongsi|gong si|jusik hoesa|jusikhoesa|chusik hoesa|cong ty|pt|perseroan terbatas|nko|holding company""",
    "state": """federalnogo gosudarstvennogo unitarnogo predpriyatiya|fgup|gup|mup|fsue|federal state unitary enterprise|state unitary enterprise|federal state unitary company|federalnoe gosudarstvennoe unitarnoe predpriyatie|federalnoye gosudarstvennoye unitarnoye predpriyatiye|gosudarstvennoe unitarnoe predpriyatie
        |gosudarstvennoye unitarnoye predpriyatiye|rup|republican unitary enterprise|respublikanskoe unitarnoe predpriyatie|unitary enterprise|chup|fgbu|fsbi|fgku|fkp|fku|fgbou|fgaou|fgbun|federal state budgetary institution|federal state autonomous institution|state enterprise|derzhavne pidpryiemstvo
        |federal state institution|federal state budgetary institution of science|federal state enterprise|federalnoe kazennoe predpriyatie|federal state funded institution|federal state government institution""",
    "partner": """sc|s c|ks|k s|vos|v o s|komanditni spolecnost|verejna obchodni spolecnost|scom|s com|lp|llp|limited partnership|limited liability partnership|kg|gmbh co kg|gmbh and co kg|co kg|and co kg|ohg|kd|snc|s n c|general partnership|tovarishchestvo|ip|individualnyi predprinimatel|individual entrepreneur|sole proprietorship|chp|fop""",
    "body": """ac|a c|ngo|ano|autonomous non profit organization|autonomous nonprofit organization|avtonomnaya nekommercheskaya organizatsiya|npo org|ev|e v|eingetragener verein|stiftung|nonprofit|asbl|vzw""",
}
# Written without a space before or after the name ("JSCARGUMENT"): only forms that no natural word begins or ends with.
GLUED: Final = ("pjsc", "ojsc", "cjsc", "jsc", "ltd", "llc", "gmbh", "fgup", "fsue", "ooo", "oao")
SHORTEST_GLUED: Final = 4 + min(map(len, GLUED))  # letters of a word that has such a form written against it
SHORTEST_MENDED: Final = 8
_PRINTED: Final[tuple[tuple[str, str], ...]] = (
    ("集团股份有限公司", "any"), ("集團股份有限公司", "any"), ("集团有限公司", "limited"), ("集團有限公司", "limited"), ("股份有限责任公司", "any"), ("股份有限公司", "any"), ("股份公司", "stock"), ("有限责任公司", "limited"), ("有限公司", "limited"), ("責任有限公司", "limited"), ("有限責任公司", "limited"),
    ("股份有限責任公司", "any"), ("株式会社", "any"), ("株式會社", "any"), ("有限会社", "limited"), ("合同会社", "limited"), ("주식회사", "any"), ("유한회사", "limited"), ("(주)", "any"), ("㈜", "any"), ("公司", "any"),
    ("ذ.م.م", "limited"), ("ذ. م. م", "limited"), ("ش.م.م", "stock"), ("ش.م.ل", "stock"), ("ش.م.ع", "stock"), ("ش.م.ك", "stock"), ("م.د.م.س", "limited"), ("ش.م.ح", "limited"), ("ش م ح", "limited"), ("م.م.ح", "limited"), ("مسئولیت محدود", "limited"), ("سهامی خاص", "stock"), ("سهامی عام", "stock"),
)  # fmt: skip
_ANY_PRINTED: Final = re.compile("|".join([re.escape(spelling) for spelling, _ in _PRINTED]))


FOLDED_FROM: Final = 5  # letters


def _key(word: str) -> str:
    """Longer words by their spelling key (`ogranichennoy` is `ogranichennoi`), short ones letter for letter."""
    return fold(word) if len(word) >= FOLDED_FROM else word


FORM_OF: Final = {tuple(_key(word) for word in spelling.split()): form for form, some in reversed(FORMS.items()) for spelling in some.split("|")}
SIZES: Final = {  # first word → how many words such forms have, the most first
    first: sorted({len(words) for words in some}, reverse=True) for first, some in groupby(sorted(FORM_OF), itemgetter(0))
}
IN_FORMS: Final = frozenset([word for words in FORM_OF for word in words])


BEGINNINGS: Final = frozenset(SIZES)
"""Words that legal forms begin with: longer ones by their spelling key."""


def split_forms(words: Sequence[str]) -> tuple[list[int], frozenset[str]]:
    """Positions of the words that are not legal form, and the classes of the forms. If nothing else is left, all words stay.

    >>> split_forms("joint stock company kvant".split())
    ([3], frozenset({'stock'}))
    """
    keys = tuple(map(_key, words))
    if BEGINNINGS.isdisjoint(keys):
        return list(range(len(words))), frozenset()
    kept: list[int] = []
    found: set[str] = set()
    after = 0  # the form before
    for at, key in enumerate(keys):
        if at < after:
            continue
        for size in SIZES.get(key, ()):
            form = FORM_OF.get(keys[at : at + size]) if at + size <= len(keys) else None
            if form and may_stand(keys[at : at + size], at, at + size, len(words), kept):
                found.add(form)
                after = at + size
                break
        else:
            kept.append(at)
    return (kept, frozenset(found)) if kept else (list(range(len(words))), frozenset())


def called(words: Sequence[str], kept: Sequence[int]) -> list[str]:
    """What a firm is called by the words at these positions: words that say nothing are left out, those that stand for others are written out, unless one stands alone."""
    if len(kept) < 2:
        return [words[at] for at in kept]
    return [part for at in kept if words[at] not in STOP for part in ACRONYMS.get(words[at], (words[at],))]


def only_form(text: str) -> bool:
    """Whether nothing but a legal form stands there: the Corp. of "11420 Corp." names nobody.

    >>> only_form("corp."), only_form("center")
    (True, False)
    """
    return tuple(map(_key, text.replace(".", "").replace(",", " ").split())) in FORM_OF


def only_forms(words: Sequence[str]) -> bool:
    """Whether these words are nothing but legal forms, the last of them perhaps cut off; no words are nothing too.

    >>> only_forms("joint stock company ltd".split()), only_forms("limited liability comp".split()), only_forms("stock exchange".split())
    (True, True, False)
    """
    keys = tuple(map(_key, words))
    reached = {0}
    for start in range(len(keys)):
        if start in reached:
            rest = keys[start:]
            if any(word.startswith(words[-1]) or _key(word).startswith(fold(words[-1])) for word in _going_on().get(rest[:-1], ())):
                return True
            reached |= {start + size for size in SIZES.get(rest[0], ()) if size <= len(rest) and rest[:size] in FORM_OF}
    return len(keys) in reached


@cache
def _going_on() -> dict[tuple[str, ...], list[str]]:
    """The words by which a legal form goes on, by those before."""
    out: dict[tuple[str, ...], list[str]] = {}
    for some in FORMS.values():
        for words in map(str.split, some.split("|")):
            for at in range(1, len(words)):
                out.setdefault(tuple(map(_key, words[:at])), []).append(words[at])
    return out


def may_begin_form(word: str) -> bool:
    """Whether a legal form may begin with this word."""
    return _key(word) in SIZES


def may_be_in_form(word: str) -> bool:
    """Whether this word may stand in a legal form, first or later."""
    return _key(word) in IN_FORMS


_INITIALS: Final = frozenset([phrase for phrase in FORM_OF if len(phrase) > 1 and all(len(word) == 1 for word in phrase)])
_SHORT: Final = frozenset([phrase for phrase in FORM_OF if all(len(word) <= 2 for word in phrase) and phrase != ("co",)]) - _INITIALS


def may_stand(phrase: tuple[str, ...], start: int, end: int, length: int, kept: Sequence[int]) -> bool:
    if phrase in _INITIALS:  # "S. A." after a name is a form, before a name it is initials
        return end == length
    if phrase in _SHORT:  # "as", "at", "se" are words too: only outermost or beside another form
        return start == 0 or end == length or not kept or kept[-1] != start - 1
    return True


def unglue(word: str) -> tuple[str, ...]:
    """The word, parted from a legal form written against it.

    >>> unglue("jscargument"), unglue("argument")
    (('jsc', 'argument'), ('argument',))
    """
    if not word.startswith(GLUED) and not word.endswith(GLUED):
        return (word,)
    for form in GLUED:
        if len(word) >= len(form) + 4:
            if word.startswith(form):
                return (form, word[len(form) :])
            if word.endswith(form):
                return (word[: -len(form)], form)
    return (word,)


@lru_cache(maxsize=1 << 10)
def cut_printed_forms(text: str) -> tuple[str, frozenset[str]]:
    """The text without the legal forms of Chinese, Japanese, Korean, Arabic and Persian firms, and their classes. A name is read after several systems in turn."""
    found: set[str] = set()
    if not _ANY_PRINTED.search(text):
        return text, frozenset()
    for spelling, form in _PRINTED:
        if spelling in text:
            text = text.replace(spelling, " ")
            found.add(form)
    return text, frozenset(found)


def conflicting(left: frozenset[str], right: frozenset[str]) -> bool:
    """Whether two sets of form classes cannot be one firm: both say something and share nothing; `any` says nothing."""
    a, b = left - {"any"}, right - {"any"}
    return bool(a and b and not a & b)


def mend(word: str) -> str:
    """The legal-form word or generic word that a longer unknown word is one slip of the pen away from (`liabiltiy`); else the word itself."""
    if len(word) < SHORTEST_MENDED or not word.isalpha():
        return word
    known = _long_words()
    half = (len(word) - 1) // 2
    if word[:half] not in known[2] and word[:1] + word[-half:] not in known[3]:  # one slip leaves the head or the tail whole
        return word
    key = fold(word)
    if word in known[1] or key in GENERIC or key in PLACES:
        return word
    near = {known[0][cut] for at in range(len(word)) if (cut := word[:at] + word[at + 1 :]) in known[0]}
    near |= {known[0][word]} if word in known[0] else set()
    if not near:
        return word
    close = sorted(other for other in near if OSA.distance(word, other, score_cutoff=1) <= 1 and other[0] == word[0])
    return close[0] if close else word


def mending() -> tuple[frozenset[str], frozenset[str]]:
    """With what words begin that others are mended to, and their first letter and what they end with: a word is mended only if it has one or the other, of (n - 1) // 2 letters where it has n."""
    return _long_words()[2:]


@cache
def _long_words() -> tuple[dict[str, str], frozenset[str], frozenset[str], frozenset[str]]:
    """Long words of legal forms and of the lexicon by themselves and with one letter gone; their heads and tails, see `mending`."""
    words = sorted(
        {word for text in FORMS.values() for phrase in text.split("|") for word in phrase.split() if len(word) >= SHORTEST_MENDED}
        | {word for word in SPELLINGS if len(word) >= SHORTEST_MENDED}
    )
    near: dict[str, str] = {}
    for word in words:
        near[word] = word
    for word in words:
        for at in range(len(word)):
            near.setdefault(word[:at] + word[at + 1 :], word)
    halves = [(word, size // 2) for word in words for size in range(max(len(word) - 2, SHORTEST_MENDED - 1), len(word) + 1)]
    return near, frozenset(words), frozenset([word[:half] for word, half in halves]), frozenset([word[:1] + word[-half:] for word, half in halves])
