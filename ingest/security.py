"""The words that describe the security of a place, which is not kept here.

What always holds here: what a text is refused for, and the words that a person is told beforehand,
come from the same list.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from typing import Final

_PHYSICAL_SECURITY: Final = {
    "entrance": "entrances?",
    "gate": "gates?",
    "wall": "walls?",
    "fence": r"fenc\w+",
    "perimeter": "perimeters?",
    "guard post": r"guard[\s-]?posts?",
    "sentry": r"sentr\w+",
    "layout": "layout",
    "blast barrier": r"blast[\s-]barriers?",
    "watchtower": r"watch[\s-]?towers?",
    "weak point": r"weak[\s-]points?",
}
"""Words that describe the security of a place, and the forms in which they are met."""
_IN_A_JUDGEMENT: Final = _PHYSICAL_SECURITY | {
    "guard": r"(?:un)?guard(?:s|ed|ing)?",
    "unprotected": "unprotected|undefended",
    "patrol": r"patrol\w*",
    "checkpoint": r"check[\s-]?points?",
    "camera": "cameras?|CCTV",
    "barrier": "barriers?",
    "barbed wire": r"(?:barbed|razor)[\s-]?wire",
    "door": "doors?",
    "blind spot": r"blind[\s-]spots?",
    "clôture": r"cl[oô]tur\w+",
    "garde": "gard(?:es?|ée?s?|iens?)",
    "mur": "murs?",
    "patrouille": r"patrouill\w+",
    "portail": "portails?",
    "sentinelle": "sentinelles?",
}
"""Words besides that may tell of an attack, such as a patrol that was struck, but are not wanted
where somebody says why a place was rated as it was; with French ones."""


def _any_of(words: Mapping[str, str]) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(words.values())})\b", re.IGNORECASE)


PHYSICAL_SECURITY: Final = _any_of(_PHYSICAL_SECURITY)
IN_A_JUDGEMENT: Final = _any_of(_IN_A_JUDGEMENT)


def security_told(text: str, *, judged: bool = False) -> str:
    """Why the text cannot be kept: it describes the security of a place. Blank where it may be.

    `judged` is what somebody says of a rating. A word in letters of another width, or with some
    between them that nobody sees, is the same word.
    """
    plain = text
    if not text.isascii():
        letters = unicodedata.normalize("NFKC", text)
        plain = "".join(letter for letter in letters if unicodedata.category(letter) != "Cf")
    found = (IN_A_JUDGEMENT if judged else PHYSICAL_SECURITY).search(plain)
    return (
        f"'{found[0]}' describes the security of a place, which is not kept here" if found else ""
    )


def words(*, judged: bool = False) -> list[str]:
    """Words for which a text is refused, in the form in which they are told."""
    return list(_IN_A_JUDGEMENT if judged else _PHYSICAL_SECURITY)
