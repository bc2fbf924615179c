"""How does one say it? Codes and values into plain words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final

from enduse.codes.countries import COUNTRIES
from enduse.errors import UsageError
from enduse.model.effects import EFFECTS, SETTLED_BY, Effect
from enduse.model.vocabulary import lookup
from enduse.show import phrases_codes
from enduse.show.markup import plain
from enduse.show.owners import owner_lines
from enduse.show.phrases import LANGUAGES, PHRASES
from enduse.show.phrases_questions import QUESTIONS, SETTLING
from enduse.show.phrases_reasons import REASONS

_ENGLISH: Final = LANGUAGES.index("en")
OUTCOME: Final[dict[str, str]] = {code: row[_ENGLISH] for code, row in phrases_codes.OUTCOME.items() if code != "note"}
REASON_CLASS: Final[dict[str, str]] = {code: row[_ENGLISH] for code, row in phrases_codes.REASON_CLASS.items()}
REGIME_STATE: Final[dict[str, str]] = {code: row[_ENGLISH] for code, row in phrases_codes.REGIME_STATE.items()}
REGIME_WHY: Final[dict[str, str]] = {code: row[_ENGLISH] for code, row in phrases_codes.REGIME_WHY.items()}
NO_NEXUS: Final[dict[str, str]] = {regime: row[_ENGLISH] for regime, row in phrases_codes.NO_NEXUS.items()}
CAPPED: Final[dict[str, str]] = {code: row[_ENGLISH] for code, row in phrases_codes.CAPPED.items()}
DISCLAIMER: Final = PHRASES["disclaimer"][_ENGLISH]


class Words:
    """Phrases and codes in one language (`en`, `zh` or `ru`). What has no translation is said in English, or as the code itself."""

    def __init__(self, lang: str = "en") -> None:
        if lang not in LANGUAGES:
            raise UsageError(f"no words in {lang!r}; there are {', '.join(LANGUAGES)}")
        self.lang = lang
        self._column = LANGUAGES.index(lang)

    def say(self, phrase: str, **values: object) -> str:
        """The phrase with its values filled in; values are put in as they are."""
        return PHRASES[phrase][self._column].format(**values)

    def code(self, table: str, code: str | None) -> str:
        """A code of one of the tables of `phrases_codes` in words."""
        if code is None:
            return self.say("unknown")
        row = phrases_codes.TABLES[table].get(code)
        return row[self._column] if row else code.replace("_", " ")

    def number(self, count: int) -> str:
        """A whole number with its thousands set apart as the language has it."""
        return f"{count:,}".replace(",", "\u00a0" if self.lang == "ru" else ",")

    def value(self, raw: Any) -> str:
        """A fact's value as a person reads it."""
        if raw is None:
            return self.say("unknown")
        if isinstance(raw, bool):
            return self.say("yes" if raw else "no")
        if isinstance(raw, list | tuple):
            return ", ".join(str(item) for item in raw) if raw else self.say("none")
        return str(raw)

    def question(self, facts: Sequence[str], english: str) -> str:
        """The question that settles these facts; the English one if there is no other."""
        for name in facts if self.lang != "en" else ():
            known = lookup(name)
            row = QUESTIONS.get(known[0].name) if known else None
            if row and known and known[0].question == english:
                return row[self._column - 1]
        for reason, (asked, _) in SETTLED_BY.items() if self.lang != "en" else ():
            if asked == english and reason in SETTLING:
                return SETTLING[reason][self._column - 1]
        return english

    def country(self, alpha2: str | None) -> str:
        """The country's name in the language, or the code where there is no such country."""
        row = COUNTRIES.get(alpha2 or "")
        if row is None:
            return alpha2 or self.say("unknown_place")
        return row[{"en": 1, "ru": 2, "zh": 3}[self.lang]]

    def reason(self, found: Mapping[str, Any]) -> str:
        """A reason of a match in words, with its values."""
        row = REASONS.get(str(found["code"]))
        said = row[self._column] if row else str(found["code"]).replace("_", " ").replace(".", ": ")
        values = [self.value(item) for key, item in sorted(dict(found.get("values") or {}).items()) if item is not None and not isinstance(item, bool)]
        return f"{said} ({', '.join(values)})" if values else said


def effect(code: str) -> str:
    """The meaning of an effect."""
    return EFFECTS[Effect(code)].meaning if code in EFFECTS else code


def value(raw: Any) -> str:
    """A fact's value as a person reads it."""
    if raw is None:
        return "unknown"
    if isinstance(raw, bool):
        return "yes" if raw else "no"
    if isinstance(raw, list | tuple):
        return ", ".join(str(item) for item in raw) if raw else "none"
    return str(raw)


def reason(found: Mapping[str, Any]) -> str:
    """A reason of a match: its code in words, with its values."""
    code = str(found["code"]).replace("_", " ").replace(".", ": ")
    values = ", ".join(f"{key.replace('_', ' ')} {value(item)}" for key, item in sorted(dict(found.get("values") or {}).items()))
    return f"{code} ({values})" if values else code


