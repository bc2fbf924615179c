"""Which name is meant by this word in Arabic letters, which are written without vowels?"""

from __future__ import annotations

import re
from typing import Final

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
"""
_WORDS: Final = _NAMES.split()
_LATIN: Final = dict(zip(_WORDS[-2::-2], _WORDS[::-2], strict=True))  # of two spellings of a word, the first
_PLAIN: Final = str.maketrans(
    {
        "أ": "ا",
        "إ": "ا",
        "آ": "ا",
        "ٱ": "ا",
        "ى": "ي",
        "ی": "ي",
        "ئ": "ي",
        "ؤ": "و",
        "ة": "ه",
        "ۀ": "ه",
        "ک": "ك",
        "ڪ": "ك",
        "ـ": "",
        "ء": "",
        **{chr(mark): "" for mark in range(0x64B, 0x653)},
    }
)
_SERVANT: Final = re.compile(r"\bعبد\s+ال(?=\w{2})")
_VOWELS: Final = re.compile("[\u064b-\u0652]")
_WORD: Final = re.compile("[\u0620-\u065f\u066e-\u06d3\u06fa-\u06ff]+")


def spell_names(text: str) -> str:
    """The text with usual names, the article and Abdul- in Latin letters; other words stay as they are.

    >>> spell_names("محمد عبد الكريم التكريتي"), spell_names("عبدالرحمن")
    ('muhammad abdulkarim al tikriti', 'abdulrahman')
    """
    return _WORD.sub(lambda found: _spelt(found.group()), _SERVANT.sub("عبدال", _VOWELS.sub("", text)))


def _spelt(word: str) -> str:
    plain = word.translate(_PLAIN)
    known = _LATIN.get(plain)
    if known:
        return known
    if plain.startswith("عبدال") and len(plain) > 6:  # one name: Abdul Karim alone is no match of first name and surname
        return f"abdul{_LATIN.get(plain[5:], plain[5:])}"
    if plain.startswith("ال") and len(plain) > 4:
        return f"al {_LATIN.get(plain[2:], plain[2:])}"
    if plain.startswith("ابو") and plain[3:] in _LATIN:
        return f"abu {_LATIN[plain[3:]]}"
    return word
