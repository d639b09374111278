"""What a caller gives for a question's parameters, checked and resolved to what the Cypher takes.

What always holds here: every declared parameter gets a value, and no other does; a name becomes an
id, a date not wholly known becomes the day that the question means, a word is one of those in use.
"""

from __future__ import annotations

import contextlib
import keyword
import math
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from graphq.graph.errors import UnknownNameError, UsageError, empty_graph
from graphq.graph.model.targets import TARGET_TYPES, below, with_those_above
from graphq.graph.model.values import PartialDate
from graphq.graph.read.names import (
    Resolved,
    Within,
    called,
    name_key,
    nearest_names,
    resolve,
    the_one,
)
from graphq.graph.store import Store

if TYPE_CHECKING:
    from graphq.cypher.ask.header import Header, Parameter

TODAY: Final = "today"
_FROM: Final = "fromDate"
_TO: Final = "toDate"
_LARGEST: Final = 1_000_000_000
"""The largest number taken where a question sets no bound; both engines can count with it."""
_FLAGS: Final = {"true": True, "false": False}
LABELS: Final = {"group": "Group", "person": "Person", "target": "Target", "location": "Location"}
"""The label of the entities that a parameter of the type names."""

_ENTITY_LABELS: Final = (
    "Group", "Person", "ChangeEvent", "Incident", "Target", "Location", "Source", "Tally",
    "Assessment", "Name",
)  # fmt: skip
_RELATIONSHIP: Final = "MATCH ()-[r]->() WHERE r.id = $id RETURN r.id AS id LIMIT 1"
_NAMED_LABELS: Final = tuple(LABELS.values())

_OF_COUNTRY: Final = (
    "MATCH (l:Location {level: 'country'}) WHERE l.country = $code RETURN l.id AS id LIMIT 1"
)

_WORDS: Final = {
    "target-type": """
MATCH (target:Target) RETURN DISTINCT target.targetType AS name
UNION
MATCH (incident:Incident) RETURN DISTINCT incident.targetType AS name
""",
    "tactic": """
MATCH (i:Incident) UNWIND i.tactics AS name RETURN DISTINCT name ORDER BY name
""",
}


@dataclass(slots=True)
class Arguments:
    """Values for the Cypher, names for the reader, and what should be said about the choice."""

    values: dict[str, Any] = field(default_factory=dict)
    names: dict[str, str] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)


def resolve_all(
    store: Store, question: str, header: Header, given: Mapping[str, Any], today: date
) -> Arguments:
    """Every parameter that the header of the question declares, with its value.

    Raises UsageError, UnknownNameError; StoreError when a name is unknown because the graph is
    empty.
    """
    declared = header.parameters
    unknown = sorted(set(given) - set(declared))
    if unknown:
        raise UsageError(
            f"{question} has no parameter {', '.join(unknown)}; it has {', '.join(declared)}."
        )
    with told_if_empty(store):
        resolved = _resolve_each(store, question, declared, given, today)
    _check_order(declared, resolved.values)
    check_weights(header, resolved.values)
    return resolved


@contextlib.contextmanager
def told_if_empty(store: Store) -> Iterator[None]:
    """Where a name is unknown in a graph without any, say that the graph is empty instead."""
    try:
        yield
    except UnknownNameError as error:
        if is_empty(store):
            raise empty_graph(store.info().place) from error
        raise


def is_empty(store: Store) -> bool:
    """Whether nothing in the graph has a name."""
    return not store.read("MATCH (name:Name) RETURN name.id AS id LIMIT 1")


def _check_order(declared: Mapping[str, Parameter], values: Mapping[str, Any]) -> None:
    """Raise UsageError when the first day asked for is after the last."""
    first, last = values.get(_FROM), values.get(_TO)
    if isinstance(first, date) and isinstance(last, date) and first > last:
        raise UsageError(
            f"{option_name(_FROM, declared[_FROM])} {first} is after "
            f"{option_name(_TO, declared[_TO])} {last}; no day fits."
        )


def check_weights(header: Header, values: Mapping[str, Any]) -> None:
    """Raise UsageError when nothing is above 0 of what the question needs one of."""
    weights = header.one_above_zero
    if weights and not any(values[name] for name in weights):
        options = ", ".join(option_name(name, header.parameters[name]) for name in weights)
        raise UsageError(f"At least one of these must be above 0: {options}.")


