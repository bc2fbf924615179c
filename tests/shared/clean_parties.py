"""Who is surely not listed? Firms and people of many cultures, made up by a library, the same for the same seed."""

from __future__ import annotations

from typing import Any

from ask_basis import Asked

LOCALES = {
    # locale: country of the consignee. Russia, Belarus and Iran have rules of their own for any goods, so their speakers are settled next door.
    "en_US": "US", "en_GB": "GB", "en_IN": "IN", "en_NG": "NG", "de_DE": "DE", "fr_FR": "FR", "fr_CA": "CA", "es_ES": "ES", "es_MX": "MX", "es_CO": "CO", "pt_BR": "BR",
    "it_IT": "IT", "nl_NL": "NL", "sv_SE": "SE", "pl_PL": "PL", "cs_CZ": "CZ", "ro_RO": "RO", "el_GR": "GR", "ru_RU": "KZ", "uk_UA": "PL", "bg_BG": "BG", "hy_AM": "AM",
    "az_AZ": "AZ", "ka_GE": "GE", "tr_TR": "TR", "ar_SA": "SA", "ar_AA": "JO", "fa_IR": "OM", "he_IL": "IL", "hi_IN": "IN", "bn_BD": "BD", "id_ID": "ID", "vi_VN": "VN",
    "th_TH": "TH", "fil_PH": "PH", "zh_CN": "CN", "zh_TW": "TW", "ja_JP": "JP", "ko_KR": "KR",
}  # fmt: skip
TRADES = {
    # where the library has no firms of the language, or copies real ones: our patterns around its surnames
    "ar_SA": ("شركة {0} للتجارة", "مؤسسة {0} وأولاده", "مجموعة {0} {1} للمقاولات"), "ar_AA": ("شركة {0} و{1} للنقل", "مصانع {0} للأغذية", "مكتب {0} للاستشارات"),
    "fa_IR": ("شرکت بازرگانی {0}", "گروه تولیدی {0} و {1}", "صنایع غذایی {0}"), "hi_IN": ("{0} एंटरप्राइजेज प्राइवेट लिमिटेड", "{0} एंड {1} ट्रेडर्स", "{0} टेक्सटाइल्स"),
    "uk_UA": ("ТОВ «{0}»", "ПП «{0} і {1}»", "ФОП {0}", "ТОВ «{0}-Агро»"), "he_IL": ("{0} {1} סחר בע\"מ", "{0} ושות' יבוא", "אחים {0} בע\"מ"),
    "bn_BD": ("{0} ট্রেডার্স", "{0} এন্ড {1} এন্টারপ্রাইজ", "{0} টেক্সটাইল লিমিটেড"), "ka_GE": ("შპს {0} და {1}", "შპს {0}ტრეიდი", "{0} და შვილები"),
    "en_IN": ("{0} Enterprises Pvt. Ltd.", "{0} & {1} Exports", "{0} Textiles Private Limited"), "en_NG": ("{0} & Sons Nigeria Ltd", "{0} {1} Ventures Limited"),
}  # fmt: skip


def clean_parties(seed: int, number: int) -> tuple[list[tuple[str, Asked]], list[tuple[str, Asked]]]:
    """(locale, consignee) of `number` firms and as many people, distinct, the same for the same seed. Every second firm has a country of its own, every second person a birth date."""
    from faker import Faker

    firms: dict[str, tuple[str, Asked]] = {}
    people: dict[str, tuple[str, Asked]] = {}
    each = -(-number // len(LOCALES))
    for locale, country in LOCALES.items():
        faker = Faker(locale)
        faker.seed_instance(seed)
        real = real_firms(faker)
        goal = min(len(firms) + each, number)
        while len(firms) < goal:
            patterns = TRADES.get(locale)
            name = faker.random_element(patterns).format(faker.last_name(), faker.last_name()) if patterns else faker.company()
            if name not in real and name not in firms:
                firms[name] = (locale, (name, country if len(firms) % 2 else "IT", None, None))
        goal = min(len(people) + each, number)
        while len(people) < goal:
            name = faker.name()
            if name not in people:
                born = faker.date_of_birth(minimum_age=20, maximum_age=85).isoformat() if len(people) % 2 else None
                people[name] = (locale, (name, country, "person" if born else None, born))
    return list(firms.values()), list(people.values())


def real_firms(faker: Any) -> frozenset[str]:
    """Names of real firms that the library deals out among those it makes up; some of them are listed."""
    return frozenset(name for provider in faker.get_providers() for name in getattr(provider, "large_companies", ()))
