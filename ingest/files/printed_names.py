"""Names as sanctions lists and actor lists print them: several in one field, with remarks.

What always holds here: a remark is no name; nothing that holds the number of a document is kept. A
script is told from the letters alone, and left open where they are of several.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from typing import Final

from graphq.graph.read.names import name_key

_SCRIPTS: Final = {
    "ARABIC": "Arab", "ARMENIAN": "Armn", "BENGALI": "Beng", "CJK": "Hani", "CYRILLIC": "Cyrl",
    "DEVANAGARI": "Deva", "ETHIOPIC": "Ethi", "GEORGIAN": "Geor", "GREEK": "Grek",
    "GUJARATI": "Gujr", "GURMUKHI": "Guru", "HANGUL": "Hang", "HEBREW": "Hebr", "HIRAGANA": "Hira",
    "KATAKANA": "Kana", "KHMER": "Khmr", "LAO": "Laoo", "LATIN": "Latn", "MYANMAR": "Mymr",
    "NKO": "Nkoo", "SINHALA": "Sinh", "SYRIAC": "Syrc", "TAMIL": "Taml", "TELUGU": "Telu",
    "THAANA": "Thaa", "THAI": "Thai", "TIBETAN": "Tibt", "TIFINAGH": "Tfng",
}  # fmt: skip
"""ISO 15924 codes by the first word of the Unicode name of a letter."""

_BLANKS: Final = re.compile(r"\s+")
_LIST_MARK: Final = re.compile(r"(?:^|\s+)[a-z]\)\s+")
_BORN: Final = re.compile(r",?\s+born\s+(?:in\s|on\s|\d).*$", re.IGNORECASE)
_REMARK_IN_NAME: Final = re.compile(r"\s+-\s+sub-unit name$", re.IGNORECASE)
_ORIGINAL: Final = re.compile(r"^original script:\s*|\s*\(original script\)", re.IGNORECASE)
_DOCUMENT: Final = re.compile(r"\d{6}")
_ACRONYM: Final = re.compile(r"[A-Z][A-Za-z]*[A-Z][A-Za-z]*(?:[-/][A-Z]+)?")
_EDGES: Final = " ,;"
_FORMER: Final = re.compile(r"(?:previously|formerly) listed as", re.IGNORECASE)
_IN_SCRIPT: Final = re.compile(
    r"(?:original script|in arabic(?: script)?):\s*(.+)$", re.IGNORECASE | re.DOTALL
)
_SPELLING: Final = re.compile(r"[^\W\d_][^:\d]*")
"""A name in a list of spellings: no figures, and nothing that a colon explains."""
_QUOTED: Final = re.compile(r"[\"“”]([^\"“”]+)[\"“”]")


@dataclass(frozen=True, slots=True)
class Found:
    """A name in a field, and whether it is the acronym of the one before it."""

    text: str
    acronym: bool = False


def script_of(text: str) -> str | None:
    """The ISO 15924 code of the letters, or None where they are of several scripts, or none.

    Chinese characters are told apart as simplified or traditional where only one of the two
    national character sets (GB 2312, Big5) has them all.

    >>> script_of("Абу Мухаммад"), script_of("铁"), script_of("華信"), script_of("Ali علي")
    ('Cyrl', 'Hans', 'Hant', None)
    """
    first_words = {
        unicodedata.name(letter, "").split(" ")[0]
        for letter in text
        if unicodedata.category(letter) in ("Lu", "Ll", "Lt", "Lo")
    }
    found = {_SCRIPTS.get(word) for word in first_words}
    if found & {"Hira", "Kana"} and found <= {"Hira", "Kana", "Hani"}:
        return "Jpan"
    if len(found) != 1:
        return None
    (script,) = found
    return _chinese(text) if script == "Hani" else script


def _chinese(text: str) -> str:
    simplified, traditional = _encodable(text, "gb2312"), _encodable(text, "big5")
    if simplified == traditional:
        return "Hani"
    return "Hans" if simplified else "Hant"


def _encodable(text: str, charset: str) -> bool:
    try:
        text.encode(charset)
    except UnicodeEncodeError:
        return False
    return True


def tidy(text: str) -> str:
    """The text on one line, without the quotation marks and commas around it."""
    line = _BLANKS.sub(" ", unicodedata.normalize("NFC", text)).strip(_EDGES)
    quoted = _QUOTED.fullmatch(line)
    return quoted[1].strip(_EDGES) if quoted else line


def names_in(field: str) -> list[Found]:
    """The names that a field holds, in their order.

    Names are parted by `;`, by `a) b)`, and by parentheses at the end that hold the name in another
    script, several names, or an acronym. What else stands there is a remark; parentheses in the
    middle are part of the name.

    >>> [found.text for found in names_in("أبو ليث (Abu Layth; Abou Leith)")]
    ['أبو ليث', 'Abu Layth', 'Abou Leith']
    >>> [found.text for found in names_in("Riverine Guard (RG)")]
    ['Riverine Guard', 'RG']
    """
    found: list[Found] = []
    for part in _parts(_ORIGINAL.sub("", field)):
        name, brackets = _bare(part)
        if name:
            found.append(Found(name))
        for bracket in brackets:
            found += _names_in_brackets(bracket, name)
    kept: dict[str, Found] = {}
    for one in found:
        if name_key(one.text) and not _DOCUMENT.search(one.text):
            kept.setdefault(name_key(one.text), one)
    return list(kept.values())


def is_former(remark: str) -> bool:
    """Whether the remark on an alias says that the entry was once listed under it."""
    return _FORMER.match(remark) is not None


def names_in_remark(remark: str) -> list[Found]:
    """The names that the remark on an alias holds: in the original script, or a list of spellings.

    What else stands there, of passports and birth, is no name.

    >>> [found.text for found in names_in_remark("original script: Абу Банат")]
    ['Абу Банат']
    >>> names_in_remark("born in 1971 in Samarra, Iraq")
    []
    """
    if found := _IN_SCRIPT.search(remark):
        return names_in(found[1])
    pieces = tidy(remark).split(";")
    if len(pieces) > 1 and all(_SPELLING.fullmatch(piece.strip()) for piece in pieces):
        return names_in(remark)
    return []


def _parts(field: str) -> list[str]:
    """The field cut at `;` and at list marks, but not within parentheses."""
    parts, depth, start = [], 0, 0
    for at, sign in enumerate(field):
        depth = max(depth + (sign == "(") - (sign == ")"), 0)
        if sign == ";" and not depth:
            parts.append(field[start:at])
            start = at + 1
    parts.append(field[start:])
    return [piece for part in parts for piece in _LIST_MARK.split(part) if piece.strip()]


def _bare(part: str) -> tuple[str, list[str]]:
    """The name without the parentheses at its end, and what they hold."""
    text, brackets = _clean(part), list[str]()
    while text.endswith(")") and (start := _opening(text)) > 0 and text[start - 1] == " ":
        brackets.insert(0, text[start + 1 : -1])
        text = _clean(text[:start])
    slash = text.rpartition(" / ")
    if slash[0] and _is_acronym(slash[2], slash[0]):
        return slash[0], [slash[2], *brackets]
    return text, brackets


def _opening(text: str) -> int:
    """Where the parenthesis opens that closes at the end of the text; -1 if nowhere."""
    depth = 0
    for at in range(len(text) - 1, -1, -1):
        depth += (text[at] == ")") - (text[at] == "(")
        if not depth:
            return at
    return -1


def _clean(text: str) -> str:
    return _REMARK_IN_NAME.sub("", _BORN.sub("", tidy(text)))


def _names_in_brackets(bracket: str, before: str) -> list[Found]:
    inner = _ORIGINAL.sub("", bracket)
    other_script = script_of(_bare(inner)[0]) not in (None, script_of(before))
    if other_script or len(_parts(inner)) > 1:
        return names_in(inner)
    pieces = (piece.strip() for piece in inner.split(","))
    return [Found(piece, acronym=True) for piece in pieces if _is_acronym(piece, before)]


def _is_acronym(text: str, name: str) -> bool:
    """Whether the text looks like an acronym, and its letters stand in the name in that order."""
    if not _ACRONYM.fullmatch(text):
        return False
    letters = iter(name_key(name))
    return all(letter in letters for letter in name_key(text))