def _resolve_each(
    store: Store,
    question: str,
    declared: Mapping[str, Parameter],
    given: Mapping[str, Any],
    today: date,
) -> Arguments:
    resolved = Arguments()
    for name, parameter in declared.items():
        value = given.get(name)
        if parameter.many and isinstance(value, list | tuple):
            value = [item for item in value if item is not None]
        if value is None or value == () or value == []:
            if parameter.required:
                raise UsageError(f"{question} needs {name}: {parameter.help}.")
            value = parameter.default
        if parameter.many:
            items = value if isinstance(value, list | tuple) else [value]
            resolved.values[name] = [
                _one(store, name, parameter, item, today, resolved) for item in items
            ]
        else:
            resolved.values[name] = (
                None if value is None else _one(store, name, parameter, value, today, resolved)
            )
    return resolved


def default_of(name: str, parameter: Parameter, today: date) -> Any:
    """The value that the Cypher takes where nothing is given; no graph is needed to know it."""
    match parameter.type:
        case _ if parameter.default is None or parameter.many:
            return parameter.default
        case "date":
            return _day(name, parameter, parameter.default, today)
        case "integer" | "number":
            return _number(name, parameter, parameter.default)
        case _:
            return parameter.default


def _one(
    store: Store, name: str, parameter: Parameter, value: Any, today: date, resolved: Arguments
) -> Any:
    if isinstance(value, Resolved):
        resolved.names[name] = value.name
        return value.id
    match parameter.type:
        case "group" | "person" | "target" | "location":
            levels = parameter.levels or None
            within = _within(resolved) if parameter.type == "location" else None
            found = resolve(store, str(value), LABELS[parameter.type], levels, within)
            before = f"{resolved.names[name]}, " if name in resolved.names else ""
            country = _country_of(store, found.id) if parameter.type == "location" else ""
            beside = f" ({country})" if country and not resolved.values.get("country") else ""
            resolved.names[name] = f"{before}{found.name}{beside}"
            resolved.notes += [found.note] if found.note else []
            return found.id
        case "entity":
            return find_entity(store, str(value)).id
        case "tally":
            return _existing(store, "Tally", str(value))
        case "country":
            return _country(store, str(value), resolved, name)
        case "target-type":
            return _kinds_of_target(store, name, str(value), resolved)
        case "tactic":
            return _word(store, str(value), parameter.type, ())
        case "date":
            return _day(name, parameter, value, today)
        case "choice":
            return _choice(name, parameter, str(value))
        case "integer" | "number":
            return _number(name, parameter, value)
        case "flag":
            return _flag(name, parameter, value)
        case "text":
            return str(value)


class Meant(NamedTuple):
    """What an id or a name stands for: its label, none for a relationship, its id, and a note."""

    label: str
    id: str
    note: str | None = None


def meant(store: Store, text: str, labels: Sequence[str]) -> Meant | None:
    """The entity of one of the labels that the text is the id or a name of; none if there is none.

    Raises UnknownNameError when it is the name of several.
    """
    by_label = called(store, text, labels)
    # What only one of its label is called goes before what several are.
    ordered = sorted(labels, key=lambda label: len(by_label[label]) > 1)
    found = [one for label in ordered for one in by_label[label]]
    if not found:
        return None
    only = the_one(text, found)
    return Meant(next(label for label in ordered if by_label[label]), only.id, only.note)


def find_entity(store: Store, text: str) -> Meant:
    """Whatever the text is the id or a name of. Raises UnknownNameError.

    No index has the ids of relationships, so all of them are gone through; that comes last, and
    only for a text that can be one.
    """
    if found := meant(store, text, _ENTITY_LABELS):
        return found
    if ":" in text and store.read(_RELATIONSHIP, {"id": text}):
        return Meant("", text)
    near = [item for label in _NAMED_LABELS for item in nearest_names(store, text, label)[:2]]
    advice = "Did you mean one of these?" if near else "graphq knows nothing that is like it."
    raise UnknownNameError(f"Nothing has the id or the name '{text}'. {advice}", tuple(near))


def _existing(store: Store, label: str, key: str) -> str:
    if found := called(store, key, [label])[label]:
        return the_one(key, found).id
    raise UnknownNameError(f"No {label.lower()} has the id '{key}'.")


def _within(resolved: Arguments) -> Within | None:
    """Where a location has to lie, by the country and the unit that were given before it."""
    given = [name for name in ("country", "admin1") if resolved.values.get(name)]
    if not given:
        return None
    place = resolved.names.get(given[-1], resolved.values[given[-1]])
    return Within(place, resolved.values.get("country"), resolved.values.get("admin1"))


