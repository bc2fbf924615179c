"""What would an enemy, a bad network or a careless export make of these bytes?

Every input is a function of (seed, target, number), so a failure is told by three words. Mutations know the form of the bytes (cells, elements, JSON values,
members of a zip) and also forget it (bits, cuts, splices).
"""

from __future__ import annotations

import io
import json
import random
import re
import warnings
import zipfile
import zlib
from collections.abc import Callable, Sequence
from typing import Any, Final

HOSTILE: Final = (
    "", " ", "\0", "\x1a", "\ufeff", "\u202eevil\u202c", "\u2066x\u2069", "\u200b", "\u00ad", "\ufffd", "\ud800", "\U000e0041", "a\u0301" * 40, "İIıi", "ﬁﬀ", "ſ", "ß",
    "АО Vоlgоgrаd", "𝕍𝕠𝕝𝕘𝕠", "普罗布光学有限公司", "ＡＣＭＥ　Ｌｔｄ", "علي بن حسن", "ทดสอบ", "한국", "Ω≈ç√", "🙈" * 5, "=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "＝1+1",
    '=HYPERLINK("http://x","y")', "<script>alert(1)</script>", '"><img src=x onerror=alert(1)>', "</script>", "]]>", "<!--", "-->", "&lt;", "&#0;", "&amp;", "&x;", "{{7*7}}", "${x}",
    "../../etc/passwd", "..\\..\\x", "C:\\x", "/dev/zero", "file:///etc/passwd", "a" * 3000, "A " * 900, "1" * 400, "9" * 20, "-" * 50, "\n" * 30, "'", '"', '""', '"x', "`", "\\",
    "NaN", "Infinity", "-Infinity", "1e999", "-1e-999", "1e99999", "0x10", "1_000", "١٢٣", "½", "²", "1,5", "1.234.567,89", "true", "null", "None", "0", "-0", "00", "1.", ".1", "0.1e",
    "2024-02-30", "0000-00-00", "9999-12-31", "10000-01-01", "31/12/2024", "12/31/2024", "1.1.70", "29 Feb 2023", "circa 1961", "1961-04-02T25:00:00Z", "between 1 and 2", "dd/mm/1961",
    "RU", "XX", "ZZ", "Russia", "Иран", "Congo", "IMO 9074729", "7707083893", "253400V1H6ART1UQ0N98", "DE89370400440532013000", "Passport", "a.k.a. 'X'", "(a.k.a. (", "] [", "; ; ;", "|", ",,,", "x" * 140000,
)  # fmt: skip
"""Strings that have broken readers, matchers, spreadsheets and pages before."""

_TOKENS: Final = tuple(text.encode("utf-8", "surrogatepass") for text in HOSTILE if len(text) < 5000)
_NUMBERS: Final = (0, -1, 1, 2**31, 2**53 + 1, -(2**63), 2**64, 10**40, 1e308, -0.0, 1e-320)
_VALUES: Final = (None, True, False, [], {}, [[]], {"": ""}, [None], [{}])
_ELEMENT: Final = re.compile(rb"<([A-Za-z_][\w.:-]*)[^<>]*>[^<>]*</\1>|<[A-Za-z_][^<>]*/>")
_TEXT: Final = re.compile(rb">([^<>]*)<|=\"([^\"<>]*)\"|='([^'<>]*)'")
_TAG: Final = re.compile(rb"</?[A-Za-z_][^<>]*>")
_XML_EXTRAS: Final = (
    b"<!-- x -->", b"<?php x ?>", b"<![CDATA[x<y]]>", b"&#x10FFFF;", b"&amp;", b"&nope;", b"<x/>", b"<x xmlns='urn:y'/>", b'<!DOCTYPE x [<!ENTITY a "b">]>', b"<a><a><a>", b"</a>",
)  # fmt: skip

Form = Callable[[random.Random, bytes, Sequence[bytes]], bytes]


def mutate(rng: random.Random, seeds: Sequence[bytes], form: str) -> bytes:
    """One input: a seed, changed one to six times (one in fifty stays as it is)."""
    data = rng.choice(seeds)
    if rng.random() < 0.02:
        return data
    shaped = FORMS[form]
    for _ in range(rng.choice((1, 1, 1, 2, 2, 3, 4, 6))):
        data = (shaped if rng.random() < 0.75 else raw)(rng, data, seeds)
        if len(data) > 1 << 20:
            data = data[: 1 << 20]
    return data


