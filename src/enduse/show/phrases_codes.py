"""How is each code of a decision said in English, Chinese and Russian?"""

from __future__ import annotations

from typing import Final

Triple = tuple[str, str, str]

OUTCOME: Final[dict[str, Triple]] = {
    "release": ("RELEASE", "放行", "ВЫПУСТИТЬ"),
    "review": ("REVIEW", "审核", "ПРОВЕРИТЬ"),
    "block": ("BLOCK", "阻止", "ОСТАНОВИТЬ"),
    "note": ("NOTE", "记录", "ОТМЕТКА"),
}

REASON_CLASS: Final[dict[str, Triple]] = {
    "asset_freeze": ("asset freeze", "资产冻结", "блокирование активов"),
    "prohibited": ("prohibited", "禁止", "запрещено"),
    "licence_needed": ("licence needed", "需要许可证", "нужна лицензия"),
    "conflict_of_law": ("conflict of laws", "法律冲突", "коллизия законов"),
    "due_diligence": ("due diligence", "尽职调查", "должная осмотрительность"),
    "possible_match": ("possible match with a listed party", "可能与清单所列方匹配", "возможное совпадение с лицом из перечня"),
    "red_flag": ("red flag", "危险信号", "тревожный признак"),
    "missing_facts": ("facts are missing", "缺少事实", "не хватает сведений"),
    "data_quality": ("the data contradict themselves", "数据自相矛盾", "данные противоречат друг другу"),
    "clear": ("nothing found", "未发现问题", "ничего не найдено"),
}

REGIME_STATE: Final[dict[str, Triple]] = {
    "release": ("nothing found", "未发现问题", "ничего не найдено"),
    "review": ("review", "审核", "проверить"),
    "block": ("block", "阻止", "остановить"),
    "not_attached": ("does not attach", "不适用", "не применяется"),
    "not_checked": ("NOT CHECKED: no list loaded", "未检查：未加载清单", "НЕ ПРОВЕРЕНО: перечень не загружен"),
    "attachment_unknown": ("nothing found; whether it attaches is unknown", "未发现问题；是否适用未知", "ничего не найдено; неизвестно, применяется ли"),
}

REGIME_WHY: Final[dict[str, Triple]] = {
    "no_operator_stated": ("no operator stated: every regime attaches", "未说明经营者：所有法域均适用", "оператор не указан: применяются все режимы"),
    "no_list_loaded": ("no list loaded", "未加载清单", "перечень не загружен"),
    "operator_regimes": ("named in the operator file", "经营者文件中列明", "назван в файле оператора"),
    "not_in_operator_regimes": ("not named in the operator file", "经营者文件中未列明", "не назван в файле оператора"),
    "no_nexus": ("no link found", "未发现联系", "связь не найдена"),
    "declared": ("declared", "已申报", "заявлено"),
    "item_subject_to_ear": ("an item said to be subject to the EAR", "申报为受 EAR 管辖的物项", "товар заявлен как подпадающий под EAR"),
    "item_jurisdiction_unknown": (
        "unknown whether the item is subject to the EAR, by US content or as a direct product",
        "物项是否因美国成分或作为直接产品而受 EAR 管辖未知",
        "неизвестно, подпадает ли товар под EAR: доля США или прямой продукт",
    ),
    "un_charter": ("UN measures bind everywhere", "联合国措施普遍适用", "меры ООН обязательны везде"),
    "operator_seat": ("seat of the operator", "经营者所在地", "место нахождения оператора"),
    "operator_seat_unknown": ("the operator's seat is unknown", "经营者所在地未知", "место нахождения оператора неизвестно"),
    "us_person": ("US person", "美国人士", "лицо США"),
    "us_person_unknown": ("unknown whether a US person", "是否为美国人士未知", "неизвестно, лицо ли США"),
    "territory": ("territory on the route", "途经其领土", "территория на маршруте"),
    "payment_territory": ("territory of the payment", "付款涉及其领土", "территория платежа"),
    "currency": ("currency", "货币", "валюта"),
    "currency_unknown": ("the currency is unknown", "货币未知", "валюта неизвестна"),
    "origin": ("origin of the goods", "货物原产地", "происхождение товара"),
    "origin_unknown": ("the origin is unknown", "原产地未知", "происхождение неизвестно"),
}

