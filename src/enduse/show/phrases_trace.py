"""How is it said in English, Chinese and Russian how a match came about?"""

from __future__ import annotations

from typing import Final

Triple = tuple[str, str, str]

TRACE: Final[dict[str, Triple]] = {
    "party": ("party", "当事方", "сторона"),
    "listed": ("listed", "清单", "в перечне"),
    "what": ("what, weight", "词类、权重", "что это, вес"),
    "likeness": ("likeness", "相似度", "сходство"),
    "left_over": ("left over", "未对应", "без пары"),
    "joined": ("written together", "连写", "слитно"),
    "initial": ("initial", "首字母", "инициал"),
    "forms": ("Legal forms: party: {ours}; listed: {theirs}", "法律形式：当事方：{ours}；清单：{theirs}", "Организационные формы: сторона: {ours}; в перечне: {theirs}"),
    "as_person": ("Both read as a person's name.", "双方均按人名读取。", "Оба прочитаны как имя человека."),
    "short": ("The reading that agrees best is a short form.", "最一致的读法为简称。", "Лучше всего согласуется краткая форма."),
    "found_by": ("Found by: {channels}", "检索途径：{channels}", "Найдено: {channels}"),
    "not_found": ("No channel leads from this party to this entity: compared only because it was asked for.", "没有任何途径由该当事方检索到该实体；仅因被指定而比较。", "Ни один путь поиска не ведёт от этой стороны к этому лицу: сравнены лишь по запросу."),
    "part": ("part", "部分", "часть"),
    "points": ("points", "分值", "баллы"),
    "because": ("because", "理由", "почему"),
    "sum": ("sum of points", "分值合计", "сумма баллов"),
    "probability": ("probability", "概率", "вероятность"),
    "settled": ("Established: nothing is missing.", "已确定：无缺项。", "Установлено: всего достаточно."),
    "below": ("Below {possible}: no match. It is not put before anyone.", "低于 {possible}：不构成匹配，不提交审核。", "Ниже {possible}: совпадения нет, на проверку не выносится."),
    "needs": ("Not established. It would be, with: {needs}", "未确定。若具备以下条件则确定：{needs}", "Не установлено. Было бы установлено, если бы: {needs}"),
    "needs_nothing": ("Not established, and no single thing would change that.", "未确定，且任何单一条件均不足以改变。", "Не установлено, и ничто в отдельности этого не изменит."),
    "or": ("; or ", "；或 ", "; или "),
    "without": ("without", "若无", "без"),
    "then": ("then", "则", "тогда"),
    "lost": ("not found", "检索不到", "не найдено"),
    "measures": ("Measures: {listings}", "措施：{listings}", "Меры: {listings}"),
    "weighed": ("Words weighed by their rarity in {basis}.", "词语权重依据 {basis} 中的稀有程度。", "Вес слов – по редкости в {basis}."),
    "at_point": (
        "For {effect}, established from {established} and possible from {possible} on: {band}.",
        "对于{effect}：自 {established} 起为已确定，自 {possible} 起为可能：{band}。",
        "Для «{effect}»: установлено от {established}, возможно от {possible}: {band}.",
    ),
    "no_point": (
        "For {effect} no operating point of its own is set: {band}.",
        "{effect}未设定单独的判定点：{band}。",
        "Для «{effect}» своего порога не задано: {band}.",
    ),
    "held": ("An equal name or a number holds it.", "名称相同或识别号一致，不受判定点影响。", "Равное имя или номер: порог его не снижает."),
    "nobody": ("Nobody on the lists is found for this party.", "清单上未找到与该当事方对应者。", "В перечнях никого, похожего на эту сторону, не найдено."),
}  # fmt: skip

CHANNELS: Final[dict[str, Triple]] = {
    "printed": ("a name printed alike", "印刷名称相同", "имя напечатано так же"),
    "slip": ("one slip of the pen", "一处笔误", "одна описка"),
    "contained": ("a listed name within the longer one", "清单名称包含于较长名称中", "имя из перечня внутри более длинного"),
    "words": ("the index of words", "词语索引", "указатель слов"),
    "piece": ("a piece of a field", "字段片段", "часть поля"),
    "identifier": ("an identifier", "识别号", "идентификатор"),
    "address": ("an address", "地址", "адрес"),
}

