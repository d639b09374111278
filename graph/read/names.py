"""A name in any spelling to the entity meant, or the candidates.

What always holds here: an id goes before a name, and the very id of the graph before one that
dossiers write in their files. A name is matched whole, whatever its case, accents, punctuation,
spacing or Arabic letter forms. An entity's own name goes before an alias of another. Nothing is
guessed: where none or several fit, the nearest are listed and the caller asks for one.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from graphq.graph.errors import UnknownNameError
from graphq.graph.records import Row
from graphq.graph.store import Store

_OWN: Final = ("own", "code")
_DOSSIERS: Final = "dossier:"
"""How the names of the datasets begin that are dossiers."""
_ENTITY_LABELS: Final = ("Group", "Person", "Target")
"""What a dossier can declare to be another's."""
_FOLDED: Final = str.maketrans("øłđæœıىةٱیک", "oldaoiيهايك")
_PARENTHESIS: Final = re.compile(r"\s*\(([^()]*)\)")
_SEPARATOR: Final = re.compile(r"\s*[,;/]\s*")
_ARTICLE: Final = re.compile(r"^(?:al|el)[- ]|^the ", re.IGNORECASE)

_BY_ID: Final = """
MATCH (e:{label} {{id: $text}})
WHERE $levels IS NULL OR e.level IN $levels
RETURN '{label}' AS label, e.id AS id, e.name AS name, true AS exact
UNION ALL
MATCH (e:{label} {{id: $bare}})
WHERE $dataset IN e.statedBy
RETURN '{label}' AS label, e.id AS id, e.name AS name, true AS exact
UNION ALL
MATCH (run:IngestRun)
WHERE run.dataset STARTS WITH $dossiers
WITH DISTINCT substring(run.dataset, size($dossiers)) + '/' + $text AS id
MATCH (e:{label} {{id: id}})
RETURN '{label}' AS label, e.id AS id, e.name AS name, false AS exact
"""
"""By an id as it is in the graph; in full, of a dossier whose ids are bare there; and bare, of any
other dossier."""
_DECLARED: Final = """
UNION ALL
MATCH (:Record {{id: 'record:' + $text}})-[:IDENTIFIED_AS]->(e:{label})
RETURN '{label}' AS label, e.id AS id, e.name AS name, true AS exact
UNION ALL
MATCH (run:IngestRun)
WHERE run.dataset STARTS WITH $dossiers
WITH DISTINCT 'record:' + substring(run.dataset, size($dossiers)) + '/' + $text AS id
MATCH (:Record {{id: id}})-[:IDENTIFIED_AS]->(e:{label})
RETURN '{label}' AS label, e.id AS id, e.name AS name, false AS exact
"""
"""What a dossier declares to be another's has its id as well."""
_BY_KEY: Final = """
MATCH (n:Name {key: $key})-[:NAMES]->(e)
WHERE $levels IS NULL OR e.level IN $levels
RETURN labels(e) AS labels, e.id AS id, e.name AS name, n.text AS text, n.quality AS quality
ORDER BY id, text
"""
_ALL: Final = """
MATCH (n:Name)-[:NAMES]->(e:{label})
WHERE $levels IS NULL OR e.level IN $levels
RETURN e.id AS id, e.name AS name, n.text AS text
ORDER BY id, text
"""
_ENTITIES: Final = """
MATCH (e:{label})
WHERE $levels IS NULL OR e.level IN $levels
RETURN e.id AS id, e.name AS name
ORDER BY name, id
"""
_INSIDE: Final = """
UNWIND $ids AS id
MATCH (e:Location {id: id})
WHERE ($country IS NULL OR e.country = $country)
  AND ($unit IS NULL OR EXISTS { (e)-[:LOCATED_IN*1..4]->(:Location {id: $unit}) })
RETURN e.id AS id
"""
_NEAREST: Final = 5
_LIKENESS_FLOOR: Final = 50
"""Names less alike than this (of 100, rapidfuzz WRatio) are no help to anybody."""


