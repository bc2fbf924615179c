"""Which other English words do translators of Russian firms' names choose?"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from enduse.text.keys import fold
from enduse.text.lexicon import GENERIC
from enduse.text.russian import forms

# A word of the trade by its English word, and another that stands for the same Russian one.
_OTHERS: Final = """
airline aircraft|aircraft aviation|oversea sea|shipping sea|motorbuilding engine|automotive engine|machinery engineering|technological technical|technical technological
equipment technology|management directorate|radioengineering radio|enterprise company|association union|instrument instrumentation|opticalmechanical optomechanical|special specific
"""
_OTHER: Final = {
    GENERIC.get(fold(word), fold(word)): other for word, other in (pair.split() for pair in _OTHERS.strip().replace("\n", "|").split("|"))
}  # sense → word
# Words that are no words of the trade in Latin letters, after the manner of `russian`.
_WORDS: Final = """
independent|nezavisim*
intelligence|razvedk+ razvedyvateln*
foreign|vneshn*
monitoring|monitoring+
channel|telekanal+ kanal+
settlement|raschetn* raschetov
depository|depozitari+
reconstruction|rekonstruktsi+
supervision|nadzor+
advanced|perspektivn*
grain|zernov*
integrated|integrirovann*
navigation|navigatsi+ navigatsionn*
synthesis|sintez+
quantum|kvantov*
vacuum|vakuumn*
thermal|teplov*
acoustic|akustichesk*
aluminium|alyuminiev*
titanium|titanov*
detachment|otryad+
artificial|iskusstvenn*
telemechanical|telemekhanichesk*
radiotechnical|radiotekhnichesk*
uec|odk
usc|osk
time|vremeni
cosmonautics|kosmonavtik*
truck|gruzov*
catalysis|kataliz+
victory|pobed*
transmission|peredach*
standardization|standartizatsi+
certification|sertifikatsi+
ocean|okean+
photonics|fotonik*
arms|vooruzheni*
uac|oak
ras|ran
mia|mvd
unit|chast+
mass|massov*
forces|sily sil
staff|shtab+
art|iskusstvo
guard|gvardi+
cossack|kazach* kazachya
solid|tverd*
flight|polet+ letn*
support|obespecheni+
regulation|regulirovani+
automatic|avtomatichesk*
line|lini+
antennas|antenn+
signals|signal+
purpose|naznacheni+
culture|kultur+
strategic|strategichesk*
diplomacy|diplomati+
economic|ekonomichesk*
social|sotsialn*
political|politichesk*
youth|molodezhi molodezhn*
patriotic|patriotichesk*
sports|sportivn*
women|zhenshchin
freedom|svobod+
unity|edinstv+
young|molod*
liberal|liberaln*
democratic|demokratichesk*
communist|kommunistichesk*
party|parti+
movement|dvizheni+
protection|zashchit+
ecology|ekologi+
water|vodn*
river|rechn*
baltic|baltiisk* pribaltiisk*
caspian|kaspiisk*
caucasus|kavkazsk*
railway|zheleznodorozhn*
speed|skorostn*
temperature|temperatur+
pressure|davleni+
voltage|napryazheni+
source|istochnik+
red|krasn*
green|zelen*
golden|zolot*
silver|serebryan*
"""
_ENGLISH: Final = forms(_WORDS)
_LEFT_OUT: Final = frozenset(GENERIC.get(fold(word), fold(word)) for word in ("corporation", "company"))
_SCIENTIFIC, _RESEARCH = (GENERIC[fold(word)] for word in ("scientific", "research"))
_MOST: Final = 4  # words that are put otherwise one by one
_ADJECTIVE: Final = re.compile(r"([a-z]{3,}?)(sk)(?:ii|iy|yy|yi|aya|oye|oe|ogo|oy|oi|iye|ikh)$")


def translations(words: Sequence[tuple[str, str, str]]) -> list[tuple[str, ...]]:
    """Other wordings of a name given as (word, its sense, its sort); empty where there is none.

    >>> translations([("taganrogskiy", "taganrogski", ""), ("aviatsionnyy", "airline", "g"), ("zavod", "plant", "g")])
    [('taganrogskiy', 'aircraft', 'zavod'), ('taganrog', 'aviatsionnyy', 'zavod'), ('taganrogsk', 'aviatsionnyy', 'zavod')]
    """
    asis = tuple([raw for raw, *_ in words])
    words = [(_ENGLISH.get(_ending(raw), raw), sense, sort) if not sort else (raw, sense, sort) for raw, sense, sort in words]
    senses = {sense for _, sense, sort in words if sort == "g"}
    kept = [
        (raw, sense, sort)
        for raw, sense, sort in words
        if not (sort == "g" and len(words) > 2 and (sense in _LEFT_OUT or (sense == _SCIENTIFIC and _RESEARCH in senses)))
    ]
    out = [
        tuple([raw for raw, *_ in words]),
        tuple([raw for raw, *_ in kept]),
        tuple([_OTHER.get(sense, raw) if sort == "g" else raw for raw, sense, sort in words]),
        tuple([_OTHER.get(sense, raw) if sort == "g" else raw for raw, sense, sort in kept]),
        *[
            tuple([_OTHER[sense] if at == place else raw for place, (raw, sense, _) in enumerate(kept)])
            for at, (_, sense, sort) in enumerate(kept)
            if sort == "g" and sense in _OTHER
        ][:_MOST],
        *[tuple([_ADJECTIVE.sub(town, raw) if not sort else raw for raw, _, sort in words]) for town in (r"\1", r"\1\2")],
    ]
    return [other for other in dict.fromkeys(out) if other != asis]


def _ending(word: str) -> str:
    """The word as `russian` has it: adjectives on -yy and -iy end as librarians write them."""
    return f"{word[:-2]}yi" if word.endswith("yy") else f"{word[:-2]}ii" if word.endswith("iy") else word
