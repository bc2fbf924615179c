"""Which name is meant by this word in Arabic letters, which are written without vowels?"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import Final, NamedTuple

from enduse import native
from enduse.text.abjad import ARABIC_SENSES
from enduse.text.arabic_names import ARABIC_NAMES
from enduse.text.keys import consonants, fold, named

_WORDS: Final = ARABIC_NAMES.split()
_PLAIN: Final = str.maketrans(
    {
        **dict(zip("أإآٱىیئؤةۀکڪہھےں", "اااايييوههككههين", strict=True)),
        "ـ": "",
        "ء": "",
        **{chr(mark): "" for mark in range(0x64B, 0x653)},
    }
)
_LATIN: Final = {word.translate(_PLAIN): latin for word, latin in zip(_WORDS[-2::-2], _WORDS[::-2], strict=True)}  # of two spellings of a word, the first
_SENSES: Final = {word.translate(_PLAIN): sense for word, sense in ARABIC_SENSES.items()}
_SERVANT: Final = re.compile(r"\bعبد\s+(?:ال(?=\w{2})|(?=رب[هو]))")
_GOD: Final = re.compile(r"(?<=\w{2})\s+الله\b")
_OF_FAITH: Final = re.compile(r"(?<=\w{2})\s+(?:ال|لال)?(دين|اسلام|حق|زمان)\b")
_SON: Final = re.compile(r"\bبن\s+(\w{3,})")  # Benkirane, Bendjedid
_VOWELS: Final = re.compile("[\u064b-\u0652]")
_WORD: Final = re.compile("[\u0620-\u065f\u066e-\u06d3\u06fa-\u06ff]+")
_LONG_A: Final = re.compile(r"\bآ(?=[يو])")  # Ayandeh; without the sign such a word begins with i or u
_PHRASES: Final = tuple(  # of several words, of firms
    [
        (re.compile(rf"\b{old}\b"), new)
        for old, new in (
            ("(?:ال)?خطوط (?:ال)?جوي[ةه]", " airlines "),
            ("خليج فارس", " persian gulf "),
            ("دانشگاه صنعتي", " university technology "),
            ("قناة السويس", " suez canal "),
            ("فلات قاره", " offshore "),
            ("دانشگاه علم و صنعت", " university science technology "),
            ("راه آهن|سكك حديد(?:ية|يه)?", " railway "),
            ("سرمايه گذاري", " investment "),
            ("حمل و نقل", " transport "),
        )
    ]
)
_HEADS: Final = tuple("خطوط خليج دانشگاه قناة فلات راه سكك سرمايه حمل".split())  # the first words of the phrases
_OF_FAITHS: Final = tuple([article + word for article in ("", "ال", "لال") for word in "دين اسلام حق زمان".split()])
MARKS: Final = 4  # what a word may do to its neighbours
_JOINED, _BEFORE_NAME, _IN_PHRASE, _FAITH = (1 << at for at in range(MARKS))
_ONE_LETTER: Final = str.maketrans("یکہھە", "يكههه")  # of Persian, Urdu and Kurdish, where Arabic has another sign for the same
# What a letter is in Latin: first as English writers put it. Long vowels and the letters that others write otherwise stand apart.
_LETTERS: Final = dict(
    zip("بتثجحخدذرزسشصضطظغفقكلمنهوپچژگٹڈڑ", "b t th j h kh d dh r z s sh s d t z gh f q k l m n h w p ch zh g t d r".split(), strict=True)
) | {"ي": "y"}
_PERSIANS: Final = {
    "rida": "reza", "fadil": "fazel", "ramadan": "ramazan", "fadl": "fazl", "husayn": "hossein", "uthman": "osman", "murtada": "morteza", "diya": "zia", "radi": "razi", "dhaheri": "zaheri",
    "ridwan": "rezvan", "muqtada": "moqtada", "muadh": "moaz", "qadi": "ghazi", "anwar": "anvar", "qurban": "ghorban",
}  # fmt: skip
_FRENCH: Final = (("sh", "ch"), ("j", "dj"), ("w", "ou"), ("u", "ou"))
_TITLES: Final = "صاحب صاحبة السمو سمو الجلالة الملكي الملك الأمير الامير الأميرة الاميرة الفريق أول اللواء العميد العقيد المهندس المهندسة الدكتور الدكتورة الأستاذ الاستاذ الأستاذة الاستاذة السيدة دكتور دكتر دکتر سردار سرتيپ سرتیپ".split()
_TITLED: Final = re.compile(rf"^(?:(?:{'|'.join(_TITLES)})\s+)+(?=\w+\s+\w)")
TITLES: Final = frozenset([f"{title} " for title in _TITLES])
"""What may stand before a person's name, each with a blank."""
_SMALL: Final = re.compile("(?:ال)?[^اويه][^اويه]ي[^اوي][يه]?")  # Jubeir, Muzaini: made smaller, as many names of families are
_ORDINALS: Final = {"الاول": "i", "الثاني": "ii", "الثالث": "iii", "الرابع": "iv", "الخامس": "v", "السادس": "vi"}
_UNSAID: Final = frozenset("قناه صحيفه جريده مجله شبكه روزنامه".split())  # what Latin letters seldom print: Al Mayadeen
_NAMELIKE: Final = frozenset(
    "gulf first future modern wings sea new national islamic united arab east west north south international oil steel house state global brothers association development telecommunications export".split()
)
# Where writers differ, each consistently: Persians and their neighbours, Egyptians, the Gulf and Libya, Iraqis, North Africans after French; and whoever hears a vowel after every consonant.
_SYSTEMS: Final[dict[str, dict[str, str]]] = {
    "persian": {"ث": "s", "ذ": "z", "ض": "z", "ق": "gh", "و": "v"},
    "egyptian": {"ج": "g"},
    "gulf": {"ق": "g", "ظ": "dh"},
    "open": {},
    "maghreb": {"ش": "ch", "ج": "dj"},
    "glued": {},  # Almalki
}
SYSTEMS: Final = ("", *_SYSTEMS)
_AT: Final = {system: at for at, system in enumerate(SYSTEMS)}
_LETTERS_AFTER: Final = {"": _LETTERS} | {system: _LETTERS | letters for system, letters in _SYSTEMS.items()}
_OF_SYSTEM: Final = {system: 1 << (MARKS + at) for at, system in enumerate(_SYSTEMS)}
_OF_LETTER: Final = {
    letter: sum([_OF_SYSTEM[system] for system, others in _SYSTEMS.items() if letter in others]) for letters in _SYSTEMS.values() for letter in letters
}


