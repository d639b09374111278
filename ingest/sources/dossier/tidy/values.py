"""The one form of what stands in a cell, by the kind of its column.

What always holds here: a value is written otherwise only where it can be read in one way; what
cannot be read stays as it is, for the load to say so. The form of a form is itself.
"""

from __future__ import annotations

import re
from typing import Final

from graphq.ingest.files.cells import count, parts
from graphq.ingest.files.dates import partial
from graphq.ingest.sources.dossier.table import LARGEST_NUMBER, DossierColumn

SPACES: Final = "spaces around what stands in a cell left out"
_WORDS: Final = "words written as the format has them"
_TOLD: Final = {
    "date": "dates written as YYYY-MM-DD, as far as they are known",
    "day": "dates written as YYYY-MM-DD, as far as they are known",
    "flag": _WORDS,
    "choice": _WORDS,
    "country": "codes of countries written in capitals",
    "integer": "whole numbers written without decimals",
    "latitude": "coordinates written with a point",
    "longitude": "coordinates written with a point",
}
_LISTS: Final = "lists written as a;b, nothing twice"
_YEAR_FIRST: Final = re.compile(r"(\d{4})[-/.](\d{1,2})(?:[-/.](\d{1,2}))?", re.ASCII)
_DECIMAL_COMMA: Final = re.compile(r"[+-]?\d+,\d+", re.ASCII)


def formed(column: DossierColumn, text: str) -> tuple[str, str]:
    """The cell in its one form, and what was done to it in words: blank where nothing was."""
    whole = text.strip().replace("\r\n", "\n").replace("\r", "\n")
    items = parts(whole) if column.many else [whole]
    one_form = [_formed(column, item) for item in items]
    found = ";".join(dict.fromkeys(one_form)) if column.many else one_form[0]
    if one_form != items:
        return found, _TOLD[column.kind]
    if found != whole:
        return found, _LISTS
    return found, SPACES if text.strip() != text else ""


def _formed(column: DossierColumn, text: str) -> str:
    match column.kind:
        case "date" | "day":
            return _date(text)
        case "flag":
            return text.lower() if text.lower() in ("true", "false") else text
        case "choice":
            words = {_folded(word): word for word in column.choices}
            return words.get(_folded(text), text)
        case "country":
            return text.upper() if re.fullmatch("[A-Za-z]{2}", text) else text
        case "integer":
            return _number(text)
        case "latitude" | "longitude":
            return text.replace(",", ".") if _DECIMAL_COMMA.fullmatch(text) else text
    return text


def _date(text: str) -> str:
    found = _YEAR_FIRST.fullmatch(text)
    padded = "-".join(part.zfill(2) for part in found.groups() if part) if found else text
    try:
        return str(partial(padded))
    except ValueError:
        return text


def _number(text: str) -> str:
    try:
        return str(count(text, LARGEST_NUMBER)) if text else text
    except ValueError:
        return text


def _folded(word: str) -> str:
    return re.sub(r"[\s_-]+", "-", word.casefold())
