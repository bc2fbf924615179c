"""Who is surely not listed? Firms and people of many cultures, made up by a library, the same for the same seed."""

from __future__ import annotations

from ask_basis import Asked

from enduse.lab.strangers import TRADES, real_firms

LOCALES = {
    # locale: country of the consignee. Russia, Belarus and Iran have rules of their own for any goods, so their speakers are settled next door.
    "en_US": "US", "en_GB": "GB", "en_IN": "IN", "en_NG": "NG", "de_DE": "DE", "fr_FR": "FR", "fr_CA": "CA", "es_ES": "ES", "es_MX": "MX", "es_CO": "CO", "pt_BR": "BR",
    "it_IT": "IT", "nl_NL": "NL", "sv_SE": "SE", "pl_PL": "PL", "cs_CZ": "CZ", "ro_RO": "RO", "el_GR": "GR", "ru_RU": "KZ", "uk_UA": "PL", "bg_BG": "BG", "hy_AM": "AM",
    "az_AZ": "AZ", "ka_GE": "GE", "tr_TR": "TR", "ar_SA": "SA", "ar_AA": "JO", "fa_IR": "OM", "he_IL": "IL", "hi_IN": "IN", "bn_BD": "BD", "id_ID": "ID", "vi_VN": "VN",
    "th_TH": "TH", "fil_PH": "PH", "zh_CN": "CN", "zh_TW": "TW", "ja_JP": "JP", "ko_KR": "KR",
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