def explain(decision: Mapping[str, Any]) -> list[str]:
    """One decision (`decisions.ndjson`) as lines of text that a terminal may be given: nothing in them moves the cursor or hides."""
    revision = f" revision {decision['revision']}" if decision["revision"] else ""
    lines = [
        f"{decision['id']}{revision}: {OUTCOME[decision['outcome']]} ({REASON_CLASS[decision['reason_class']]})",
        f"Judged on {decision['judged_date']}, as of {decision['as_of']}.",
        *decision["notices"],
    ]
    lines += _findings("Why", [f for f in decision["findings"] if f["outcome"] in ("block", "review")])
    lines += _findings("Noted", [f for f in decision["findings"] if f["outcome"] == "note"])
    if decision["matches"]:
        lines += ["", "Matched listings"]
        lines += [f"  {line}" for line in match_lines(decision["matches"])]
    if decision.get("ownership"):
        lines += ["", "Owners"]
        lines += [f"  {line}" for line in owner_lines(decision["ownership"])]
    if decision["questions"]:
        lines += ["", "What would settle it"]
        lines += [
            f"  {q['question']} (to answer: {q['who'].replace('_', ' ')}{'; the wording goes to ' + q['gate'] + ' first' if q.get('gate') else ''}{'; asked by ' + ', '.join(q['rules']) if q['rules'] else ''})"
            for q in decision["questions"]
        ]
    lines += ["", "Regimes"]
    lines += [
        f"  {regime}: {REGIME_STATE[cell['outcome']]}{_because(regime, cell)}; lists: {cell['lists']}"
        + (f"; collides with another law: {', '.join(cell['conflicts'])}" if cell.get("conflicts") else "")
        for regime, cell in decision["regimes"].items()
    ]
    lines += ["", "Not checked"]
    absent = decision["not_checked"]["regimes_without_lists"]
    undecided = decision["not_checked"]["rules_undecided"]
    lines += [f"  no list loaded for: {', '.join(absent)}"] if absent else []
    lines += [f"  rules left open for want of facts nobody stated: {', '.join(undecided)}"] if undecided else []
    absent = decision["not_checked"].get("control_lists_not_held", ())
    lines += [f"  lists of goods that the law has and that are not held, or only in part: {', '.join(absent)} (`enduse goods lists`)"] if absent else []
    lines += [f"  lists used although stale: {', '.join(decision['not_checked']['stale_lists'])}"] if decision["not_checked"]["stale_lists"] else []
    lines += ["", "Lists"]
    lines += [f"  {row['id']} version {row['version']}, published {row['published'] or 'unknown'}, {row['listings']} listings" for row in decision["lists"]]
    lines += [f"Basis {decision['basis_digest'][:16]}, engine {decision['engine_version']}, decision {decision['decision_key'][:16]}", DISCLAIMER]
    return [plain(line) for line in lines]


def _because(regime: str, cell: Mapping[str, Any]) -> str:
    """Through what a regime attaches, or all the links that were looked for and not found."""
    why = cell["why"]
    if cell["outcome"] == "not_attached":
        return f", because: {NO_NEXUS[regime] if why == 'no_nexus' else REGIME_WHY.get(why, why)}"
    return "" if why == "no_list_loaded" else f" (through: {REGIME_WHY.get(why, why)})"


def _findings(heading: str, findings: Sequence[Mapping[str, Any]]) -> list[str]:
    lines = ["", heading] if findings else []
    for f in findings:
        where = f" [goods line {f['line']}]" if f["line"] else ""
        who = f" [{', '.join(f['roles'])}]" if f["roles"] else ""
        lines.append(f"  {f['outcome'].upper()} {f['rule']}: {f['title']}{where}{who}" + (" (undecided: facts are missing)" if f["state"] == "unknown" else ""))
        lines.append(f"      law: {f['citation']} ({f['confirmed']})" + (f"; {CAPPED.get(f['capped'], f['capped'])}" if f["capped"] else ""))
        lines += [f"      {fact['name']} = {_stated(fact)}" + (f" ({fact['provenance']})" if fact["provenance"] else "") for fact in f["facts"]]
        lines += [f"      listing {listing}" for listing in f["listings"]]
    return lines


def _stated(fact: Mapping[str, Any]) -> str:
    """What is held of a fact; of a set that may hold more, what it holds for sure."""
    if fact["known"]:
        return value(fact["value"])
    return f"{value(fact['value'])}; whether more is UNKNOWN" if fact["value"] else "UNKNOWN"


def match_lines(matches: Iterable[Mapping[str, Any]]) -> list[str]:
    """A line per match; one that is the same but for the role of the party (buyer and consignee are often one) is told once, with its roles."""
    roles: dict[str, list[str]] = {}
    for match in matches:
        mine = roles.setdefault(match_line(match), [])
        mine += [] if match["role"] in mine else [match["role"]]
    return [f"{', '.join(mine)} {line}" for line, mine in roles.items()]


def match_line(match: Mapping[str, Any]) -> str:
    """One match in one line, without the role of the party."""
    state = "" if match["in_force"] else "; not in force on the date"
    state += "" if match["attached"] else "; regime does not attach" if match["attached"] is False else "; whether the regime attaches is unknown"
    state += f"; excluded by a reviewer: {match['excluded']}" if match["excluded"] is not None else ""
    where = "/".join(part for part in (match["act"], match["annex"] or match["programme"]) if part)
    reasons = "; ".join(reason(r) for r in match["reasons"])
    return (
        f"“{match['party'] or ''}” ~ “{match['matched_name'] or ''}” {match['band']} {match['score']}/1000: "
        f"{match['listing_id']} ({where}; {match['effect'].replace('_', ' ')}){state}" + (f"; because {reasons}" if reasons else "")
    )
