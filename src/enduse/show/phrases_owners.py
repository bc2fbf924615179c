"""How is it said in English, Chinese and Russian who owns a party and what comes to it that way?"""

from __future__ import annotations

from typing import Final

Triple = tuple[str, str, str]

OWNERS: Final[dict[str, Triple]] = {
    "heading": ("Owners, by the registers loaded", "所有者（依据已加载的登记资料）", "Владельцы по загруженным реестрам"),
    "is": ("is {holder} of register {register}", "即登记资料 {register} 中的 {holder}", "— это {holder} из реестра {register}"),
    "may_be": ("may be {holder} of register {register}", "可能是登记资料 {register} 中的 {holder}", "возможно, это {holder} из реестра {register}"),
    "held": ("listed side holds {share}", "清单所列一方持有 {share}", "у лиц из перечня {share}"),
    "threshold": ("threshold {threshold} %", "门槛 {threshold} %", "порог {threshold} %"),
    "together": ("shares added up", "份额合并计算", "доли складываются"),
    "alone": ("shares of one party", "按单一方份额计算", "доли одного лица"),
    "unattached": ("the regime does not attach", "该法域不适用", "режим не применяется"),
    "holds": ("{owner} holds {share} of {owned}", "{owner} 持有 {owned} 的 {share}", "{owner} владеет {share} в {owned}"),
    "holds_indirectly": ("{owner} holds indirectly {share} of {owned}", "{owner} 间接持有 {owned} 的 {share}", "{owner} косвенно владеет {share} в {owned}"),
    "listed": ("listed", "清单所列", "в перечне"),
    "possibly_listed": ("possibly listed", "可能为清单所列", "возможно, в перечне"),
    "with_control": ("with control", "并有控制权", "с контролем"),
    "control_open": ("control unknown", "控制权未知", "контроль неизвестен"),
    "from": ("from {date}", "自 {date}", "с {date}"),
    "to": ("to {date}", "至 {date}", "по {date}"),
    "share_unknown": ("an unknown share", "未知份额", "неизвестной долей"),
    "share_between": ("{low} to {high} %", "{low} 至 {high} %", "от {low} до {high} %"),
    "not_known": ("not known", "未知事项", "неизвестно"),
    "signal": ("signal", "信号", "признак"),
}

STATES: Final[dict[str, Triple]] = {
    "reached": ("REACHED", "已及于", "РАСПРОСТРАНЯЕТСЯ"),
    "open": ("OPEN", "未定", "ОТКРЫТО"),
    "stayed": ("noted: the rule is stayed", "仅记录：规则已中止", "отмечено: правило приостановлено"),
}

GAPS: Final[dict[str, Triple]] = {
    "share_unknown": ("the share of {owner} in {owned} ({share})", "{owner} 在 {owned} 中的份额（{share}）", "доля {owner} в {owned} ({share})"),
    "unaccounted": ("who holds the remaining {share} of {owned}", "{owned} 其余 {share} 由谁持有", "кому принадлежат остальные {share} в {owned}"),
    "possible_match": ("whether {owner} is the listed party {owned}", "{owner} 是否为清单所列的 {owned}", "является ли {owner} лицом из перечня {owned}"),
    "control_unknown": ("whether {owner} controls {owned}", "{owner} 是否控制 {owned}", "контролирует ли {owner} {owned}"),
    "indirect": ("by which way {owner} holds {share} of {owned} indirectly", "{owner} 经由何种途径间接持有 {owned} 的 {share}", "каким путём {owner} косвенно владеет {share} в {owned}"),
    "unconfirmed": (
        "whether the rule is in force as the table has it: its source is unconfirmed",
        "该规则是否如表所示生效：来源未经证实",
        "действует ли правило так, как записано в таблице: источник не подтверждён",
    ),
}  # fmt: skip

SIGNALS: Final[dict[str, Triple]] = {
    "just_under": ("listed parties hold a little less than the threshold", "清单所列方持有份额略低于门槛", "доля лиц из перечня чуть ниже порога"),
    "split_holding": (
        "listed parties hold the threshold together, none of them alone",
        "清单所列各方合计达到门槛，单独均未达到",
        "лица из перечня достигают порога вместе, но не по отдельности",
    ),
    "recent_transfer": (
        "a listed owner gave up its reach not long ago",
        "清单所列所有者不久前放弃了达到门槛的权益",
        "владелец из перечня недавно уступил свою долю",
    ),
    "listed_director": ("a listed person is a director", "清单所列人员担任董事", "лицо из перечня — директор"),
    "same_surname": (
        "an owner bears the surname of a listed person tied to the party",
        "有所有者与同该当事方有关联的清单所列人员同姓",
        "владелец носит фамилию связанного со стороной лица из перечня",
    ),
    "nominee": (
        "an owner is by its name a nominee, trustee or formation agent, and a listed party is tied to the party",
        "有所有者从名称看为代持人、受托人或注册代理，且有清单所列方与该当事方有关联",
        "владелец, судя по названию, номинальный держатель, доверительный управляющий или регистратор фирм, и со стороной связано лицо из перечня",
    ),
}