@lru_cache(maxsize=1 << 16)
def name_key(text: str) -> str:
    """The text folded for look-up: letters and digits only, one form for each.

    >>> name_key("Ansar Eddine") == name_key("ANSAR-EDDINE")
    True
    """
    spread = unicodedata.normalize("NFKD", text).casefold()
    # Modifier letters are no letters of a name: the tatweel stretches an Arabic word, and the
    # transliterated ayn and hamza (ʿ ʾ) are written as any apostrophe, or not at all.
    kept = (letter for letter in spread if _counts(unicodedata.category(letter)))
    return "".join(kept).translate(_FOLDED)


def _counts(category: str) -> bool:
    return category[0] in "LN" and category != "Lm"


def spellings(full_name: str) -> list[str]:
    """The full name with its parentheses and without them.

    >>> spellings("Armed Islamic Group (GIA)")
    ['Armed Islamic Group (GIA)', 'Armed Islamic Group']
    """
    bare = _PARENTHESIS.sub("", full_name).strip()
    return [text for text in dict.fromkeys([full_name, bare]) if text]


def names_in_parentheses(full_name: str) -> list[str]:
    """What the parentheses of a full name hold and may be other names, each on its own.

    A remark in small letters, or a year, is none. Whether it is the name of a place is for the
    caller to see.

    >>> names_in_parentheses("Islamic State (IS, ISIL)")
    ['IS', 'ISIL']
    >>> names_in_parentheses("Mujahid al-Qaida (unit named by Burkina Faso)")
    []
    """
    parts = [part for held in _PARENTHESIS.findall(full_name) for part in _SEPARATOR.split(held)]
    return [part for part in dict.fromkeys(map(str.strip, parts)) if _begins_as_a_name(part)]


def _begins_as_a_name(text: str) -> bool:
    first = _ARTICLE.sub("", text)[:1]
    return first.isalpha() and not first.islower()


@dataclass(frozen=True, slots=True)
class Resolved:
    """The entity that a name means, and what the reader should know about the choice."""

    id: str
    name: str
    note: str | None = None


@dataclass(frozen=True, slots=True)
class Within:
    """Where a location has to lie for its name to mean it."""

    name: str
    country: str | None = None
    """The code of the country."""
    unit: str | None = None
    """The id of the unit."""


def resolve(
    store: Store,
    text: str,
    label: str,
    levels: Sequence[str] | None = None,
    within: Within | None = None,
) -> Resolved:
    """The one entity of the label that the text names, by id or by any spelling.

    `levels` narrows locations to place, admin2, admin1 or country, and a name is that of the one
    that lies `within`. Raises UnknownNameError, with the nearest names, when none or several fit.
    """
    wanted = text.strip()
    found = called(store, wanted, [label], levels, within)[label]
    if found:
        return the_one(wanted, found)
    nearest = nearest_names(store, wanted, label, levels)
    advice = "Did you mean one of these?" if nearest else "graphq knows no name that is like it."
    raise UnknownNameError(f"No {label.lower()} is called '{wanted}'. {advice}", tuple(nearest))


def called(
    store: Store,
    text: str,
    labels: Sequence[str],
    levels: Sequence[str] | None = None,
    within: Within | None = None,
) -> dict[str, list[Resolved]]:
    """By each of the labels, the entities that the text is a spelling of; of an id, its alone.

    An id may be written as the graph has it (`jnim`, `lakechad/jas`), with the name of its dossier
    (`jnim/jnim`), or bare as in the files of a dossier (`jas`), if no other has it.

    Where the text is the own name of some of a label, only these. Raises UnknownNameError where
    locations are called so, and none of them lies `within`.
    """
    wanted = text.strip()
    narrowed = list(levels) if levels else None
    found: dict[str, list[Resolved]] = {label: [] for label in labels}
    if by_id := _by_id(store, wanted, labels, narrowed):
        return found | by_id
    key = name_key(wanted)
    rows = store.read(_BY_KEY, {"key": key, "levels": narrowed}) if key else []
    if within and rows:
        rows = _inside(store, wanted, rows, within)
    for label in labels:
        found[label] = _meant(wanted, [row for row in rows if label in row["labels"]])
    return found


