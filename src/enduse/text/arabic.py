"""Which name is meant by this word in Arabic letters, which are written without vowels?"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

from enduse.text.abjad import ARABIC_SENSES

# Usual names and what surrounds them: the Arabic word with plain letters (no hamza, ى and ی as ي, ة as ه, ک as ك), then its most usual Latin spelling.
_NAMES: Final = """
محمد muhammad احمد ahmad محمود mahmud حامد hamid حميد hamid حمد hamad حمدي hamdi حمدان hamdan حماد hammad علي ali عمر umar عمرو amr عمار ammar عامر amir امير amir حسن hasan حسين husayn حسان hassan حسني husni محسن muhsin احسان ihsan
عثمان uthman ابراهيم ibrahim اسماعيل ismail اسحاق ishaq يعقوب yaqub يوسف yusuf موسي musa عيسي isa داود dawud داوود dawud سليمان sulayman هارون harun يونس yunus يحيي yahya زكريا zakariya الياس ilyas ايوب ayyub ادم adam نوح nuh ادريس idris لقمان luqman
خالد khalid خليل khalil خلف khalaf خليفه khalifa خضر khadr خميس khamis خير khayr سعيد said سعد sad سعود saud مسعود masud سعدي sadi سعدون sadun اسعد asad اسد asad سيد sayyid سالم salim سليم salim سلمان salman سلطان sultan سلام salam سامي sami سامر samir سمير samir سامح samih سهيل suhayl سيف sayf
صالح salih صلاح salah صبري sabri صباح sabah صادق sadiq صدام saddam صدر sadr صدقي sidqi صفوان safwan طارق tariq طالب talib طلال talal طاهر tahir طه taha طلعت talat ظاهر zahir زاهر zahir زهير zuhayr زياد ziyad زيد zayd زايد zayid زين zayn زيدان zaydan
عادل adil عدنان adnan عارف arif عاصم asim عاطف atif عباس abbas عبد abd عبدالله abdullah عبيد ubayd عزت izzat عزيز aziz عزام azzam عصام isam عطيه atiya عقيل aqil علاء ala عماد imad عوض awad عواد awwad غازي ghazi غالب ghalib غسان ghassan غانم ghanim
فاروق faruq فاضل fadil فادي fadi فارس faris فاءز faiz فائز faiz فايز fayiz فتحي fathi فؤاد fuad فواد fuad فراس firas فرج faraj فرحان farhan فريد farid فهد fahd فهمي fahmi فوزي fawzi فيصل faysal فضل fadl
قاسم qasim قيس qays قصي qusayy كامل kamil كمال kamal كريم karim كرم karam كاظم kazim كنعان kanaan لطيف latif لطفي lutfi ليث layth ماجد majid مجيد majid مجدي majdi مازن mazin مالك malik ماهر mahir مامون mamun مبارك mubarak مثني muthanna محيي muhyi مختار mukhtar مراد murad مروان marwan
مصطفي mustafa مصعب musab معاذ muadh معمر muammar معن maan مفيد mufid مقتدي muqtada ممدوح mamduh منذر mundhir منصور mansur منير munir مهدي mahdi مهند muhannad مؤيد muayyad مويد muayyad ناجي naji نادر nadir ناصر nasir نصر nasr نصير nasir نبيل nabil نجيب najib نجم najm نزار nizar نزيه nazih نضال nidal نعيم naim نعمان numan نور nur نوري nuri نواف nawaf نواز nawaz
هادي hadi هاشم hashim هاني hani هشام hisham هلال hilal هيثم haytham وائل wail وايل wail وليد walid وسام wisam وسيم wasim وجدي wajdi ياسر yasir ياسين yasin يزيد yazid توفيق tawfiq تركي turki تيسير taysir ثامر thamir جابر jabir جاسم jasim جبار jabbar جعفر jafar جلال jalal جمال jamal جميل jamil جهاد jihad جواد jawad جودت jawdat
حاتم hatim حاجي haji حازم hazim حافظ hafiz حارث harith حبيب habib حجاز hijaz حسام husam حكيم hakim حمزه hamza حنان hanan حيدر haydar بدر badr بدري badri بركات barakat برهان burhan بسام bassam بشار bashar بشير bashir بكر bakr بلال bilal بهاء baha بهجت bahjat اكرم akram انور anwar ايمن ayman ايهاب ihab اياد iyad اشرف ashraf اكبر akbar امين amin امجد amjad انس anas اسامه usama ايمان iman
راشد rashid رشيد rashid رشاد rashad رشدي rushdi رافع rafi رافت rafat رامي rami رباح rabah ربيع rabi رجب rajab رحمان rahman رحمن rahman رحيم rahim رزق rizq رضا rida رضوان ridwan رفعت rifat رفيق rafiq رمزي ramzi رمضان ramadan رياض riyad ريان rayan رعد rad رؤوف rauf رزاق razzaq دين din الدين aldin الله allah
شاكر shakir شريف sharif شعبان shaban شفيق shafiq شكري shukri شهاب shihab شوقي shawqi شيخ shaykh شمس shams ذياب dhiyab ذو dhu ابو abu ابي abi ابا aba ام umm بن bin ابن ibn بنت bint ال al آل al
فاطمه fatima عايشه aisha عائشه aisha مريم maryam خديجه khadija زينب zaynab ليلي layla سعاد suad سلمي salma سميره samira نجوي najwa هدي huda هند hind وفاء wafa رانيا raniya اسماء asma امال amal نوره nura ساره sara منال manal
تكريتي tikriti بغدادي baghdadi مصري misri سوري suri شامي shami عراقي iraqi لبناني lubnani يمني yamani حوثي huthi ليبي libi تونسي tunisi مغربي maghribi جزائري jazairi جزايري jazairi سوداني sudani فلسطيني filastini اردني urduni مكي makki مدني madani كردي kurdi هاشمي hashimi حسيني husayni حسني hasani موسوي musawi جبوري juburi دليمي dulaymi دوري duri راوي rawi زوبعي zubai حمداني hamdani شمري shammari عبيدي ubaydi قحطاني qahtani غامدي ghamdi عتيبي utaybi حربي harbi زهراني zahrani مالكي maliki صدري sadri حكيمي hakimi خطيب khatib حداد haddad نجار najjar
افغاني afghani خان khan شاه shah ميرزا mirza رضايي rezai رضائي rezai محمدي mohammadi احمدي ahmadi حسيني hosseini علوي alavi كريمي karimi رحيمي rahimi رستمي rostami نژاد nejad زاده zadeh پور pur حاج haj سردار sardar غلام gholam غلامرضا gholamreza عليرضا alireza محمدرضا mohammadreza حميدرضا hamidreza مهران mehran بهرام bahram فرهاد farhad فريدون fereydun خسرو khosro داريوش dariush كوروش kourosh پرويز parviz جمشيد jamshid ايران iran
شركت sherkat تجارت tejarat صنعت sanat صنايع sanaye بازرگاني bazargani مهندسي mohandesi گروه goruh بانك bank نفت naft دانشگاه daneshgah موسسه mossese مجتمع mojtama پتروشيمي petrochemical فولاد fulad هواپيمايي airlines كشتيراني keshtirani تحقيقات tahghighat توسعه tosee بين bein المللي almelali پارس pars تهران tehran اسلامي islamic ملي milli الكترونيك electronic
جنبلاط jumblatt جعجع geagea مرسي morsi شمعون chamoun فرنجيه franjieh خوري khouri ثاني thani الثاني althani مكتوم maktum زويل zewail سيسي sisi حلبي halabi حموي hamawi بري bari بنكيران benkirane اوسط awsat خميني khomeini خامنهاي khamenei روحاني rouhani رفسنجاني rafsanjani لاريجاني larijani
باقر bagher باقري bagheri جوادي jawadi قاسمي qasimi عباسي abbasi صالحي salehi سليماني sulaymani عراقچي araghchi زاده zadeh پور pour نژاد nezhad نيا nia فر far حقاني haqqani غني ghani كيا kia تقوي taghavi نقوي naqvi طباطبايي tabtabai ولايتي velayati پهلوي pahlavi زنجاني zanjani همتي hemmati هويدا hoveyda دايي daei
پرويز pervez جاويد javed نواز nawaz شهباز shehbaz زرداري zardari بوتو bhutto بهٹو bhutto گيلاني gilani قريشي qureshi افريدي afridi وقار waqar وسيم wasim اظهر azhar عاصم asim ذوالفقار zulfiqar ضيا ziya حق haq اسلام islam فتح fateh نصرت nusrat بيگم begum خواجه khawaja چودهري chaudhry رحمان rahman
كوثر kawthar قدس quds زينالعابدين zaynalabidin نصرالله nasrallah حبيبالله habibullah سيفالله saifullah نجيبالله najibullah مصر misr سپه sepah البرز alborz جلبي chalabi چلبي chalabi صابر saber باسم basim كرم karam كرمي karami فرهاد farhad فرزاد farzad بهزاد behzad بهروز behrouz كامران kamran كامبيز kambiz شهرام shahram بهرام bahram مهرداد mehrdad ايرج iraj بهمن bahman ارش arash داريوش dariush كورش kourosh سيروس sirous خسرو khosrow فرشاد farshad اميد omid سهراب sohrab رستم rostam منوچهر manouchehr هوشنگ houshang ناهيد nahid روحالله ruhollah اسدالله assadullah هبتالله hibatullah وليالله valiollah عبدالاله abdulilah عبدالملك abdulmalik معروف maruf قابوس qabus رسول rasul وحيد wahid قادر qadir غفور ghafur وهاب wahhab عابدين abidin عابد abid
"""
_WORDS: Final = _NAMES.split()
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
_SERVANT: Final = re.compile(r"\bعبد\s+ال(?=\w{2})")
_GOD: Final = re.compile(r"(?<=\w{2})\s+الله\b")
_OF_FAITH: Final = re.compile(r"(?<=\w{2})\s+(?:ال|لال)?(دين|اسلام|حق|زمان)\b")
_AIRWAYS: Final = re.compile(r"خطوط\s+(?:ال)?جوي[ةه]")
_SON: Final = re.compile(r"\bبن\s+(\w{3,})")  # Benkirane, Bendjedid
_VOWELS: Final = re.compile("[\u064b-\u0652]")
_WORD: Final = re.compile("[\u0620-\u065f\u066e-\u06d3\u06fa-\u06ff]+")
_PERSIAN: Final = re.compile("[پچژگکیہےٹڈ]")
# What a letter is in Latin: first as English writers put it. Long vowels and the letters that others write otherwise stand apart.
_LETTERS: Final = dict(
    zip("بتثجحخدذرزسشصضطظغفقكلمنهوپچژگٹڈڑ", "b t th j h kh d dh r z s sh s d t z gh f q k l m n h w p ch zh g t d r".split(), strict=True)
) | {"ي": "y"}
_PERSIANS: Final = {"rida": "reza", "fadil": "fazel", "ramadan": "ramazan", "fadl": "fazl", "husayn": "hossein", "uthman": "osman"}
# Where writers differ, each consistently: Persians and their neighbours, Egyptians, the Gulf and Libya, Iraqis, North Africans after French; and whoever hears a vowel after every consonant.
_SYSTEMS: Final[dict[str, dict[str, str]]] = {
    "persian": {"ث": "s", "ذ": "z", "ض": "z", "ق": "gh", "و": "v"},
    "egyptian": {"ج": "g"},
    "gulf": {"ق": "g", "ظ": "dh"},
    "open": {},
    "maghreb": {"ش": "ch", "ج": "dj"},
}
SYSTEMS: Final = ("", *_SYSTEMS)


def spell_names(text: str, system: str = "", *, firm: bool = False) -> str:
    """The text in Latin letters: usual names as they are usually spelt, others with likely vowels; the article apart, Abdul- and -uddin joined. `firm`: generic words in English.

    >>> spell_names("محمد عبد الكريم التكريتي"), spell_names("عبدالرحمن"), spell_names("شركة الفرات للنقل", firm=True)
    ('muhammad abdulkarim al tikriti', 'abdulrahman', 'company al farat transport')
    """
    text = _GOD.sub("الله", _SERVANT.sub("عبدال", _VOWELS.sub("", text)))
    if system == "maghreb":
        text = _SON.sub(r"بن\1", text)
    text = _AIRWAYS.sub("طيران", text) if firm else _OF_FAITH.sub(r"ال\1", text)
    return _WORD.sub(lambda found: _spelt(found.group().translate(_PLAIN), system, firm, found.group().endswith("ة")), text)


def other_systems_of(text: str) -> tuple[str, ...]:
    """The systems after which this text may read otherwise than after the first."""
    plain = text.translate(_PLAIN)
    return tuple([system for system, letters in _SYSTEMS.items() if not letters or any(letter in plain for letter in letters)])


@lru_cache(maxsize=1 << 14)
def _spelt(plain: str, system: str, firm: bool, feminine: bool) -> str:
    """`feminine`: the word ends in ta marbuta."""
    if firm:
        for bare in (plain, plain.removeprefix("ال"), plain.removeprefix("لل"), plain.removeprefix("وال"), plain.removeprefix("بال")):
            if bare in _SENSES:
                return _SENSES[bare]
    known = _LATIN.get(plain)
    if known:
        return _PERSIANS.get(known, known) if system == "persian" else known
    if plain.startswith("عبدال") and len(plain) > 6:  # one name: Abdul Karim alone is no match of first name and surname
        return f"abdul{_LATIN.get(plain[5:]) or _vocalised(plain[5:], system, feminine)}"
    for ending, latin in (("الدين", "uddin"), ("الله", "ullah"), ("الاسلام", "ulislam"), ("الحق", "ulhaq"), ("الزمان", "uzzaman")):
        if plain.endswith(ending) and len(plain) > len(ending) + 1:
            head = plain.removesuffix(ending)
            return (_LATIN.get(head) or _vocalised(head, system)) + latin
    if plain.startswith("ال") and len(plain) > 4:
        return f"al {_LATIN.get(plain[2:]) or _vocalised(plain[2:], system, feminine)}"
    if firm and plain.startswith("لل") and len(plain) > 4:
        return _LATIN.get(plain[2:]) or _vocalised(plain[2:], system, feminine)
    for cut in range(3, len(plain) - 1):  # two names in one word, as Persians write them: Mohammadreza
        if plain[:cut] in _LATIN and plain[cut:] in _LATIN and cut + 2 <= len(plain):
            return f"{_spelt(plain[:cut], system, firm, False)} {_spelt(plain[cut:], system, firm, feminine)}"
    for head in ("امير", "محمد", "علي", "غلام", "سيد"):
        if plain.startswith(head) and plain[len(head) :].startswith("عبد") and len(plain) > len(head) + 4:
            return f"{_LATIN[head]} {_spelt(plain[len(head) :], system, firm, feminine)}"
    if plain.startswith("ابو") and plain[3:] in _LATIN:
        return f"abu {_LATIN[plain[3:]]}"
    return _vocalised(plain, system, feminine)


def _vocalised(plain: str, system: str, feminine: bool = False) -> str:
    """A word with its long vowels, and an a where consonants would stand together at the head, at the end or three in a row.

    >>> [_vocalised(word, "") for word in ("حديد", "محفوظ", "بدوي", "زويل", "فرات")]
    ['hadid', 'mahfuz', 'badwi', 'zawil', 'farat']
    """
    letters = _LETTERS | _SYSTEMS.get(system, {})
    sounds: list[str] = []  # consonants in Latin; vowels as one of a, i, u
    last = len(plain) - 1
    for at, char in enumerate(plain):
        vowel_before = bool(sounds) and sounds[-1] in "aiu"
        after = plain[at + 1] if at < last else ""
        if char == "ا":
            sounds.append("a")
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
        else:
            sounds.append(letters.get(char, ""))
    out = ""
    run = 0  # consonants since the last vowel
    full = [sound for sound in sounds if sound]
    for at, sound in enumerate(full):
        if sound in ("a", "i", "u"):
            out, run = out + sound, 0
            continue
        head = not any(vowel in out for vowel in "aiu")
        ends = at == len(full) - 1
        digraph = sound == "h" and out[-1:] in ("s", "k", "g", "d", "t", "p", "z", "c")  # s and h are two letters here
        if run and (system == "open" or run == 2 or (head and run == 1) or (ends and run == 1 and not head) or digraph):
            out, run = out + ("i" if out[-2:-1] == "a" and ends and not head and plain[-2:-1] != "ا" else "a"), 0  # Falih, Zayid: a participle
        out, run = out + sound, run + 1
    return out