def spell_names(text: str, system: str = "", *, firm: bool = False) -> str:
    """The text in Latin letters: usual names as they are usually spelt, others with likely vowels; the article apart, Abdul- and -uddin joined. `firm`: generic words in English.

    >>> spell_names("محمد عبد الكريم التكريتي"), spell_names("عبدالرحمن"), spell_names("شركة الفرات للنقل", firm=True)
    ('muhammad abdulkarim al tikriti', 'abdulrahman', 'company al furat transport')
    """
    return " ".join([read_word(word, system, firm) for word in prepared(text, look(text), system == "maghreb", firm)])


def read_word(word: str, system: str, firm: bool) -> str:
    """What stands between two blanks of a prepared text, its Arabic letters in Latin ones."""
    if _WORD.fullmatch(word):
        return _spelt(word.translate(_PLAIN), system, firm, word.endswith("ة"))
    return _WORD.sub(lambda found: _spelt(found.group().translate(_PLAIN), system, firm, found.group().endswith("ة")), word)


def readings(word: str) -> tuple[tuple[str, ...], tuple[str, ...]] | None:
    """`read_word` of a word of Arabic letters as a person's, after each of `SYSTEMS`, and as a firm's, after those and `mixed`, where that is told in one go."""
    return _COMPILED.readings(word) if native.on and _COMPILED else None