def _by_id(
    store: Store, text: str, labels: Sequence[str], levels: list[str] | None
) -> dict[str, list[Resolved]]:
    """What the text is the id of, by the label: as the graph has it, or as a dossier writes it."""
    dossier, slash, bare = text.partition("/")
    statement = "UNION ALL".join(
        (_BY_ID + (_DECLARED if label in _ENTITY_LABELS else "")).format(label=label)
        for label in labels
    )
    given = {
        "text": text,
        "levels": levels,
        "bare": bare if slash else "",
        "dataset": f"{_DOSSIERS}{dossier}",
        "dossiers": _DOSSIERS,
    }
    rows = sorted(store.read(statement, given), key=lambda row: labels.index(row["label"]))
    exact = [row for row in rows if row["exact"]]
    others = [str(row["id"]) for row in rows if exact and row["id"] != exact[0]["id"]]
    found: dict[str, list[Resolved]] = {}
    for row in exact[:1] or rows:
        key, name, of_label = str(row["id"]), str(row["name"]), found.setdefault(row["label"], [])
        note = f"'{text}' is taken as {name}; it is also the id of {_listed(others)}."
        if all(one.id != key for one in of_label):
            of_label.append(Resolved(key, name, note if others else None))
    return found


def _inside(store: Store, text: str, rows: Sequence[Row], within: Within) -> list[Row]:
    """The rows of the locations that lie there. Raises UnknownNameError when none does."""
    ids = list(dict.fromkeys(str(row["id"]) for row in rows))
    given = {"ids": ids, "country": within.country, "unit": within.unit}
    inside = {row["id"] for row in store.read(_INSIDE, given)}
    if inside:
        return [row for row in rows if row["id"] in inside]
    names = {str(row["id"]): str(row["name"]) for row in rows}
    raise UnknownNameError(
        f"Nothing in {within.name} is called '{text}'. Elsewhere there is:",
        tuple((key, name, "") for key, name in names.items()),
    )


def _meant(text: str, rows: Sequence[Row]) -> list[Resolved]:
    """The entities that the names in the rows are those of."""
    own = {str(row["id"]): str(row["name"]) for row in rows if row["quality"] in _OWN}
    every = {str(row["id"]): str(row["name"]) for row in rows}
    chosen = own or every
    if len(chosen) == 1:
        ((only, name),) = chosen.items()
        others = [name for key, name in every.items() if key != only]
        note = f"'{text}' is taken as {name}; it is also used for {_listed(others)}."
        return [Resolved(only, name, note if others else None)]
    return [Resolved(key, name) for key, name in chosen.items()]


def the_one(text: str, found: Sequence[Resolved]) -> Resolved:
    """The one entity that was found. Raises UnknownNameError when there are several."""
    if len(found) == 1:
        return found[0]
    raise UnknownNameError(
        f"'{text}' can mean {len(found)} different things. Ask again with the id of the one that "
        "is meant.",
        tuple((one.id, one.name, "") for one in found),
    )


def entities(store: Store, label: str, levels: Sequence[str] | None = None) -> list[Row]:
    """The `id` and the `name` of every entity of the label, in the order of the names."""
    return store.read(_ENTITIES.format(label=label), {"levels": list(levels) if levels else None})


def nearest_names(
    store: Store, text: str, label: str, levels: Sequence[str] | None = None
) -> list[tuple[str, str, str]]:
    """The entities whose names are most like the text: (id, name, the spelling that is like it).

    A spelling that is near as a whole (`al qaeda`, Al-Qaida) goes before a long one that merely
    holds something like it.
    """
    from rapidfuzz import fuzz, process, utils

    rows = store.read(_ALL.format(label=label), {"levels": list(levels) if levels else None})
    scored = process.extract(
        text,
        [str(row["text"]) for row in rows],
        scorer=fuzz.WRatio,
        processor=utils.default_process,
        limit=None,
        score_cutoff=_LIKENESS_FLOOR,
    )
    key_of_text = name_key(text)
    ranked = sorted(
        ((likeness + fuzz.ratio(key_of_text, name_key(found))) / -2, index, found)
        for found, likeness, index in scored
    )
    best: dict[str, tuple[str, str, str]] = {}
    for _, index, spelling in ranked:
        key, name = str(rows[index]["id"]), str(rows[index]["name"])
        best.setdefault(key, (key, name, "" if spelling == name else spelling))
    return list(best.values())[:_NEAREST]


def _listed(names: Iterable[str]) -> str:
    return ", ".join(dict.fromkeys(names))
