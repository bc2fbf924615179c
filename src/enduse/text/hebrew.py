"""Which name is meant by this word in Hebrew letters, and how is it read?"""

from __future__ import annotations

import re
from typing import Final

from enduse import native
from enduse.text.abjad import HEBREW_SENSES

_NAMES: Final = """
לב lev עופר ofer ויצמן weizmann משה moshe אברהם avraham יצחק yitzhak יעקב yaakov יוסף yosef דוד david שלמה shlomo שמואל shmuel דניאל daniel מיכאל michael רפאל rafael גבריאל gabriel אליהו eliyahu אלי eli אליעזר eliezer אלעזר elazar אהרון aharon אהרן aharon יהודה yehuda ראובן reuven שמעון shimon לוי levi יהונתן yonatan יונתן yonatan נתן natan נתנאל netanel בנימין binyamin מנחם menachem חיים chaim מאיר meir
אורי uri עמוס amos עוזי uzi עזר ezer אריאל ariel אריה aryeh אריק arik אהוד ehud אבי avi אביב aviv אבנר avner אבשלום avshalom אביגדור avigdor אבישי avishai גד gad גדעון gideon גיל gil גל gal גלעד gilad גיא guy דב dov דוב dov דן dan דני danny דרור dror הרצל herzl זאב zeev זלמן zalman חנן hanan טל tal יאיר yair יגאל yigal ידידיה yedidya יהושע yehoshua יואב yoav יואל yoel יובל yuval יוחנן yohanan יורם yoram יחזקאל yehezkel יחיאל yechiel ירון yaron ישראל israel ישעיהו yeshayahu ירמיהו yirmiyahu
ליאור lior לירון liron מרדכי mordechai מתן matan נדב nadav נוח noah נועם noam נחום nahum נחמן nahman ניר nir נפתלי naftali ניסים nissim עדי adi עודד oded עובדיה ovadia עידו ido עידן idan עומר omer עמית amit עמיר amir עמרי omri עמיחי amichai ערן eran פנחס pinchas צבי zvi ציפי tzipi צחי tzachi רון ron רוני roni רן ran רז raz רם ram שאול shaul שי shai שחר shahar שרון sharon תום tom תומר tomer איתן eitan איתמר itamar אילן ilan אסף asaf אופיר ofir אורן oren אפרים ephraim אתגר etgar בועז boaz ברק barak בני benny בצלאל bezalel ברוך baruch
שרה sarah רבקה rivka רחל rachel לאה leah מרים miriam חנה hannah אסתר esther רות ruth נעמי naomi יעל yael דבורה deborah גולדה golda גילה gila דנה dana דליה dalia הדס hadas חוה chava טובה tova יהודית yehudit לילך lilach מיכל michal מאיה maya נועה noa נורית nurit עדה ada עפרה ofra ענת anat שולמית shulamit שירה shira תמר tamar איילת ayelet גלית galit אורלי orly רונית ronit
כהן cohen מזרחי mizrahi פרץ peretz ביטון biton דהן dahan אזולאי azoulay כץ katz פרידמן friedman אוחנה ohana גבאי gabay עמר amar חדד haddad ברזילי barzilai גולדברג goldberg גולדשטיין goldstein רוזנברג rosenberg רוזן rosen שפירא shapira שטיין stein שטרן stern שוורץ schwartz וייס weiss ויצמן weizmann הורוביץ horowitz הרצוג herzog הלוי halevi לוין levin ליברמן lieberman נתניהו netanyahu רבין rabin פרס peres בגין begin שמיר shamir שליט shalit אולמרט olmert אשכנזי ashkenazi דיין dayan אלון allon אשכול eshkol ריבלין rivlin קצב katsav גנץ gantz בנט bennett לפיד lapid סער saar לבני livni
שטיינמץ steinmetz קליין klein גרוסמן grossman קרמר kramer מילר miller זילברמן silberman זוסמן sussman ברגמן bergman ברק barak אדלר adler פישר fischer ברנבוים barenboim איינשטיין einstein כהנמן kahneman מאירי meiri שלום shalom מלכה malka עוז oz הררי harari
בן ben בר bar בת bat אל el תל tel אביב aviv חיפה haifa ירושלים jerusalem טבע teva רפאל rafael אלביט elbit לאומי leumi הפועלים hapoalim דיסקונט discount מזרחי mizrahi טפחות tefahot כיל icl דלק delek פז paz אגד egged שטראוס strauss תנובה tnuva אסם osem ישקר iscar אלתא elta תדיראן tadiran
"""
_WORDS: Final = _NAMES.split()
_LATIN: Final = dict(zip(_WORDS[-2::-2], _WORDS[-1::-2], strict=True))
_WORD: Final = re.compile("[\u05d0-\u05ea\u05f3\u05f4'\"׳״]+")
_POINTS: Final = re.compile("[\u0591-\u05c7]")
_CONSONANTS: Final = dict(zip("בגדהזחטיכךלמםנןספףצץקרשת", "v g d h z h t y kh kh l m m n n s f f ts ts k r sh t".split(), strict=True))
_HARD: Final = {"ב": "b", "כ": "k", "פ": "p"}
_SYSTEMS: Final[dict[str, dict[str, str]]] = {
    "hard": {"ב": "b", "פ": "p", "כ": "k"},
    "german": {"ח": "ch", "כ": "ch", "ך": "ch", "ש": "s", "צ": "z", "ץ": "z"},
    "soft": {"ב": "v", "פ": "f", "ח": "kh"},
}
_FOREIGN: Final = {"ג׳": "j", "ג'": "j", "צ׳": "ch", "צ'": "ch", "ץ׳": "ch", "ץ'": "ch", "ז׳": "zh", "ז'": "zh"}
SYSTEMS: Final = ("", *_SYSTEMS)
_LETTERS_AFTER: Final = {"": _CONSONANTS} | {system: _CONSONANTS | letters for system, letters in _SYSTEMS.items()}