FORMS: Final[dict[str, Triple]] = {
    "stock": ("joint-stock company", "股份公司", "акционерное общество"),
    "limited": ("limited company", "有限责任公司", "общество с ограниченной ответственностью"),
    "any": ("firm of any form", "未指明形式的公司", "фирма без указания формы"),
    "state": ("state enterprise", "国有企业", "государственное предприятие"),
    "partner": ("partnership or sole trader", "合伙或个体经营", "товарищество или предприниматель"),
    "body": ("association or foundation", "协会或基金会", "объединение или фонд"),
}

ROLES: Final[dict[str, Triple]] = {
    "distinctive": ("distinctive", "显著词", "характерное"),
    "word": ("common word", "常见词", "частое слово"),
    "generic": ("generic word", "通用词", "общее слово"),
    "place": ("place", "地名", "место"),
    "initial": ("initial", "首字母", "инициал"),
    "particle": ("particle", "虚词", "частица"),
    "number": ("number", "数字", "число"),
    "patronymic": ("patronymic", "父名", "отчество"),
}

PARTS: Final[dict[str, Triple]] = {
    "words": ("words of the names", "名称词语", "слова имён"),
    "whole": ("the names as wholes", "名称整体", "имена целиком"),
    "reading": ("how they may be read", "读法规则", "правила прочтения"),
    "kind": ("kind", "类型", "вид"),
    "country": ("country", "国家/地区", "страна"),
    "birth_date": ("birth", "出生", "рождение"),
    "address": ("address", "地址", "адрес"),
    "identifiers": ("identifiers", "识别号", "идентификаторы"),
    "identifier": ("identifier", "识别号", "идентификатор"),
    "name": ("name", "名称", "имя"),
    "limits": ("limits of the bands", "分档上下限", "границы уровней"),
}

NEEDS: Final[dict[str, Triple]] = {
    "identifier": ("an agreeing strong identifier", "强识别号一致", "совпал надёжный идентификатор"),
    "country": ("an agreeing country", "国家/地区一致", "совпала страна"),
    "address": ("an agreeing address", "地址一致", "совпал адрес"),
    "birth": ("an agreeing year of birth", "出生年份一致", "совпал год рождения"),
    "full_name": ("the full name, word for word", "全名逐词一致", "имя совпало полностью"),
    "strong_name": ("a primary name or strong alias instead of this one", "为主要名称或强别名而非此名", "имя было основным или надёжным псевдонимом"),
    "same_form": ("legal forms that do not exclude each other", "法律形式不互斥", "формы не исключали друг друга"),
    "same_kind": ("the same kind of party", "类型相同", "вид лица был тем же"),
    "no_conflict": ("no conflicting or invalid identifier", "无冲突或无效识别号", "не было противоречащих или неверных идентификаторов"),
}

WHY: Final[dict[str, Triple]] = {
    "exact": ("printed alike", "印刷相同", "напечатаны одинаково"),
    "slip": ("one slip of the pen apart", "仅差一处笔误", "отличаются одной опиской"),
    "contained": ("the listed name stands whole within the party's", "清单名称完整包含于当事方名称中", "имя из перечня целиком стоит внутри имени стороны"),
    "decisive": ("something decisive tells the names apart", "存在决定性差异", "имена различает нечто решающее"),
    "kind": ("the kinds of party differ", "类型不同", "виды лиц расходятся"),
    "short": ("only a short form agrees", "仅简称一致", "согласуется лишь краткая форма"),
    "full": ("a full name is possible at least", "全名至少属可能匹配", "полное имя – не ниже возможного"),
    "identified": ("the least score of an agreeing strong identifier", "强识别号一致的最低分", "наименьший балл при совпавшем надёжном идентификаторе"),
    "possible": ("evidence takes no possible name below possible", "证据不会使可能的名称降至可能以下", "доводы не опускают возможное имя ниже возможного"),
    "not_full": ("the most that a name not full can score", "非全名的最高分", "наибольший балл неполного имени"),
    "most": ("1 is the most there is", "最高为 1", "больше 1 не бывает"),
}