class Looked(NamedTuple):
    """The words of a text, each prepared by itself, and what is marked in some of them."""

    words: tuple[str, ...]
    marks: int

    @property
    def alone(self) -> bool:
        """Whether no word does anything to its neighbours."""
        return not self.marks & (_JOINED | _BEFORE_NAME | _IN_PHRASE | _FAITH)

    @property
    def systems(self) -> tuple[str, ...]:
        """The systems after which the text may read otherwise than after the first."""
        return _systems(self.marks >> MARKS)


def look(text: str) -> Looked:
    """What its words say of a text."""
    marks = 0
    words: list[str] = []
    for word in text.split(" "):
        clean, some = look_at(word)
        words.append(clean)
        marks |= some
    return Looked(tuple(words), marks)


def prepared(text: str, looked: Looked, after_french: bool, firm: bool) -> tuple[str, ...]:
    """The words of a text, parted by single blanks, in the letters of Arabic, some of them joined or read as a phrase; the same after all systems but the French."""
    if not looked.marks & (_JOINED | (_BEFORE_NAME if after_french else 0) | (_IN_PHRASE if firm else _FAITH)):
        return looked.words
    text = _VOWELS.sub("", text).translate(_ONE_LETTER)
    if looked.marks & _JOINED:
        text = _SERVANT.sub(lambda found: found.group().replace(" ", ""), text)
        text = _GOD.sub("الله", text)
    if after_french and looked.marks & _BEFORE_NAME:
        text = _SON.sub(r"بن\1", text)
    if firm and looked.marks & _IN_PHRASE:
        for pattern, phrase in _PHRASES:
            text = pattern.sub(phrase, text)
    if not firm and looked.marks & _FAITH:
        text = _OF_FAITH.sub(r"ال\1", text)
    return tuple(_LONG_A.sub("اا", text).split(" "))


@cache
def _systems(marks: int) -> tuple[str, ...]:
    return tuple([system for at, system in enumerate(_SYSTEMS) if marks >> at & 1])


@lru_cache(maxsize=1 << 16)
def look_at(word: str) -> tuple[str, int]:
    """A word that stands by itself as it is prepared, and its marks: what it may do to its neighbours, and after which systems it may read otherwise than after the first."""
    if native.on and _COMPILED and (looked := _COMPILED.look(word)) is not None:
        return looked
    plain = word.translate(_PLAIN)
    marks = _OF_SYSTEM["open"]
    for letter in plain:
        marks |= _OF_LETTER.get(letter, 0)
    if "ال" in plain:
        marks |= _OF_SYSTEM["glued"]
    if plain == "بن":  # Bensalah
        marks |= _OF_SYSTEM["maghreb"]
    if _SMALL.fullmatch(plain) and plain not in _LATIN and plain.removeprefix("ال") not in _LATIN:
        marks |= _OF_SYSTEM["gulf"]
    word = _VOWELS.sub("", word).translate(_ONE_LETTER)
    return _LONG_A.sub("اا", word) if "آ" in word else word, marks | _of_neighbours(word)


def _of_neighbours(word: str) -> int:
    """What a word may do to its neighbours."""
    marks = 0
    if word.endswith("عبد") or word.startswith("الله"):
        marks |= _JOINED
    if word.endswith("بن"):
        marks |= _BEFORE_NAME
    if word.endswith(_HEADS):
        marks |= _IN_PHRASE
    if word.startswith(_OF_FAITHS):
        marks |= _FAITH
    return marks


def untitled(text: str) -> str:
    """A person's name without the titles before it, where two names are left."""
    return _TITLED.sub("", text)


def _known(plain: str, system: str) -> str | None:
    """The usual spelling of a usual name, after a system."""
    latin = _LATIN.get(plain)
    return latin if latin is None or not system else _spellings(latin)[_AT.get(system, 0)]