NO_NEXUS: Final[dict[str, Triple]] = {
    "US": (
        "no US person, seat, place of the route or of the payment, no dollar, no goods of US origin or said to be subject to the EAR",
        "无美国人士、所在地、路线或付款地点，无美元，货物非原产于美国，也未申报为受 EAR 管辖",
        "нет лица, места нахождения, места маршрута или платежа США, нет долларов, товара из США или заявленного как подпадающий под EAR",
    ),
    "EU": (
        "no seat, place of the route or of the payment in the Union, no euro",
        "在欧盟无所在地、路线或付款地点，无欧元",
        "нет места нахождения, места маршрута или платежа в Союзе, нет евро",
    ),
    "UK": (
        "no seat, place of the route or of the payment in the United Kingdom, no sterling",
        "在英国无所在地、路线或付款地点，无英镑",
        "нет места нахождения, места маршрута или платежа в Соединённом Королевстве, нет фунтов",
    ),
    "JP": (
        "no seat, place of the route or of the payment in Japan, no yen",
        "在日本无所在地、路线或付款地点，无日元",
        "нет места нахождения, места маршрута или платежа в Японии, нет иен",
    ),
    "CN": (
        "no seat, place of the route or of the payment in China, no yuan, no goods of Chinese origin",
        "在中国无所在地、路线或付款地点，无人民币，货物非原产于中国",
        "нет места нахождения, места маршрута или платежа в Китае, нет юаней, нет товара из Китая",
    ),
}
"""All the links that were looked for, and not found, where a regime does not attach."""

CAPPED: Final[dict[str, Triple]] = {
    "unconfirmed": ("held down to review: the source is unconfirmed", "降为审核：来源未经证实", "снижено до проверки: источник не подтверждён"),
    "stayed": ("only noted: the rule is stayed", "仅记录：该规则已中止", "только отмечено: действие правила приостановлено"),
    "proposed": ("only noted: the rule is proposed", "仅记录：该规则仍在拟议中", "только отмечено: правило лишь предложено"),
    "licence": ("held down to review: a licence is stated", "降为审核：已注明许可证", "снижено до проверки: указана лицензия"),
    "effect": ("held down by what the measure covers", "因措施适用范围而降级", "снижено: мера не охватывает большего"),
}

CONFIRMED: Final[dict[str, Triple]] = {
    "primary": ("confirmed at the source", "已据原始来源确认", "подтверждено первоисточником"),
    "secondary": ("from a secondary source", "据二手来源", "по вторичному источнику"),
    "unconfirmed": ("unconfirmed", "未经证实", "не подтверждено"),
    "operator": ("confirmed by the operator", "由经营者确认", "подтверждено оператором"),
}

PROVENANCE: Final[dict[str, Triple]] = {
    "declared": ("declared", "申报", "заявлено"),
    "derived": ("derived", "推导", "выведено"),
    "listed": ("listed", "清单所载", "из перечня"),
    "assumed": ("assumed", "假定", "допущено"),
}

BAND: Final[dict[str, Triple]] = {
    "established": ("established", "确定匹配", "установлено"),
    "possible": ("possible", "可能匹配", "возможно"),
    "below": ("below", "低于阈值", "ниже порога"),
}

NAME_KIND: Final[dict[str, Triple]] = {
    "primary": ("primary name", "主要名称", "основное имя"),
    "strong": ("strong alias", "强别名", "надёжный псевдоним"),
    "weak": ("weak alias", "弱别名", "слабый псевдоним"),
    "former": ("former name", "曾用名", "прежнее имя"),
}

KIND: Final[dict[str, Triple]] = {
    "person": ("person", "个人", "лицо"),
    "organization": ("organisation", "组织", "организация"),
    "vessel": ("vessel", "船舶", "судно"),
    "aircraft": ("aircraft", "航空器", "воздушное судно"),
    "address": ("address", "地址", "адрес"),
    "asset": ("asset", "资产", "актив"),
}

