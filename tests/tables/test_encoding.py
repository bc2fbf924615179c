"""Is text never taken in a wrong encoding without a word?"""

from __future__ import annotations

import pytest

from enduse.errors import Refused, UsageError
from enduse.tables.encoding import detect_encoding, name_encoding

RUSSIAN = [
    "ООО Ромашка;Москва, ул. Ленина 5",
    "ЗАО Заря;Санкт-Петербург, Невский проспект 10",
    "ОАО Подшипниковый завод;г. Самара, улица Мичурина 98А",
    "АО Высокие технологии;Новосибирск",
]
UKRAINIAN = ["ТОВ Промислова компанія;м. Київ, вул. Хрещатик 22", "Приватне підприємство Їжак;Львів"]
CHINESE = ["北京航空航天大学;北京市海淀区学院路37号", "上海微电子装备集团;上海市浦东新区", "深圳市大疆创新科技有限公司;深圳市南山区"]
JAPANESE = ["東京電力株式会社;東京都千代田区", "日本製鋼所;東京都品川区大崎", "ソニーセミコンダクタ;熊本県菊池郡"]
KOREAN = ["한국전력공사;전라남도 나주시", "삼성전자 주식회사;경기도 수원시 영통구"]
TRADITIONAL = ["台灣積體電路製造股份有限公司;新竹科學園區", "鴻海精密工業;新北市土城區"]
GERMAN = ["Müller Söhne GmbH;Königstraße 5, München", "Präzisionsgeräte Würzburg;Äußere Straße"]
FRENCH = ["Société Générale;Orléans, près de l'église", "Établissements Lefèvre;Besançon"]
POLISH = ["Łódź Świętokrzyska;Zażółć gęślą jaźń", "Przedsiębiorstwo Górnicze;Kraków"]
TURKISH = ["Şirketi İthalat İhracat;İstanbul Güneşli", "Çağdaş Dış Ticaret;Beyoğlu"]
TEXTS = [
    *((RUSSIAN, code) for code in ("cp1251", "koi8-r", "cp866", "iso8859-5", "mac_cyrillic")),
    (UKRAINIAN, "cp1251"),
    (CHINESE, "gb18030"),
    (JAPANESE, "shift_jis"),
    (JAPANESE, "euc_jp"),
    (KOREAN, "euc_kr"),
    (TRADITIONAL, "big5"),
    *((GERMAN, code) for code in ("cp1252", "latin-1", "cp850")),
    (FRENCH, "cp1252"),
    (POLISH, "cp1250"),
    (POLISH, "iso8859-2"),
    (TURKISH, "cp1254"),
]


@pytest.mark.parametrize("lines", [1, 2, 4, 40])
@pytest.mark.parametrize(("text", "encoding"), TEXTS)
def test_detected_text_is_right_or_refused(text: list[str], encoding: str, lines: int) -> None:
    sample = ("id;name;address\n" + "\n".join(text[n % len(text)] for n in range(lines)) + "\n").encode(encoding)
    try:
        found = detect_encoding(sample, "t.csv", whole=True)
    except Refused as refused:
        assert "--encoding" in str(refused)
        return
    assert sample.decode(found.name) == sample.decode(encoding)


@pytest.mark.parametrize(("text", "encoding"), [(RUSSIAN, "cp1251"), (CHINESE, "gb18030")])
def test_russian_and_chinese_exports_are_recognised(text: list[str], encoding: str) -> None:
    sample = ("id;name;address\n" + "\n".join(text) + "\n").encode(encoding)
    found = detect_encoding(sample, "t.csv", whole=True)
    assert sample.decode(found.name) == sample.decode(encoding)


def test_utf8_cut_inside_a_character_is_still_utf8() -> None:
    assert detect_encoding("Größe".encode()[:3], "t.csv", whole=False).name == "utf-8"


@pytest.mark.parametrize("name", ["klingon", "base64", "rot13", ""])
def test_an_encoding_that_does_not_exist_is_a_usage_error(name: str) -> None:
    with pytest.raises(UsageError, match="unknown encoding"):
        name_encoding(name)
