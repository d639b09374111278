"""Words for facts: one or many, lists, and on whose word.

What always holds here: what is disputed, suspected or only claimed is called so; a part is never
told as the whole.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final

_SMALL: Final = (
    "no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven",
    "twelve",
)  # fmt: skip
_PLURALS: Final = {"country": "countries", "party": "parties", "facility": "facilities"}
_WORDS: Final = {
    "un-base": "UN base",
    "un-office": "UN office",
    "un-mission": "UN mission",
    "un-peacekeepers-on-foot": "UN peacekeepers on foot",
    "ied": "improvised explosive device",
    "civil": "civilians",
    "complex": "complex attack",
    "military-peacekeeping": "peacekeepers",
    "ngo-igo": "aid or international organisation",
    "security-base": "security bases",
    "un": "the United Nations",
    "france": "France",
    "algerian-government": "the Algerian government",
    "platform": "Platform",
}


def number(count: int) -> str:
    """A count in a sentence: a word up to twelve, figures above, with commas."""
    return _SMALL[count] if 0 <= count < len(_SMALL) else f"{count:,}"


def many(count: int, noun: str, figures: bool = False) -> str:
    """A count with its noun in the right number: `one incident`, `33 incidents`."""
    said = f"{count:,}" if figures else number(count)
    return f"{said} {noun if count == 1 else plural(noun)}"


def plural(noun: str) -> str:
    """The noun for many."""
    return _PLURALS.get(noun, f"{noun}s")


def are(count: int, past: bool = False) -> str:
    """`is` or `are`, `was` or `were`."""
    return ("was" if past else "is") if count == 1 else ("were" if past else "are")


def listed(items: Iterable[str], word: str = "and") -> str:
    """A list in a sentence: `a, b and c`."""
    found = list(items)
    if len(found) < 2:
        return "".join(found)
    return f"{', '.join(found[:-1])} {word} {found[-1]}"


def plainly(code: str) -> str:
    """A word of the graph's own as people write it: `suicide-vehicle-bomb` without its hyphens."""
    return _WORDS.get(code, code.replace("-", " "))


def sentence(text: str) -> str:
    """A text from the record as a sentence: a capital to begin with, and a full stop."""
    said = text.strip()
    said = said[:1].upper() + said[1:]
    return said if said.endswith((".", "!", "?", "…")) else f"{said}."


def on_whose_word(groups: Sequence[str], attribution: str | None) -> str:
    """Who is said to have done it, and on whose word; nobody is not made somebody."""
    if not groups:
        return "attributed to nobody"
    who = listed(groups)
    match attribution:
        case "claimed":
            return f"claimed by {who}"
        case "assessed":
            return f"attributed to {who}"
        case "suspected":
            return f"suspected of {who}, unclaimed"
        case "disputed":
            return f"attributed to {who}, which is disputed"
        case "not told by then":
            return f"attributed to {who}, on nobody's word by that day"
        case _:
            return f"attributed to {who} ({attribution or 'on whose word is not told'})"


def toll(killed: int | None) -> str:
    """How many were killed; blank where no figure is on record."""
    return "" if killed is None else f"{killed:,} killed"


def article(noun: str) -> str:
    """The noun with `a` or `an` before it; of what is spelt, such as UN, as it is spoken."""
    spoken_as_y = noun.startswith("UN ")
    return f"{'an' if noun[:1].lower() in set('aeiou') and not spoken_as_y else 'a'} {noun}"


def capital(text: str) -> str:
    """The text with a capital first letter."""
    return text[:1].upper() + text[1:]


def country(code: str) -> str:
    """The English name of a country by its code; the code where there is none."""
    from graphq.graph.read.countries import country_names

    return country_names(code).get("en", code)