TRANSACTION_KIND: Final[dict[str, Triple]] = {
    "shipment": ("shipment", "货运", "отгрузка"),
    "order": ("order", "订单", "заказ"),
    "payment": ("payment", "付款", "платёж"),
    "relationship": ("standing party", "长期往来方", "постоянный контрагент"),
}

MODE: Final[dict[str, Triple]] = {
    "sea": ("sea", "海运", "море"),
    "air": ("air", "空运", "воздух"),
    "road": ("road", "公路", "дорога"),
    "rail": ("rail", "铁路", "железная дорога"),
    "post": ("post", "邮寄", "почта"),
    "other": ("other", "其他", "иное"),
}

NATURE: Final[dict[str, Triple]] = {
    "definitional": ("the law is written by code", "法律按编码界定", "закон написан по кодам"),
    "indicative": ("indicative only", "仅为提示", "только признак"),
}

EFFECT: Final[dict[str, Triple]] = {
    "asset_freeze": ("asset freeze", "资产冻结", "блокирование активов"),
    "transaction_ban": ("transaction ban", "禁止交易", "запрет операций"),
    "correspondent_account": ("correspondent accounts limited", "代理账户限制", "ограничение корреспондентских счетов"),
    "capital_market": ("capital market limits", "资本市场限制", "ограничения рынка капитала"),
    "export_ban": ("export ban", "出口禁令", "запрет экспорта"),
    "licence_needed": ("licence needed", "需要许可证", "нужна лицензия"),
    "port_service_ban": ("ports and services barred", "禁止入港和服务", "запрет захода и обслуживания"),
    "travel_ban": ("travel ban", "旅行禁令", "запрет въезда"),
    "procurement": ("barred from procurement", "禁止参与采购", "отстранение от закупок"),
    "debarment": ("debarred", "取消资格", "отстранение"),
    "due_diligence": ("due diligence", "尽职调查", "должная осмотрительность"),
    "signal": ("risk signal", "风险信号", "сигнал риска"),
    "counter_measure": ("counter-measure", "反制措施", "контрмера"),
}

ROLE: Final[dict[str, Triple]] = {
    "any": ("party", "当事方", "сторона"),
    "seller": ("seller", "卖方", "продавец"),
    "buyer": ("buyer", "买方", "покупатель"),
    "consignee": ("consignee", "收货人", "грузополучатель"),
    "ultimate_consignee": ("ultimate consignee", "最终收货人", "конечный грузополучатель"),
    "end_user": ("end user", "最终用户", "конечный пользователь"),
    "intermediary": ("intermediary", "中间商", "посредник"),
    "forwarder": ("forwarder", "货运代理", "экспедитор"),
    "carrier": ("carrier", "承运人", "перевозчик"),
    "notify": ("notify party", "通知方", "уведомляемая сторона"),
    "payer": ("payer", "付款人", "плательщик"),
    "payee": ("payee", "收款人", "получатель платежа"),
    "bank": ("bank", "银行", "банк"),
    "correspondent": ("correspondent bank", "代理行", "банк-корреспондент"),
    "vessel": ("vessel", "船舶", "судно"),
    "exporter": ("exporter", "出口商", "экспортёр"),
    "broker": ("broker", "经纪人", "брокер"),
    "compliance": ("compliance", "合规部门", "комплаенс"),
    "operator": ("operator", "经营者", "оператор"),
    "counsel": ("counsel", "律师", "юрист"),
    "party": ("the party", "该当事方", "сама сторона"),
}
"""Roles of parties, and who must answer a question."""

TABLES: Final[dict[str, dict[str, Triple]]] = {
    "outcome": OUTCOME, "reason_class": REASON_CLASS, "regime_state": REGIME_STATE, "regime_why": REGIME_WHY, "no_nexus": NO_NEXUS, "capped": CAPPED, "confirmed": CONFIRMED,
    "provenance": PROVENANCE, "band": BAND, "name_kind": NAME_KIND, "kind": KIND, "transaction_kind": TRANSACTION_KIND, "mode": MODE, "nature": NATURE,
    "effect": EFFECT, "role": ROLE,
}  # fmt: skip
