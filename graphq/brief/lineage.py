"""Origin and lineage: what a group came from, what became of it, and the picture.

What always holds here: a part is told as a part, and a disputed party as disputed.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from graphq.brief.facts import BriefFacts, Passage, of_record, sources_of
from graphq.brief.picture import by_change, in_words, lineage_of, nearest
from graphq.brief.words import are, article, capital, listed, number, sentence
from graphq.document.dates import on, when
from graphq.document.document import Block, DrawnPicture, Paragraph, Sentence
from graphq.graph.records import Row


def section(facts: BriefFacts) -> Passage:
    """Who it came from, earlier changes, what became of it, and pledges and alliances."""
    rows = facts.rows("lineage")
    before = [row for row in rows if row["direction"] == "predecessor"]
    after = [row for row in rows if row["direction"] != "predecessor"]
    none = of_record(f"From which groups {facts.name} came is not on record by that day.")
    own = [row for row in before if row["depth"] == 1]
    # A group can come back to where it came from, so that a change is both before and after.
    told = {row["changeId"] for row in after}
    earlier = [row for row in before if row["depth"] > 1 and row["changeId"] not in told]
    blocks: list[Block] = []
    said: set[str] = set()
    for steps in (own, earlier, after):
        new = [one for one in _sentences(facts, steps) if one.text not in said]
        said.update(one.text for one in new)
        blocks += [Paragraph(tuple(new))] if new else []
    others = _other_changes(facts)
    blocks += [Paragraph(tuple(others))] if others else []
    if rows:
        blocks.insert(1, _picture(facts, rows))
    return Passage(blocks, _disputed(facts, rows), [] if before else [none])


def _picture(facts: BriefFacts, rows: Sequence[Row]) -> DrawnPicture:
    """The lineage drawn, as far as it has room."""
    drawn, every = lineage_of(facts, rows), len(by_change(rows))
    caption = f"Lineage of {facts.name}, as of {when(facts.day)}"
    if len(drawn.joints) < every:
        caption += (
            f": the {number(len(drawn.joints))} changes nearest to it of {number(every)}, which "
            f"{facts.command('lineage')} lists"
        )
    # The line is drawn to the end of the record, where that comes before the day.
    last = "that day" if drawn.day >= facts.day else when(drawn.day)
    caption += f"; where a bar runs to {last}, no end is on record"
    return DrawnPicture(
        drawn, in_words(drawn), caption, sources_of(nearest(rows), "sources", "disputedBy")
    )


def own_origin(facts: BriefFacts) -> list[Sentence]:
    """The sentences on what the group itself came out of."""
    rows = facts.rows("lineage")
    return _sentences(
        facts, [row for row in rows if row["direction"] == "predecessor" and row["depth"] == 1]
    )


def _sentences(facts: BriefFacts, rows: Sequence[Row]) -> list[Sentence]:
    """One sentence for each change and what came out of it, earliest first."""
    found = []
    for steps in by_change(rows).values():
        by_parties: dict[tuple[str, ...], list[str]] = {}
        for result in dict.fromkeys(step["to"] for step in steps):
            parties = tuple(_party(step) for step in steps if step["to"] == result)
            by_parties.setdefault(parties, []).append(result)
        for results in by_parties.values():
            of_these = [step for step in steps if step["to"] in results]
            unique = list({step["fromId"]: step for step in of_these}.values())
            total = facts.parties[steps[0]["changeId"]]
            found.append(
                (
                    steps[0]["firstDay"],
                    Sentence(
                        _told(unique, results, total),
                        sources_of(of_these, "sources", "disputedBy"),
                    ),
                )
            )
    return [said for _, said in sorted(found, key=lambda item: (item[0], item[1].text))]


def _told(steps: Sequence[Row], results: Sequence[str], total: int) -> str:
    """What happened, by its kind."""
    to, first = listed(results), steps[0]
    certain = [_party(step) for step in steps if not step["disputedBy"]]
    doubtful = [_party(step) for step in steps if step["disputedBy"]]
    everyone = listed([*certain, *doubtful])
    time = on(first["date"])
    disputed = ", which is disputed" if doubtful else ""
    match first["kind"]:
        case "merger":
            return _merger(to, time, certain, doubtful, total)
        case "split":
            return f"{to} split from {everyone} {time}{disputed}."
        case "rename":
            return f"{capital(everyone)} took the name {to} {time}{disputed}."
        case "absorption":
            return f"{capital(everyone)} joined {to} {time}{disputed}."
        case "founding":
            return (
                f"{to} {are(len(results), past=True)} founded {time} out of {everyone}{disputed}."
            )
        case kind:
            return f"{capital(everyone)} passed into {to} {time} ({kind}){disputed}."


def _merger(to: str, time: str, certain: list[str], doubtful: list[str], total: int) -> str:
    said = f"{to} came out of a merger {time}"
    if total > len(certain) + len(doubtful):
        said += f" of {number(total)} parties on record"
        said += f", among them {listed(certain)}" if certain else ""
        return said + (f"; that {listed(doubtful)} took part is disputed." if doubtful else ".")
    if not certain:
        return f"{said}; that {listed(doubtful)} took part is disputed."
    said += f" that {listed(certain)} entered"
    return said + (f"; that {listed(doubtful)} did too is disputed." if doubtful else ".")


def _party(step: Row) -> str:
    if step["extent"] != "part":
        return str(step["from"])
    component = f" ({step['component']})" if step["component"] else ""
    return f"a part of {step['from']}{component}"


def _other_changes(facts: BriefFacts) -> list[Sentence]:
    """Pledges and alliances, which change nobody's identity."""
    in_lineage = {row["changeId"] for row in facts.rows("lineage")}
    found = []
    for row in facts.rows("changes"):
        if row["changeId"] in in_lineage:
            continue
        text = facts.told(row["summary"])
        sides = [
            f"{listed(groups)} {words}"
            for groups, words in ((row["entered"], "entered it"), (row["resulted"], "came out"))
            if groups
        ]
        found.append(
            Sentence(
                sentence(
                    f"{row['change']}, {article(row['kind'])} {on(row['date'])}: "
                    + (text or listed(sides) or "who took part is not told")
                ),
                [*row["sources"], *row["disputedBy"]],
            )
        )
    return found


def _disputed(facts: BriefFacts, rows: Iterable[Row]) -> list[Sentence]:
    found = []
    for steps in by_change(rows).values():
        against = [step for step in steps if step["disputedBy"]]
        change = steps[0]["change"]
        note = facts.told(steps[0]["note"])
        if note:
            found.append(
                Sentence(sentence(f"{change}: {note}"), sources_of(steps, "sources", "disputedBy"))
            )
        elif against:
            parties = listed(dict.fromkeys(_party(step) for step in against))
            found.append(
                Sentence(
                    f"{change}: other sources contradict that {parties} took part.",
                    sources_of(against, "disputedBy"),
                )
            )
    return found
