"""Is a name known again in another alphabet where its words were translated, or run together?"""

from __future__ import annotations

import pytest

from enduse.parties import compare
from enduse.run.romanise_table import romanise_table
from enduse.text.romanise import Romaniser

ROMANISER = Romaniser(romanise_table())


def band(left: str, right: str) -> str:
    return compare(left, right, kind="organization", romaniser=ROMANISER).band


@pytest.mark.parametrize(
    ("cyrillic", "latin"),
    [
        ("АО «Смоленский авиационный завод»", "JSC Smolensk Aviation Plant"),
        ("АО «Научно-исследовательский институт космического приборостроения»", "Research Institute of Space Instrument Making JSC"),
        ("ПАО «Объединенная авиастроительная корпорация»", "United Aircraft Corporation"),
        ("АО «150 авиационный ремонтный завод»", "150 Aircraft Repair Plant"),
        ("АО «Якутская топливно-энергетическая компания»", "JSC Yakutsk Fuel and Energy Company"),  # telling words that were translated
        ("Фонд стратегической культуры", "Strategic Culture Foundation"),
        ("ФГУП «Железные дороги Новороссии»", "Novorossiya Railways"),  # two words for one
        ("АО «Оршанский авиаремонтный завод»", "JSC Orsha Aircraft Repair Plant"),  # one for two
        ("ООО «Искусство логистики» (ООО «Искусство логистики»)", "Art Logistics LLC"),  # what a bracket repeats is not said twice
        ("АО «360 авиационный ремонтный завод»", "AO «360 Awiazionnyj Remontnyj Sawod»"),  # a number is none of the letters it stood for
        ("ООО «Джошкуноз Алабуга»", "OOO Dschoschkunos Alabuga"),  # a voiced consonant is not parted again
        ("АО «КБ «Радуга» имени А.Я. Березняка»", "JSC Design Bureau Raduga"),  # whom a body is named after may be left out
        ("ООО «АХКР»", "AHKR LLC"),  # an acronym letter by letter
    ],
)
def test_a_cyrillic_name_of_words_of_the_trade_alone_is_possible_in_translation(cyrillic: str, latin: str) -> None:
    assert band(cyrillic, latin) == "possible"
    assert band(latin, cyrillic) == "possible"


def test_an_ordinal_is_its_number_in_both_languages() -> None:
    assert band("20-я гвардейская общевойсковая армия", "20th Guards Combined Arms Army") != "below"
    assert band("20-я гвардейская общевойсковая армия", "21st Guards Combined Arms Army") == "below"
    assert (band("35th Repair Plant", "35 Repair Plant"), band("35th Repair Plant", "53 Repair Plant")) == ("possible", "below")


def test_a_town_is_known_by_its_adjective_and_all_russian_by_russian() -> None:
    assert band("АО «Таганрогский завод «Прибой»", "Joint Stock Company Taganrog Plant Priboy") != "below"
    assert band("ФГБУ «Всероссийский детский центр «Орлёнок»", "FGBU All-Russian Children's Centre Orlyonok") != "below"


@pytest.mark.parametrize("latin", ["JSC Samara Aviation Plant", "JSC Smolensk Aviation Institute", "JSC Smolensk Aviation Repair Plant 5"])
def test_another_place_trade_or_number_is_another_firm_in_translation_too(latin: str) -> None:
    assert band("АО «Смоленский авиационный завод»", latin) == "below"


@pytest.mark.parametrize(
    "pinyin", ["Ningbo Beiningjichuang Youxian Gongsi", "Ning Bo Bei Ning Ji Chuang You Xian Gong Si", "Ningbo Beining Jichuang Youxian Gongsi", "Ningbo Beining Machine Tool Co., Ltd."]
)  # fmt: skip
def test_a_han_firm_is_met_in_pinyin_glued_by_syllables_and_with_its_words_translated(pinyin: str) -> None:
    assert band(pinyin, "宁波贝宁机床有限公司") != "below"
    assert band("宁波贝宁机床有限公司", pinyin) != "below"


TOWNSHIP = ("深圳市华强卫星科技有限公司", "Shenzhen Huaqiang Satellite Technology Co., Ltd.")


@pytest.mark.parametrize(
    "latin",
    ["Shen Zhen Shi Hua Qiang Wei Xing Ke Ji You Xian Gong Si", "Shenzhen Shi Huaqiang Weixing Keji Youxian Gongsi", "Shenzhen City Huaqiang Satellite Technology Co., Ltd."],
)  # fmt: skip
def test_what_a_chinese_town_is_called_besides_parts_no_firm_from_itself(latin: str) -> None:
    assert [band(latin, listed) for listed in TOWNSHIP].count("below") == 0


@pytest.mark.parametrize(
    "latin",
    ["Guang Zhou Shi Hua Qiang Wei Xing Ke Ji You Xian Gong Si", "Guangzhou City Huaqiang Satellite Technology Co., Ltd.", "Shen Zhen Shi Hua Ren Wei Xing Ke Ji You Xian Gong Si"],
)  # fmt: skip
def test_another_town_or_name_is_another_firm_with_its_rank_too(latin: str) -> None:
    assert [band(latin, listed) for listed in TOWNSHIP] == ["below", "below"]


def person_band(left: str, right: str) -> str:
    return compare(left, right, kind="person", romaniser=ROMANISER).band