def raw(rng: random.Random, data: bytes, seeds: Sequence[bytes]) -> bytes:
    """Bytes, whatever they mean."""
    size = len(data)
    at, end = sorted((rng.randint(0, size), rng.randint(0, size)))
    short = min(end, at + 1 + int(rng.expovariate(1 / 12)))
    way = rng.randrange(12)
    if way == 0 and size:
        at = min(at, size - 1)
        return data[:at] + bytes([data[at] ^ (1 << rng.randrange(8))]) + data[at + 1 :]
    if way == 1:
        return data[:at] + rng.randbytes(rng.randint(1, 6)) + data[at:]
    if way == 2:
        return data[:at] + data[short:]
    if way == 3:
        return data[:at] + data[at:short] * rng.choice((2, 3, 50)) + data[short:]
    if way == 4:
        return data[:end] if rng.random() < 0.7 else data[at:]
    if way == 5:
        other = rng.choice(seeds)
        cut = rng.randint(0, len(other))
        return data[:at] + other[cut : cut + rng.randint(1, 400)] + data[short:]
    if way in (6, 7, 8):
        return data[:at] + rng.choice(_TOKENS) + data[short if way == 7 else at :]
    if way == 9:
        return rng.choice((b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff", b"\x1f\x8b", b"\x28\xb5\x2f\xfd", b"PK\x03\x04", b"PAR1", b"\0\0\xfe\xff")) + data
    if way == 10:
        codec = rng.choice(("utf-16", "utf-16-le", "utf-32", "cp1251", "cp1252", "gb18030", "shift_jis", "utf-7", "koi8-r"))
        return data.decode("utf-8", "replace").encode(codec, "replace")
    return data.replace(b"\n", rng.choice((b"\r\n", b"\r", b"\n\n", b"", b"\xe2\x80\xa8", b"\x0b", b"\x85")))


def words(rng: random.Random, data: bytes, _: Sequence[bytes]) -> bytes:
    """Text: pieces between blanks are replaced, doubled, glued, turned round."""
    text = data.decode("utf-8", "replace")
    parts = re.split(r"(\s+)", text)
    at = rng.randrange(len(parts))
    way = rng.randrange(7)
    if way == 0:
        parts[at] = rng.choice(HOSTILE)
    elif way == 1:
        parts[at] = parts[at] * rng.choice((2, 3, 20))
    elif way == 2:
        parts[at] = parts[at][::-1]
    elif way == 3:
        parts = [part for part in parts if part.strip()]
        rng.shuffle(parts)
        parts = [part for pair in parts for part in (pair, " ")]
    elif way == 4:
        parts[at] = parts[at].swapcase()
    elif way == 5 and parts[at]:
        place = rng.randrange(len(parts[at]))
        parts[at] = (
            parts[at][:place]
            + chr(rng.choice((rng.randrange(0x20, 0x500), rng.randrange(0x500, 0xD800), rng.randrange(0x10000, 0x20000))))
            + parts[at][place + 1 :]
        )
    else:
        parts.insert(at, rng.choice(HOSTILE))
    return "".join(parts).encode("utf-8", "surrogatepass")


def table(rng: random.Random, data: bytes, seeds: Sequence[bytes]) -> bytes:
    """Delimited text: cells and rows."""
    lines = data.split(b"\n")
    at = rng.randrange(len(lines))
    mark = max(b",;\t|", key=lambda byte: data[:4000].count(byte)) if data else 44
    sign = bytes([mark])
    cells = lines[at].split(sign)
    place = rng.randrange(len(cells))
    way = rng.randrange(11)
    if way <= 3:
        text = rng.choice(_TOKENS)
        cells[place] = b'"' + text.replace(b'"', b'""') + b'"' if rng.random() < 0.6 else text
    elif way == 4:
        del cells[place]
    elif way == 5:
        cells.insert(place, cells[place])
    elif way == 6 and len(cells) > 1:
        cells[place], cells[place - 1] = cells[place - 1], cells[place]
    elif way == 7:
        lines.insert(at, lines[rng.randrange(len(lines))])
    elif way == 8:
        del lines[at]
        return b"\n".join(lines)
    elif way == 9:
        other = rng.choice(seeds).split(b"\n")
        lines.insert(at, rng.choice(other))
    else:
        return data.replace(sign, rng.choice((b",", b";", b"\t", b"|")))
    if way <= 6:
        lines[at] = sign.join(cells)
    return b"\n".join(lines)


def xml(rng: random.Random, data: bytes, seeds: Sequence[bytes]) -> bytes:
    """Elements, attributes and text."""
    way = rng.randrange(9)
    found = list((_TEXT if way <= 3 else _TAG if way in (6, 7) else _ELEMENT).finditer(data))
    if not found:
        return raw(rng, data, seeds)
    at = rng.choice(found)
    if way <= 3:
        group = at.lastindex or 1
        text = rng.choice(_TOKENS) if way < 3 else rng.choice(_TEXT.findall(rng.choice(seeds)) or [(b"",) * 3])[0]
        if rng.random() < 0.8:
            text = (
                text.replace(b"&", b"&amp;").replace(b"<", b"&lt;").replace(b'"', b"&quot;").replace(b"'", b"&#39;").replace(b"\0", b"").replace(b"\x1a", b"")
            )
        return data[: at.start(group)] + text + data[at.end(group) :]
    if way == 4:
        return data[: at.start()] + data[at.end() :]
    if way == 5:
        return data[: at.end()] + at.group() * rng.choice((1, 2, 30)) + data[at.end() :]
    if way == 6:
        return data[: at.start()] + data[at.end() :]
    if way == 7:
        return data[: at.end()] + rng.choice(_XML_EXTRAS) + data[at.end() :]
    others = list(_ELEMENT.finditer(rng.choice(seeds)))
    return data[: at.start()] + (rng.choice(others).group() if others else b"") + data[at.end() :]


def jsonish(rng: random.Random, data: bytes, seeds: Sequence[bytes]) -> bytes:
    """One JSON document."""
    try:
        thing = json.loads(data)
        changed = _value(rng, thing, 0)
        text = json.dumps(changed, ensure_ascii=rng.random() < 0.3)
    except (ValueError, RecursionError):
        return raw(rng, data, seeds)
    if rng.random() < 0.08 and (keys := re.findall(r'"[^"]*":', text)):
        key = rng.choice(keys)
        text = text.replace(key, f'{key} "twice", {key}', 1)
    if rng.random() < 0.03:
        text = text.replace("0", rng.choice(("NaN", "Infinity", "1e999", "1" * 5000, "-0.0e-400")), 1)
    if rng.random() < 0.01:
        text = "[" * 5000 + text + "]" * 5000
    return text.encode("utf-8", "surrogatepass")


def jsonlines(rng: random.Random, data: bytes, seeds: Sequence[bytes]) -> bytes:
    """Lines of JSON."""
    lines = data.split(b"\n")
    at = rng.randrange(len(lines))
    way = rng.randrange(8)
    if way <= 4:
        lines[at] = jsonish(rng, lines[at], seeds)
    elif way == 5:
        lines.insert(at, rng.choice(lines))
    elif way == 6:
        lines.insert(at, rng.choice(rng.choice(seeds).split(b"\n")))
    else:
        del lines[at]
    return b"\n".join(lines)


def _value(rng: random.Random, thing: Any, depth: int) -> Any:
    if isinstance(thing, dict) and thing and rng.random() < 0.9:
        thing = dict(thing)
        key = rng.choice(list(thing))
        way = rng.randrange(10)
        if way == 0:
            del thing[key]
        elif way == 1:
            thing[rng.choice(HOSTILE)] = thing[key]
        elif way == 2:
            thing[key] = thing[rng.choice(list(thing))]
        else:
            thing[key] = _value(rng, thing[key], depth + 1)
        return thing
    if isinstance(thing, list) and thing and rng.random() < 0.85:
        thing = list(thing)
        at = rng.randrange(len(thing))
        if rng.random() < 0.2:
            thing.insert(at, thing[rng.randrange(len(thing))])
        else:
            thing[at] = _value(rng, thing[at], depth + 1)
        return thing
    way = rng.randrange(10)
    if way <= 4:
        return rng.choice(HOSTILE)
    if way == 5:
        return rng.choice(_NUMBERS)
    if way == 6:
        return rng.choice(_VALUES)
    if way == 7:
        return [thing]
    if way == 8:
        return {"x": thing}
    deep: Any = thing
    for _ in range(rng.choice((3, 60, 400))):
        deep = [deep]
    return deep


def toml(rng: random.Random, data: bytes, seeds: Sequence[bytes]) -> bytes:
    """Keys, values and tables of TOML; conditions in it."""
    lines = data.split(b"\n")
    at = rng.randrange(len(lines))
    key, equals, value = lines[at].partition(b"=")
    way = rng.randrange(11)
    if way <= 3 and equals:
        new = rng.choice((
            b"1", b"-1", b"1e400", b"nan", b"inf", b"true", b"[]", b"{}", b"[[]]", b'""', b"''", b"2024-02-23", b"07:32:00", b"1979-05-27T07:32:00Z", b'["a", 1]', b'{ a = { b = "c" } }', b"9" * 4400, b"[" * 3000,
            b'"""' + rng.choice(_TOKENS) + b'"""', b'"' + rng.choice(_TOKENS).replace(b"\\", b"\\\\").replace(b'"', b'\\"').replace(b"\n", b"\\n") + b'"', b'"(" * 9', b"'(?P<x>a+)+$'", b"'{name|'", b"'{}'", b"'['",
        ))  # fmt: skip
        lines[at] = key + b"= " + new
    elif way == 4:
        lines[at] = rng.choice(_TOKENS).replace(b"\n", b"") + b" =" + value
    elif way == 5:
        del lines[at]
    elif way == 6:
        lines.insert(at, rng.choice(lines))
    elif way == 7:
        lines.insert(at, rng.choice(rng.choice(seeds).split(b"\n")))
    elif way == 8:
        lines.insert(
            at,
            rng.choice(
                (
                    b"[x]",
                    b"[[x]]",
                    b"[rule]",
                    b"[[rule]]",
                    b"[a.b.c]",
                    b"[[name]]",
                    b"[columns]",
                    b"x = 1",
                    b"[",
                    b"]",
                    b"x.y.z = 1",
                    b"# \xff",
                    b"[values.mode]",
                    b"\xed\xa0\x80",
                )
            ),
        )
    elif way == 9:
        pieces = re.split(rb"(\W+)", lines[at])
        place = rng.randrange(len(pieces))
        pieces[place] = rng.choice(
            (
                b"and",
                b"or",
                b"not",
                b"(",
                b")",
                b"[",
                b"]",
                b"in",
                b"contains",
                b"any",
                b"is",
                b"known",
                b"==",
                b"<",
                b"group:eu",
                b"'RU'",
                b"12",
                b"party.any.listed",
                b"not " * 300,
                b"(" * 300,
            )
        )
        lines[at] = b"".join(pieces)
    else:
        lines[at] = lines[at].replace(b'"', b"'", 1)
    return b"\n".join(lines)


def zipped(rng: random.Random, data: bytes, seeds: Sequence[bytes]) -> bytes:
    """A zip: what is in a member, what a member is called, how large it says it is; sometimes only bytes."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            parts = [(info.filename, archive.read(info), info.external_attr) for info in archive.infolist()]
    except (zipfile.BadZipFile, ValueError, OSError, RuntimeError, NotImplementedError, EOFError, KeyError, IndexError, zlib.error):
        return raw(rng, data, seeds)
    if not parts:
        return raw(rng, data, seeds)
    at = rng.randrange(len(parts))
    name, inside, mode = parts[at]
    way = rng.randrange(12)
    if way <= 5:
        form = xml if inside.lstrip()[:1] == b"<" else table
        parts[at] = (name, form(rng, inside, [inside]), mode)
    elif way == 6:
        parts[at] = (name, raw(rng, inside, [inside]), mode)
    elif way == 7:
        del parts[at]
    elif way == 8:
        parts.append(parts[at])
    elif way == 9:
        parts[at] = (
            rng.choice(
                ("../x", "/x", "a/../../x", "C:\\x", "..\\x", "a\0b", "", ".", "x/", "\u202e", "a" * 300, "__MACOSX/x", ".hid", "CON", "a:b", "//x/y", "./a")
            ),
            inside,
            mode,
        )
    elif way == 10:
        parts[at] = (name, inside, rng.choice((0o120777, 0o010644, 0o060644, 0o040755)) << 16)
    else:
        parts[at] = (name, inside + rng.choice((b" ", b"\0", b"<c/>")) * rng.choice((100, 100_000, 3_000_000)), mode)
    out = io.BytesIO()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        with zipfile.ZipFile(out, "w", rng.choice((zipfile.ZIP_DEFLATED, zipfile.ZIP_DEFLATED, zipfile.ZIP_STORED, zipfile.ZIP_BZIP2))) as archive:
            for name, inside, mode in parts:
                info = zipfile.ZipInfo(name or "x", (2026, 1, 1, 0, 0, 0))
                info.external_attr = mode
                archive.writestr(info, inside, compress_type=archive.compression)
    made = bytearray(out.getvalue())
    if rng.random() < 0.15:  # a size, offset or flag in the central directory that lies
        place = bytes(made).rfind(b"PK\x01\x02")
        if place >= 0:
            made[place + rng.randrange(4, 46)] = rng.randrange(256)
    return bytes(made)


FORMS: Final[dict[str, Form]] = {
    "raw": raw, "words": words, "table": table, "xml": xml, "json": jsonish, "jsonlines": jsonlines, "toml": toml, "zip": zipped,
}  # fmt: skip