@lru_cache(maxsize=1 << 12)
def _spellings(latin: str) -> tuple[str, ...]:
    """A usual spelling of a usual name after each of `SYSTEMS`: the spellings of a known name are known."""
    french = egyptian = latin
    if not named(consonants(fold(latin))):
        egyptian = latin.replace("j", "g")
        for old, new in _FRENCH:
            french = french.replace(old, new)
    after = {"persian": _PERSIANS.get(latin, latin), "egyptian": egyptian, "maghreb": french}
    return tuple([after.get(system, latin) for system in SYSTEMS])


def _spelt(plain: str, system: str, firm: bool, feminine: bool) -> str:
    """`feminine`: the word ends in ta marbuta."""
    if firm:
        if system == "mixed" and plain in _UNSAID:
            return ""
        for sense in _senses(plain):
            if not (system in ("mixed", "glued") and sense in _NAMELIKE):
                return sense
    if system == "open" and plain in _ORDINALS:
        return _ORDINALS[plain]
    known = _known(plain, system)
    if known:
        return known
    parted = _parted(plain)
    if parted:
        head, stem, tail, varied = parted
        latin = (_known(stem, system) if varied else _LATIN.get(stem)) or _vocalised(stem, system, feminine and not tail)
        return f"{head.strip() if system == 'glued' else head}{latin}{tail}"
    if firm and plain.startswith("لل") and len(plain) > 4:
        return _LATIN.get(plain[2:]) or _vocalised(plain[2:], system, feminine)
    if cut := _cut(plain):  # two names in one word, as Persians write them: Mohammadreza
        return f"{_spelt(plain[:cut], system, firm, False)}{'' if system == 'open' else ' '}{_spelt(plain[cut:], system, firm, feminine)}"
    if "عبد" in plain:
        for head in ("امير", "محمد", "علي", "غلام", "سيد"):
            if plain.startswith(head) and plain[len(head) :].startswith("عبد") and len(plain) > len(head) + 4:
                return f"{_LATIN[head]} {_spelt(plain[len(head) :], system, firm, feminine)}"
    if plain.startswith("ابو") and plain[3:] in _LATIN:
        return f"abu {_LATIN[plain[3:]]}"
    return _vocalised(plain, system, feminine)


_BEFORE: Final = ("ال", "لل", "وال", "بال")


@lru_cache(maxsize=1 << 13)
def _senses(plain: str) -> tuple[str, ...]:
    """What the word may mean in the name of a firm, without an article or a preposition before it last."""
    bare = (plain, *[plain[len(before) :] for before in _BEFORE if plain.startswith(before)])
    return tuple([_SENSES[word] for word in bare if word in _SENSES])


@lru_cache(maxsize=1 << 13)
def _parted(plain: str) -> tuple[str, str, str, bool] | None:
    """The Latin head of a word with an article in it, what is between, the Latin tail; and whether what is between is spelt after the system even if it is a usual name."""
    if "ال" not in plain:
        return None
    if plain.startswith("عبدال") and len(plain) > 6:  # one name: Abdul Karim alone is no match of first name and surname
        return "abdul", plain[5:], "", True
    if plain.startswith("ذوال") and len(plain) > 5:
        return "zul", plain[4:], "", False
    if plain.startswith("ابوال") and len(plain) > 6:
        return "abul", plain[5:], "", False
    for ending, latin in (("الدين", "uddin"), ("الله", "ullah"), ("الاسلام", "ulislam"), ("الحق", "ulhaq"), ("الزمان", "uzzaman")):
        if plain.endswith(ending) and len(plain) > len(ending) + 1:
            return "", plain.removesuffix(ending), latin, False
    if plain.startswith("ال") and len(plain) > 4:
        return "al ", plain[2:], "", True
    return None


@lru_cache(maxsize=1 << 13)
def _cut(plain: str) -> int:
    """After how many letters the second of two usual names begins; 0: it is no two names."""
    for cut in range(3, len(plain) - 1):
        if plain[:cut] in _LATIN and plain[cut:] in _LATIN:
            return cut
    return 0