@pytest.mark.parametrize(
    ("arabic", "latin"),
    [
        ("سعاد التويجري", "Suad Altuwaijri"),
        ("عبدالعزيز المزيني", "Abdulaziz Almuzaini"),
        ("فلاديمير بوتين", "Vladimir Putin"),
        ("مرتضی توکلی", "Morteza Tavakoli"),
        ("الملك عبد العزيز آل سعود", "Abdulaziz Al Saud"),
        ("سمو الأمير نايف الرويلي", "Nayef al-Ruwaili"),
        ("أبو مهاجر الجزائري", "Abou Mouhadjer al-Djazairi"),
        ("عدي التكريتي", "Uday al-Tikriti"),
        ("블라디미르 푸틴", "Vladimir Putin"),
        ("세르게이 라브로프", "Sergey Lavrov"),
        ("무함마드 빈 살만", "Mohammed bin Salman"),
        ("ウラジーミル・プーチン", "Vladimir Putin"),
        ("ムハンマド・ビン・サルマーン", "Muhammad bin Salman"),
        ("セルゲイ・ラブロフ", "Sergey Lavrov"),
        ("هدى قحيطان", "Huda Quhaytan"),
    ],
)
def test_a_name_is_heard_in_letters_without_vowels_and_in_syllables(arabic: str, latin: str) -> None:
    assert person_band(arabic, latin) != "below"
    assert person_band(latin, arabic) != "below"


@pytest.mark.parametrize(
    ("arabic", "latin"),
    [
        ("سعاد التويجري", "Suad al-Tamimi"),
        ("عدي التكريتي", "Wadi al-Tikriti"),
        ("كمال منصور", "Kamel Mansour"),
        ("عمر الحداد", "Amir Haddad"),
        ("블라디미르 푸틴", "Vladimir Patten"),
        ("ウラジーミル・プーチン", "Valdemar Putin"),
        ("세르게이 라브로프", "Sergey Lebed"),
    ],
)
def test_another_name_with_much_the_same_consonants_is_another_person(arabic: str, latin: str) -> None:
    assert person_band(arabic, latin) == "below"
    assert person_band(latin, arabic) == "below"


def test_an_apostrophe_parts_no_word_however_it_is_printed() -> None:
    typed, printed = [compare(name, "Mansur al-Saadi", kind="person", romaniser=ROMANISER) for name in ("Mansur Al-Sa'adi", "Mansur Al-Sa’adi")]
    assert printed.band == typed.band != "below"
    assert printed.score == typed.score


@pytest.mark.parametrize(
    ("arabic", "latin"),
    [
        ("بنك الخليج", "Khaleej Bank"),
        ("بنك الخليج", "Gulf Bank"),
        ("پتروشیمی خلیج فارس", "Persian Gulf Petrochemical"),
        ("دانشگاه صنعتی شریف", "Sharif University of Technology"),
        ("شركة القلعة للمقاولات", "Al Qalaa Contracting Company"),
        ("بانک آینده", "Ayandeh Bank"),
    ],
)
def test_words_of_an_arabic_firm_are_translated_or_are_its_name(arabic: str, latin: str) -> None:
    assert band(arabic, latin) != "below"
    assert band(latin, arabic) != "below"


@pytest.mark.parametrize(
    ("arabic", "latin"),
    [
        ("شمس الدین حقانی", "Shamsuddin Haqqani"),
        ("غیاث الدین شریفی", "Ghiasuddin Sharifi"),
        ("أحمد أبو الغيط", "Ahmed Aboul Gheit"),
        ("عبد ربه منصور هادي", "Abdrabbuh Mansur Hadi"),
    ],
)
def test_a_name_of_two_words_is_joined_in_persian_letters_too(arabic: str, latin: str) -> None:
    assert person_band(arabic, latin) != "below"


@pytest.mark.parametrize(
    ("arabic", "latin"), [("بنك الخليج", "Khaled Bank"), ("پتروشیمی خلیج فارس", "Pars Petrochemical"), ("شركة القلعة للمقاولات", "Al Qalaa Insurance Company")]
)
def test_another_trade_or_name_is_another_arabic_firm(arabic: str, latin: str) -> None:
    assert band(arabic, latin) == "below"


@pytest.mark.parametrize(
    ("han", "latin"), [("偉業電子有限公司", "Wai Yip Electronics Limited"), ("大豐銀行", "Tai Fung Bank"), ("鴻圖貿易有限公司", "Hung To Trading Company Limited"), ("創興銀行", "Chong Hing Bank")]
)  # fmt: skip
def test_a_firm_in_traditional_characters_is_met_as_hong_kong_spells_it(han: str, latin: str) -> None:
    assert band(han, latin) != "below"
    assert band(latin, han) != "below"


@pytest.mark.parametrize(
    ("han", "latin"), [("偉業電子有限公司", "Wai Yip Shipping Limited"), ("偉業電子有限公司", "Wing Yip Electronics Limited"), ("大豐銀行", "Tai Fook Bank")]
)
def test_another_firm_of_hong_kong_is_another(han: str, latin: str) -> None:
    assert band(han, latin) == "below"


@pytest.mark.parametrize(
    ("hebrew", "latin"),
    [("התעשייה האווירית לישראל", "Israel Aerospace Industries"), ("חברת החשמל לישראל", "Israel Electric Corporation"), ("נמל חיפה", "Haifa Port")],
)
def test_words_of_a_hebrew_firm_are_translated_with_what_is_written_against_them(hebrew: str, latin: str) -> None:
    assert band(hebrew, latin) != "below"
    assert band(hebrew, latin.replace("Israel", "Iran").replace("Haifa", "Ashdod")) == "below"
