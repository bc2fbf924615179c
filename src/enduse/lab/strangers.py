"""Who is surely not listed? Firms and people of many cultures, made up, the same for the same seed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache
from typing import Any, Final

from enduse.lab.subjects import digest

LOCALES: Final = tuple(
    "en_US en_GB en_IN en_NG de_DE fr_FR fr_CA es_ES es_MX es_CO pt_BR it_IT nl_NL sv_SE pl_PL cs_CZ ro_RO el_GR ru_RU uk_UA bg_BG hy_AM az_AZ ka_GE tr_TR ar_SA ar_AA fa_IR "
    "he_IL hi_IN bn_BD id_ID vi_VN th_TH fil_PH zh_CN zh_TW ja_JP ko_KR".split()
)
TRADES: Final = {
    # where the library has no firms of the language, or copies real ones: our patterns around its surnames
    "ar_SA": ("شركة {0} للتجارة", "مؤسسة {0} وأولاده", "مجموعة {0} {1} للمقاولات"), "ar_AA": ("شركة {0} و{1} للنقل", "مصانع {0} للأغذية", "مكتب {0} للاستشارات"),
    "fa_IR": ("شرکت بازرگانی {0}", "گروه تولیدی {0} و {1}", "صنایع غذایی {0}"), "hi_IN": ("{0} एंटरप्राइजेज प्राइवेट लिमिटेड", "{0} एंड {1} ट्रेडर्स", "{0} टेक्सटाइल्स"),
    "uk_UA": ("ТОВ «{0}»", "ПП «{0} і {1}»", "ФОП {0}", "ТОВ «{0}-Агро»"), "he_IL": ("{0} {1} סחר בע\"מ", "{0} ושות' יבוא", "אחים {0} בע\"מ"),
    "bn_BD": ("{0} ট্রেডার্স", "{0} এন্ড {1} এন্টারপ্রাইজ", "{0} টেক্সটাইল লিমিটেড"), "ka_GE": ("შპს {0} და {1}", "შპს {0}ტრეიდი", "{0} და შვილები"),
    "en_IN": ("{0} Enterprises Pvt. Ltd.", "{0} & {1} Exports", "{0} Textiles Private Limited"), "en_NG": ("{0} & Sons Nigeria Ltd", "{0} {1} Ventures Limited"),
}  # fmt: skip


@cache
def _faker(locale: str) -> Any:
    from faker import Faker

    return Faker(locale)


def real_firms(faker: Any) -> frozenset[str]:
    """Names of real firms that the library deals out among those it makes up; some of them are listed."""
    return frozenset(name for provider in faker.get_providers() for name in getattr(provider, "large_companies", ()))


def strangers(seed: int, number: int, *, people: bool, locales: Sequence[str] = LOCALES) -> Iterator[tuple[str, str]]:
    """(locale, name) of `number` distinct firms or people, in equal shares of the locales as far as the library knows enough names."""
    seen: set[str] = set()
    each = -(-number // len(locales))
    for locale in locales:
        faker = _faker(locale)
        faker.seed_instance(digest(seed, locale, people))
        real, patterns = real_firms(faker), TRADES.get(locale)
        goal = min(len(seen) + each, number)
        for _ in range(each * 20):  # a small library soon repeats itself
            if len(seen) >= goal:
                break
            if people:
                name = faker.name()
            else:
                name = faker.random_element(patterns).format(faker.last_name(), faker.last_name()) if patterns else faker.company()
            if name not in real and name not in seen:
                seen.add(name)
                yield locale, name
