"""What can be meant by what is typed so far: names and words of a graph, and paths.

What always holds here: a name is offered for any of its words, in any case and without its accents.
A shell puts an offer into the line as it stands, and some evaluate it at once; so what a shell
would not take for plain words is not offered, and of a name the id is instead.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from graphq.cypher.ask.parameters import LABELS, words_in_use
from graphq.graph.letters import visible
from graphq.graph.read.names import entities, name_key
from graphq.graph.store import Store

_MOST: Final = 40
_WORDS: Final = ("target-type", "tactic")
"""Types of parameters that are words in use."""
_WORD: Final = re.compile(r"[^\W_]+")
_PLAIN_WORDS: Final = re.compile(r"(?!-)[\w.,:/@%+=~-]+(?: (?!-)[\w.,:/@%+=~-]+)*")


def can_be_offered(kind: str) -> bool:
    """Whether something is offered for a parameter of that type."""
    return kind == "country" or kind in LABELS or kind in _WORDS


def offers(store: Store, kind: str, levels: Sequence[str], typed: str) -> list[str]:
    """Names of the graph that fit what is typed for a parameter of that type; or else ids.

    `levels` are those of the places that can be meant; without them all can.
    """
    if kind in _WORDS:
        known = [(word, "") for word in words_in_use(store, kind)]
    else:
        label = LABELS["location" if kind == "country" else kind]
        rows = entities(store, label, ("country",) if kind == "country" else levels)
        known = [(row["name"], row["id"]) for row in rows]
    begun = typed.casefold()
    found: dict[str, None] = {}
    for name, key in known:
        if name and fits(name, typed):
            offer = name if is_plain(name) else key
        else:
            offer = key if key.startswith(begun) else ""
        if is_plain(offer):
            found[offer] = None
    return list(found)[:_MOST]


def fits(name: str, typed: str) -> bool:
    """Whether the name, or the name from one of its words on, begins like what is typed.

    >>> fits("Mopti-Ambodédjo airport", "ambodedjo air")
    True
    """
    key = name_key(typed)
    begins = [found.start() for found in _WORD.finditer(name)]
    return not key or any(name_key(name[begin:]).startswith(key) for begin in begins)


def is_plain(text: str) -> bool:
    """Whether a shell takes the text for words, and for nothing that it would obey or an option."""
    return _PLAIN_WORDS.fullmatch(text) is not None and visible(text) == text


def paths(incomplete: str) -> list[str]:
    """The files and folders below the one typed so far, written as it is written."""
    written, _, begun = incomplete.rpartition("/")
    parent = f"{written}/" if "/" in incomplete else ""
    try:
        found = sorted(
            entry.name + ("/" if entry.is_dir() else "")
            for entry in Path(parent or ".").expanduser().iterdir()
        )
    except (OSError, RuntimeError):
        return []
    return [
        f"{parent}{name}"
        for name in found
        if name.startswith(begun) and (begun or not name.startswith(".")) and is_plain(name)
    ]