def _vocalised(plain: str, system: str, feminine: bool = False) -> str:
    """A word with its vowels; systems in none of whose letters it is written agree about it."""
    small = system == "gulf" and _SMALL.fullmatch(plain) is not None
    if system != "open" and not small and _SYSTEMS.get(system, {}).keys().isdisjoint(plain):
        system = ""
    return _with_vowels(plain, system, small, feminine)


@lru_cache(maxsize=1 << 16)
def _with_vowels(plain: str, system: str = "", small: bool = False, feminine: bool = False) -> str:
    """A word with its long vowels, and an a where consonants would stand together at the head, at the end or three in a row.

    >>> [_with_vowels(word) for word in ("حديد", "محفوظ", "بدوي", "زويل", "فرات")]
    ['hadid', 'mahfuz', 'badwi', 'zuwail', 'farat']
    """
    letters = _LETTERS_AFTER[system]
    sounds: list[str] = []  # consonants in Latin; vowels as one of a, i, u
    last = len(plain) - 1
    for at, char in enumerate(plain):
        vowel_before = bool(sounds) and sounds[-1] in "aiu"
        after = plain[at + 1] if at < last else ""
        if char == "ا":
            sounds += ["a"] if at or after not in "وي" or not after else []  # Iman, Obama
        elif char == "ع":
            if not at or vowel_before or after not in "اوي" or not after:
                sounds += [] if vowel_before else ["a"]
        elif (
            char in "وي"
            and at
            and ((not vowel_before and (not after or after not in "اويه")) or (at > 1 and plain[at - 1] == "ا" and after and after not in "اويه"))
        ):
            sounds.append("u" if char == "و" else "i")
        elif char == "ه" and at == last and at > 1 and (feminine or plain[at - 1] not in "اوي"):
            if plain[at - 1] == "ي" and sounds[-1] == "y":
                sounds[-1:] = ["i", "y"]
            sounds.append("a")
        elif char == "و" and at == 1 and after == "ي" and at + 2 <= last and system != "persian":
            sounds += ["u", "w", "a"]  # Ruwaili
        elif char == "ي" and at == 2 and sounds[-3:] == ["u", "w", "a"]:
            sounds.append("i")
        else:
            sounds.append(letters.get(char, ""))
    if small and len(sounds) > 2 and sounds[2] == "i":
        sounds[:3] = [*([] if sounds[0] == "a" else sounds[:1]), "u", sounds[1], "a", "i"]
    out = ""
    run = 0  # consonants since the last vowel
    head = True  # no vowel yet
    full = [sound for sound in sounds if sound]
    for at, sound in enumerate(full):
        if sound in ("a", "i", "u"):
            out, run, head = out + sound, 0, False
            continue
        ends = at == len(full) - 1
        digraph = sound == "h" and out[-1:] in ("s", "k", "g", "d", "t", "p", "z", "c")  # s and h are two letters here
        if run and (system == "open" or run == 2 or (head and run == 1) or (ends and run == 1 and not head) or digraph):
            out, run = out + ("i" if plain[-3:-2] == "ا" and ends and not head else "a"), 0  # Falih, Zayid: a participle
            head = False
        out, run = out + sound, run + 1
    return out


_COMPILED: Final = (
    native.abjad.Arabic(
        _WORD,
        _PLAIN,
        SYSTEMS,
        _SYSTEMS,
        _LETTERS_AFTER,
        "ة",
        _LATIN,
        _SENSES,
        _BEFORE,
        _senses,
        _spellings,
        _parted,
        _UNSAID,
        _NAMELIKE,
        _ORDINALS,
        "عبد",
        _spelt,
        _ONE_LETTER,
        _of_neighbours,
        (_OF_SYSTEM["open"], _OF_SYSTEM["glued"], _OF_SYSTEM["maghreb"], _OF_SYSTEM["gulf"]),
        MARKS,
    )
    if native.BUILT
    else None
)