def read_hebrew(text: str, system: str = "", *, firm: bool = False) -> str:
    """The text in Latin letters: usual names as they are usually spelt, others with likely vowels. `firm`: generic words in English.

    >>> read_hebrew("דוד בן גוריון"), read_hebrew("בנק לאומי", firm=True)
    ('david ben gorion', 'bank leumi')
    """
    return " ".join([read_word(word, system, firm) for word in text.split(" ")])


def read_word(word: str, system: str, firm: bool) -> str:
    """What stands between two blanks, its Hebrew letters in Latin ones."""
    return _WORD.sub(lambda found: _spelt(found.group(), system, firm), _POINTS.sub("", word))


def readings(word: str) -> tuple[tuple[str, ...], tuple[str, ...]] | None:
    """`read_word` of a word of Hebrew letters as a person's, after each of `SYSTEMS`, and as a firm's, where that is told in one go."""
    return _COMPILED.readings(word) if native.on and _COMPILED else None


def _sense(plain: str) -> str | None:
    """What the word means in the name of a firm."""
    for bare in (plain, plain[1:] if plain[:1] in "הלבו" else plain, plain[2:] if plain[:2] == "וה" else plain):
        if bare in HEBREW_SENSES:
            return HEBREW_SENSES[bare]
    return None


def _spelt(word: str, system: str, firm: bool) -> str:
    plain = word.replace("״", "").replace('"', "")
    if firm and (sense := _sense(plain)) is not None:
        return sense
    if plain in _LATIN:
        return _LATIN[plain]
    for sign, latin in _FOREIGN.items() if "׳" in plain or "'" in plain else ():
        plain = plain.replace(sign, f"<{latin}>")
    return _vocalised(plain.replace("׳", "").replace("'", ""), system)


def _vocalised(plain: str, system: str) -> str:
    letters = _LETTERS_AFTER.get(system, _CONSONANTS)
    sounds: list[str] = []
    parts = re.findall("<[a-z]+>|.", plain) if "<" in plain else list(plain)
    last = len(parts) - 1
    for at, part in enumerate(parts):
        after = parts[at + 1] if at < last else ""
        vowel_before = bool(sounds) and sounds[-1] in ("a", "i", "u", "o")
        if part[0] == "<":
            sounds.append(part[1:-1])
        elif part == "א":
            if not vowel_before and after not in ("ו", "י"):
                sounds.append("a")
        elif part == "ע":
            if not vowel_before and after not in ("ו", "י", "") and not at:
                sounds.append("a")
        elif part == "ו":
            if after == "ו" or (not at and after not in ("", "ו")) or (vowel_before and parts[at - 1] != "י"):
                sounds.append("v")
            elif not (at and parts[at - 1] == "ו"):
                sounds.append("u" if system == "german" else "o")
        elif part == "י":
            if after == "י":
                continue
            if at and parts[at - 1] == "י":
                sounds += ["a", "i"] if not vowel_before else ["i"]
            else:
                sounds.append("y" if not sounds or (vowel_before and after) else "i")
        elif part == "ה" and at == last and at:
            sounds += [] if vowel_before else ["a"]
        else:
            sounds.append((_HARD.get(part) if not sounds else None) or letters.get(part, ""))
    out, run, head = "", 0, True  # head: no vowel yet
    full = [sound for sound in sounds if sound]
    for at, sound in enumerate(full):
        if sound in ("a", "i", "u", "o"):
            out, run, head = out + sound, 0, False
            continue
        if run and (run == 2 or (head and run == 1) or (at == len(full) - 1 and run == 1 and not head)):
            out, run, head = out + "a", 0, False
        out, run = out + sound, run + 1
    return out


_COMPILED: Final = native.abjad.Hebrew(SYSTEMS, _LETTERS_AFTER, _HARD, "german", _LATIN, _sense) if native.BUILT else None
