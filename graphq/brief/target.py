"""What a target is, where, and who uses it, as its sources say.

What always holds here: nothing is said of how it is built, guarded or entered; a coordinate that
is coarse says so; who uses it is told without a date, since none is stated.
"""

from __future__ import annotations

from graphq.brief.facts import BriefFacts, Passage, of_record
from graphq.brief.words import article, country, listed, plainly, sentence
from graphq.document.document import Block, Paragraph, Sentence


def section(facts: BriefFacts) -> Passage:
    """Kind, place, codes and users."""
    said = facts.node.properties
    sources = said["sources"]
    sentences = [Sentence(what_it_is(facts), sources)]
    codes = [f"{key.upper()} {said[key]}" for key in ("icao", "iata") if said.get(key)]
    if codes:
        sentences.append(Sentence(f"Its codes are {listed(codes)}.", sources))
    users = user_names(facts)
    unknown = []
    if users:
        sentences.append(
            Sentence(
                f"It is used by {listed(users)}; from when to when is not stated, so that some may "
                "have come after that day or left before it.",
                sources,
            )
        )
    else:
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
    note = facts.told(said.get("note"))
    sentences += [Sentence(sentence(note), sources)] if note else []
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


def user_names(facts: BriefFacts) -> list[str]:
    """Who uses it: groups by their names, others in plain words."""
    users = facts.node.properties.get("users") or []
    groups = facts.nodes("Group", users)
    return [
        str(groups[user].properties["name"]) if user in groups else plainly(user) for user in users
    ]