def _country(store: Store, text: str, resolved: Arguments, name: str) -> str:
    """The code of the country; one in which nothing on record lies is a country nevertheless."""
    try:
        found = resolve(store, text, "Location", ["country"])
    except UnknownNameError:
        from graphq.graph.read.countries import country_names, known_country

        code = known_country(text)
        if code is None or is_empty(store):
            raise
        resolved.names[name] = country_names(code)["en"]
        if not store.read(_OF_COUNTRY, {"code": code}):
            resolved.notes.append(f"Nothing on record lies in {resolved.names[name]}.")
        return code
    resolved.names[name] = found.name
    return _country_of(store, found.id)


def _country_of(store: Store, location: str) -> str:
    """The code of the country that the location is or lies in."""
    rows = store.read("MATCH (l:Location {id: $id}) RETURN l.country AS code", {"id": location})
    return str(rows[0]["code"])


def words_in_use(store: Store, kind: str) -> list[str]:
    """The words that find something, for a parameter of the type: `target-type` or `tactic`."""
    found = {row["name"] for row in store.read(_WORDS[kind]) if row["name"]}
    return sorted(with_those_above(found) if kind == "target-type" else found)


def _kinds_of_target(store: Store, name: str, text: str, resolved: Arguments) -> list[str]:
    """The kind of target and all below it; one that nothing on record is of is one nevertheless."""
    word = _word(store, text, "target-type", TARGET_TYPES)
    if word not in words_in_use(store, "target-type"):
        resolved.notes.append(f"No target on record is of the kind {word}.")
    kinds = list(below(word))
    if len(kinds) > 1:
        resolved.names[name] = f"{word} and all below it"
    return kinds


def _word(store: Store, text: str, kind: str, known: Sequence[str]) -> str:
    """The word in use that is meant, or one that is known although nothing is called so."""
    words = words_in_use(store, kind)
    by_key: dict[str, str] = {name_key(word): word for word in (*known, *words)}
    key = name_key(text)
    for candidate in (key, key.removesuffix("s"), key.removesuffix("es")):
        if candidate in by_key:
            return by_key[candidate]
    raise UnknownNameError(
        f"No {kind.replace('-', ' ')} is called '{text}'. These are in use:",
        tuple((word, word, "") for word in words),
    )


def _day(name: str, parameter: Parameter, value: Any, today: date) -> date:
    # A moment is a day to Python, but compares with none, so that nothing would be found.
    # What pandas has for no day at all is none of either.
    if isinstance(value, date) and value == value:
        return value.date() if isinstance(value, datetime) else value
    if value == TODAY:
        return today
    try:
        span = PartialDate.parse(str(value)).span
    except ValueError as error:
        raise UsageError(f"{option_name(name, parameter)}: {error}") from error
    return span.first if parameter.edge == "first" else span.last


def _choice(name: str, parameter: Parameter, text: str) -> str:
    if text not in parameter.choices:
        allowed = ", ".join(parameter.choices)
        raise UsageError(f"{option_name(name, parameter)}: '{text}' is not one of {allowed}")
    return text


def _number(name: str, parameter: Parameter, value: Any) -> int | float:
    kind: Callable[[Any], int | float] = int if parameter.type == "integer" else float
    try:
        # To Python a flag is a number.
        number = kind("" if isinstance(value, bool) else value)
    except (TypeError, ValueError, OverflowError):
        raise UsageError(f"{option_name(name, parameter)}: '{value}' is not a number") from None
    if not math.isfinite(number):
        raise UsageError(f"{option_name(name, parameter)}: '{value}' is not a number to count with")
    if isinstance(value, float) and number != value:
        raise UsageError(f"{option_name(name, parameter)}: '{value}' is not a whole number")
    low = -_LARGEST if parameter.minimum is None else parameter.minimum
    high = _LARGEST if parameter.maximum is None else parameter.maximum
    if not low <= number <= high:
        option = option_name(name, parameter)
        raise UsageError(f"{option}: {value} is not between {low:.12g} and {high:.12g}")
    return number


def _flag(name: str, parameter: Parameter, value: Any) -> bool:
    given = _FLAGS.get(str(value).strip().lower())
    if given is None:
        raise UsageError(f"{option_name(name, parameter)}: '{value}' is neither true nor false")
    return given


def option_name(name: str, parameter: Parameter) -> str:
    """A parameter's option as typed: `asOf` is `--as-of`, unless its header says otherwise."""
    return f"--{parameter.option or python_name(name).strip('_').replace('_', '-')}"


def python_name(name: str) -> str:
    """A parameter's name as Python writes it: `asOf` is `as_of`, and `with` is `with_`."""
    made = "".join(f"_{letter.lower()}" if letter.isupper() else letter for letter in name)
    return f"{made}_" if keyword.iskeyword(made) else made
