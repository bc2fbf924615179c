"""In which encoding is this text, and how sure are we?

Certain: a byte order mark, or text that is valid UTF-8. Anything else is measured with charset-normalizer over the lines that hold non-ASCII bytes, and
taken only if one reading clearly beats every other reading that gives different text; otherwise the file is refused. The Latin single-byte family (cp1250,
cp1252, cp1254 …) is nearly never told apart on names, so it nearly always needs the option.
"""

from __future__ import annotations

import codecs
import re
from typing import Final

import msgspec

from enduse.errors import Refused, UsageError

SAMPLE: Final = 1 << 20
_MEASURED: Final = 1 << 16
_BOMS: Final = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),  # before UTF-16, whose mark it begins with
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
# Measured over names and addresses in Russian, Ukrainian, Chinese, Japanese, Korean, German, French, Polish and Turkish, one to forty lines each: with these
# margins no text was taken in a wrong encoding (tests/tables/test_encoding.py); short and Latin texts are refused instead.
_MIN_BYTES: Final = 24
_COHERENT: Final = 0.5
_RIVAL_COHERENCE: Final = 0.05
_RIVAL_CHAOS: Final = 0.02
_CJK_MARGIN: Final = 0.1
_CJK: Final = frozenset({"gb18030", "gb2312", "gbk", "cp932", "shift_jis", "cp949", "euc_kr", "big5", "euc_jp"})

DAMAGES: Final = (("\x00", "\x00"), ("\x80", "\x84"), ("\x86", "\x9f"), ("\ud800", "\udfff"), ("\ufffd", "\ufffd"))
"""Characters that no name holds, from the first to the last: NUL, C1 controls (Windows text read as Latin-1), undecodable bytes, the replacement character."""
DAMAGED: Final = re.compile(f"[{''.join(f'{first}-{last}' for first, last in DAMAGES)}]")


class Encoding(msgspec.Struct, frozen=True):
    """A codec name, and how it was settled (`given`, `byte order mark`, `valid`, `detected`)."""

    name: str
    how: str

    @property
    def errors(self) -> str:
        """Undecodable bytes must stay visible: lone surrogates for UTF-8, U+FFFD elsewhere; both are found by `DAMAGED`."""
        return "surrogateescape" if self.name.startswith("utf-8") else "replace"


def name_encoding(name: str) -> Encoding:
    """The encoding that the user names; UsageError if Python knows no such text encoding."""
    try:
        info = codecs.lookup(name)
        "".encode(name)  # refuses codecs that are not text encodings, such as base64
    except (LookupError, ValueError) as error:
        raise UsageError(f"unknown encoding {name!r}; use a name such as utf-8, utf-16, cp1251, cp1252, gb18030 or shift_jis") from error
    return Encoding("utf-8-sig" if info.name == "utf-8" else info.name, "given")


def settle_encoding(name: str | None, sample: bytes, file: str, *, whole: bool) -> Encoding:
    """The encoding that the user names, else the one detected. UTF-16 without a byte order mark must say which half comes first."""
    if name is None:
        return detect_encoding(sample, file, whole=whole)
    found = name_encoding(name)
    if found.name in ("utf-16", "utf-32") and not any(sample.startswith(mark) for mark, marked in _BOMS if marked == found.name):
        wide = _wide(sample) if found.name == "utf-16" else None
        if wide is None:
            raise Refused(
                f"{file}: is not {found.name} text with a byte order mark; name {found.name}-le or {found.name}-be, or leave the encoding to be detected"
            )
        return Encoding(wide, "detected")
    return found


def detect_encoding(sample: bytes, file: str, *, whole: bool) -> Encoding:
    """The encoding of the text that begins with `sample` (all of it if `whole`); `Refused` if no reading is safe."""
    for mark, name in _BOMS:
        if sample.startswith(mark):
            return Encoding(name, "byte order mark")
    wide = _wide(sample)
    if wide:
        return Encoding(wide, "detected")
    if _is_utf8(sample, whole=whole):
        return Encoding("utf-8", "valid")
    if _mostly_utf8(sample):
        return Encoding("utf-8", "detected")  # the few damaged rows are rejected by name
    return _measure(sample, file)


def _wide(sample: bytes) -> str | None:
    """UTF-16 without a mark: its ASCII part has NULs on one side only, and a line end of two bytes."""
    if len(sample) < 4 or sample.count(0) < len(sample) // 8:
        return None
    even, odd = sample[0::2].count(0), sample[1::2].count(0)
    if odd > 8 * even and b"\n\x00" in sample:
        return "utf-16-le"
    if even > 8 * odd and b"\x00\n" in sample:
        return "utf-16-be"
    return None


def _is_utf8(sample: bytes, *, whole: bool) -> bool:
    try:
        codecs.getincrementaldecoder("utf-8")().decode(sample, final=whole)
    except UnicodeDecodeError:
        return False
    return True


def _mostly_utf8(sample: bytes) -> bool:
    """A UTF-8 file with a few damaged bytes: at least eight good sequences for each bad byte. Other encodings form such sequences by chance only."""
    text = sample.decode("utf-8", "surrogateescape")
    bad = sum("\udc80" <= char <= "\udcff" for char in text)
    good = sum(char > "\x7f" for char in text) - bad
    return good >= 8 * bad


def _measure(sample: bytes, file: str) -> Encoding:
    from charset_normalizer import from_bytes  # 40 ms to import, needed for few files

    telling = b"\n".join(line for line in re.split(rb"[\r\n]+", sample) if not line.isascii())[:_MEASURED]
    matches = list(from_bytes(telling))
    sure = False
    if matches and sum(byte > 0x7F for byte in telling) >= _MIN_BYTES:
        best, rivals = matches[0], matches[1:]
        sure = best.coherence >= _COHERENT and all(
            rival.coherence < best.coherence - _RIVAL_COHERENCE and rival.chaos > best.chaos + _RIVAL_CHAOS for rival in rivals
        )
        if not sure and best.encoding in _CJK:
            sure = best.chaos <= _RIVAL_CHAOS and all(rival.chaos >= best.chaos + _CJK_MARGIN for rival in rivals)
    if sure:
        return Encoding(codecs.lookup(matches[0].encoding).name, "detected")
    guesses = ", ".join(match.encoding for match in matches[:3]) or "none"
    raise Refused(
        f"{file}: the text is not UTF-8 and its encoding cannot be told for sure (possible: {guesses}); name it with --encoding, e.g. --encoding cp1251"
    )
