"""How is each reason of a match said in English, Chinese and Russian?"""

from __future__ import annotations

from typing import Final

FOR: Final[dict[str, tuple[str, str, str]]] = {
    "name_exact": ("the whole name equals a listed name", "全名与清单名称完全相同", "имя целиком равно имени из перечня"),
    "name_full": ("the full names agree", "全名一致", "полные имена согласуются"),
    "name_short": ("agrees with a short form of the name", "与名称的简称一致", "согласуется с краткой формой имени"),
    "name_similar": ("the names are alike", "名称相似", "имена похожи"),
    "listed_address": ("the address is a listed one", "该地址在清单上", "адрес есть в перечне"),
    "shares_address": ("has the address of a listed party", "与清单所列方地址相同", "адрес совпадает с адресом лица из перечня"),
    "identifier_agrees": ("a strong identifier agrees", "强识别号一致", "надёжный идентификатор совпадает"),
    "weak_identifier_agrees": ("a weak identifier agrees", "弱识别号一致", "слабый идентификатор совпадает"),
    "identifier_other_scheme": ("the same number stands under another scheme", "同一号码属于另一编号体系", "тот же номер в другой системе"),
    "country_agrees": ("the country agrees", "国家/地区一致", "страна совпадает"),
    "flag_agrees": ("the flag agrees", "船旗一致", "флаг совпадает"),
    "birth_date_agrees": ("the date of birth agrees", "出生日期一致", "дата рождения совпадает"),
    "birth_year_agrees": ("the year of birth agrees", "出生年份一致", "год рождения совпадает"),
    "birth_place_agrees": ("the place of birth agrees", "出生地一致", "место рождения совпадает"),
    "address_agrees": ("the address agrees", "地址一致", "адрес совпадает"),
    "building_agrees": ("the building agrees", "楼宇一致", "здание совпадает"),
    "room_differs": ("the room is another", "房间不同", "помещение другое"),
    "legal_form_equivalent": ("the legal forms mean the same", "法律形式等同", "организационные формы равнозначны"),
    "name_joined": ("the names agree once words are joined or split", "合并或拆分词语后名称一致", "имена совпадают при слитном или раздельном написании"),
    "exclusion_reopened": (
        "a reviewer excluded this name, but did not know what agrees now",
        "审核人曾排除此名称，但当时不知现在一致的信息",
        "проверяющий исключил это имя, но не знал о том, что совпало теперь",
    ),
}
"""What speaks for a match."""

AGAINST: Final[dict[str, tuple[str, str, str]]] = {
    "identifier_conflict": ("identifiers of one scheme differ", "同一体系的识别号不同", "идентификаторы одной системы расходятся"),
    "identifier_invalid": ("an identifier fails its check digit", "识别号校验位错误", "контрольная цифра идентификатора неверна"),
    "country_differs": ("the countries differ", "国家/地区不同", "страны расходятся"),
    "kind_differs": ("the kinds of party differ", "类型不同", "виды лиц расходятся"),
    "birth_date_differs": ("the dates of birth differ", "出生日期不同", "даты рождения расходятся"),
    "birth_year_differs": ("the years of birth differ", "出生年份不同", "годы рождения расходятся"),
    "birth_date_impossible": ("a date of birth is no possible one and is left aside", "出生日期不可能，已忽略", "дата рождения невозможна и не учтена"),
    "legal_form_differs": ("the legal forms exclude each other", "法律形式互不相容", "организационные формы исключают друг друга"),
    "legal_form_absent": ("one side has no legal form", "一方没有法律形式", "у одной стороны нет организационной формы"),
    "name_partial": ("one name has words the other lacks", "一方名称多出词语", "в одном имени есть лишние слова"),
    "name_conflict": ("each name has words the other lacks", "双方名称各有不同词语", "в каждом имени есть свои слова"),
    "word_conflict": ("words of the names conflict", "名称中的词语冲突", "слова имён противоречат друг другу"),
    "place_conflict": ("places in the names differ", "名称中的地名不同", "места в именах расходятся"),
    "direction_one_side": ("a point of the compass stands on one side only", "方位词仅一方有", "сторона света только у одной стороны"),
    "number_conflict": ("numbers in the names differ", "名称中的数字不同", "числа в именах расходятся"),
    "number_one_side": ("a number stands on one side only", "数字仅一方有", "число только у одной стороны"),
    "surname_differs": ("the surnames differ", "姓氏不同", "фамилии расходятся"),
    "patronymic_conflict": ("the patronymics differ", "父名不同", "отчества расходятся"),
    "patronymic_absent": ("a patronymic is missing", "缺少父名", "нет отчества"),
    "initials_only": ("given names are initials only", "名字仅为首字母", "вместо имён инициалы"),
    "one_name_only": ("there is one name only", "只有一个名字", "имя только одно"),
    "name_differs": ("the names differ; the match rests on something else", "名称不同，匹配依据其他信息", "имена различны; совпадение держится на другом"),
    "below_established_at": (
        "below the operating point of the measure, so possible at most",
        "低于该措施的判定点，至多为可能",
        "ниже порога этой меры, не более чем возможно",
    ),
    "one_word_similar": ("one short word is alike", "只有一个短词相似", "похоже лишь одно короткое слово"),
    "weak_alias": ("the listed name is a weak alias", "清单名称为弱别名", "имя в перечне — слабый псевдоним"),
    "read_otherwise": (
        "agrees only if the name is read otherwise than it is written",
        "须以不同于书写的方式理解名称才一致",
        "согласуется, только если прочесть имя иначе, чем оно написано",
    ),
    "former_name": ("the listed name is a former one", "清单名称为曾用名", "имя в перечне — прежнее"),
    "script_differs": ("the names are in different scripts", "名称使用不同文字", "имена в разной письменности"),
    "mixed_script": ("the name mixes look-alike letters", "名称混用形近字母", "в имени смешаны похожие буквы"),
    "digits_for_letters": ("digits or signs stand for letters in the name", "名称中以数字或符号代替字母", "в имени цифры или знаки вместо букв"),
    "unseen_characters": ("characters that print nothing stand in the name", "名称中含有不可见字符", "в имени есть невидимые знаки"),
}
"""What speaks against a match, without ever deleting it."""

REASONS: Final[dict[str, tuple[str, str, str]]] = {**FOR, **AGAINST}
