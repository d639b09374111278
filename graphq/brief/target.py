"""What a target is, where, and who uses it, as its sources say.

What always holds here: nothing is said of how it is built, guarded or entered; a coordinate that
is coarse says so; who uses it is told as of the newest source, and who has left apart from them.
"""

from __future__ import annotations

from collections.abc import Callable

from graphq.brief.facts import BriefFacts, Passage, of_record, sources_of
from graphq.brief.words import article, country, listed, plainly, sentence
from graphq.cypher.ask.entity import remarks_about
from graphq.document.dates import when
from graphq.document.document import Block, Paragraph, Sentence
from graphq.graph.records import Row


def section(facts: BriefFacts) -> Passage:
    """Kind, place, codes and users."""
    said = facts.node.properties
    sources = said["sources"]
    sentences = [Sentence(what_it_is(facts), sources)]
    codes = [f"{key.upper()} {said[key]}" for key in ("icao", "iata") if said.get(key)]
    if codes:
        sentences.append(Sentence(f"Its codes are {listed(codes)}.", sources))
    sentences += _users(facts)
    unknown = []
    if all(row["left"] for row in facts.users):
        unknown.append(of_record(f"Who uses {facts.name} is not on record."))
    if said.get("latitude") is None:
        unknown.append(of_record(f"The coordinates of {facts.name} are not on record."))
    elif (metres := said.get("coordinatePrecisionM") or 0) >= 1000:
        sentences.append(
            Sentence(
                f"Its coordinates may be off by {metres / 1000:g} km, so that distances are "
                "coarse.",
                sources,
            )
        )
    sentences += [
        Sentence(sentence(text), one["sources"] or sources)
        for one in remarks_about(facts.inquiry.store, [facts.id], facts.day)
        if (text := facts.told(one["text"]))
    ]
    blocks: list[Block] = [Paragraph(tuple(sentences))]
    return Passage(blocks, unknown=unknown)


def what_it_is(facts: BriefFacts) -> str:
    """Its full name, kind and place in a sentence."""
    said = facts.node.properties
    place = [str(said["admin1"])] if said.get("admin1") else []
    place += [country(said["country"])] if said.get("country") else []
    where = f" in {', '.join(place)}" if place else ""
    kind = plainly(str(said["targetType"]))
    return f"{said.get('fullName') or facts.name} is {article(kind)}{where}."


def _users(facts: BriefFacts) -> list[Sentence]:
    """Who uses it, as last reported, and who had left by the day."""
    use = [row for row in facts.users if not row["left"]]
    used = [row for row in facts.users if row["left"]]
    said = []
    if use:
        # One that tells of an end that has yet to come is none of that day.
        cited = facts.published(sources_of(use))
        said.append(Sentence(f"It is used by {_listed(facts, use, _uses)}.", cited))
    if any(row["validFrom"] is None for row in use):
        said.append(of_record("Since when is not stated of all of them."))
    if used:
        said.append(
            Sentence(f"It was used by {_listed(facts, used, _used_until)}.", sources_of(used))
        )
    return said


def _listed(facts: BriefFacts, rows: list[Row], when_told: Callable[[BriefFacts, Row], str]) -> str:
    """The users, those of whom the same is told of when together."""
    names: dict[str, list[str]] = {}
    for row in rows:
        names.setdefault(when_told(facts, row), []).append(plainly(str(row["user"])))
    told = [f"{listed(dict.fromkeys(users))} ({time})" for time, users in names.items()]
    return "; ".join(told)


def _uses(facts: BriefFacts, row: Row) -> str:
    told = [f"since {when(row['validFrom'])}"] if row["validFrom"] else []
    told += [f"until {when(row['validTo'])} at most"] if row["validTo"] else []
    return ", ".join([*told, facts.last_reported(row["sources"])])


def _used_until(facts: BriefFacts, row: Row) -> str:
    told = [f"from {when(row['validFrom'])}"] if row["validFrom"] else []
    told += [f"until {when(row['validTo'])}"] if row["validTo"] else ["which is no more"]
    return " ".join(told)
