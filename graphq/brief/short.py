"""In short: the five or six sentences that a reader in a hurry needs.

What always holds here: nothing is said that the sections below do not say with more.
"""

from __future__ import annotations

from graphq.brief import figures
from graphq.brief.counting import by, in_words, incidents, total
from graphq.brief.facts import LATER, BriefFacts, Passage, of_record, sources_of
from graphq.brief.history import last_strike, strikes
from graphq.brief.lineage import own_origin
from graphq.brief.precedents import most_alike
from graphq.brief.surroundings import KM, neighbours
from graphq.brief.target import what_it_is
from graphq.brief.words import are, article, country, listed, many, number, plainly
from graphq.document.dates import later, on, when
from graphq.document.document import RECORD, Paragraph, Sentence
from graphq.graph.records import Row

_MOST_TACTICS = 2
_POSSIBLE = "possible"


def of_group(facts: BriefFacts) -> Passage:
    """What it is, where it came from, who led it, how much it is said to have done and where."""
    sentences = [_what(facts), *_origin(facts), *_leader(facts)]
    row = total(facts)
    if row is not None:
        last = incidents(facts)[-1]
        word = facts.attribution(last["attribution"])
        count = int(row["incidents"])
        sentences.append(
            Sentence(
                f"{many(count, 'incident', figures=True).capitalize()} attributed to it "
                f"{are(count)} on record, the last of them {on(last['date'])} "
                f"at {last['place']} ({word}).",
                [RECORD, *last["sources"]],
            )
        )
        sentences += _of_one_dataset(facts)
        where = by(facts, "country")
        how = by(facts, "tactic")
        if where:
            most = max(where, key=lambda one: (one["incidents"], one["value"]))
            sentences.append(
                of_record(
                    f"{_share(most['incidents'], count)} {country(most['value'])} "
                    f"({most['incidents']:,} of {count:,}){_first_tactic(how)}."
                )
            )
    sentences += figures.in_short(facts)
    return Passage([Paragraph(tuple(sentences))])


def _of_one_dataset(facts: BriefFacts) -> list[Sentence]:
    """Whose incidents are counted, where several datasets tell of it."""
    others = [one.dataset for one in facts.each_dataset()[1:] if _tells(one)]
    if not others:
        return []
    has = "has" if len(others) == 1 else "have"
    return [
        of_record(
            f"These are the incidents of {facts.dataset} alone: {listed(map(str, others))} {has} "
            "some as well, told below; they are not added up, since two datasets may tell of one "
            "event."
        )
    ]


def _tells(facts: BriefFacts) -> bool:
    """Whether the one dataset has incidents that the sections below tell of."""
    if facts.is_group:
        return total(facts) is not None
    return bool(strikes(facts)) or any(row["value"] for row in facts.rows("exposure"))


def _share(part: int, whole: int) -> str:
    """How many of all of them; the largest share need not be most of them."""
    if part == whole:
        return "It was in" if whole == 1 else "All of them were in"
    return "Most of them were in" if 2 * part > whole else "The largest share of them was in"


def _first_tactic(rows: list[Row]) -> str:
    """The tactic seen most often, or those that were so equally often."""
    if not rows:
        return ""
    most = max(row["incidents"] for row in rows)
    first = [row for row in rows if row["incidents"] == most]
    if len(first) > _MOST_TACTICS:
        return ""
    noun = "tactic seen most often is" if len(first) == 1 else "tactics seen most often are"
    return f"; the {noun} {in_words(first, _MOST_TACTICS)}"


def _what(facts: BriefFacts) -> Sentence:
    said = facts.node.properties
    kind = plainly(str(said["kind"]))
    full = str(said.get("fullName") or facts.name)
    text = f"{full} is {article(kind)}"
    if said.get("founded") and later(said["founded"], facts.day):
        return Sentence(f"{text}; by {when(facts.day)} it had not been founded.", said["sources"])
    if said.get("founded"):
        text += f", on record since {when(said['founded'])}"
    if said.get("dissolved") and not later(said["dissolved"], facts.day):
        text += f", until {when(said['dissolved'])}"
    return Sentence(f"{text}.", said["sources"])


def _origin(facts: BriefFacts) -> list[Sentence]:
    """The first change that it came out of; of a merger only how many took part."""
    rows = [
        row for row in facts.rows("lineage")
        if row["direction"] == "predecessor" and row["depth"] == 1
    ]  # fmt: skip
    mergers = [row for row in rows if row["kind"] == "merger"]
    if not mergers:
        return own_origin(facts)[:1]
    first = min(mergers, key=lambda row: row["firstDay"])
    of_it = [row for row in mergers if row["changeId"] == first["changeId"]]
    disputed = sum(bool(row["disputedBy"]) for row in of_it)
    doubt = f", {number(disputed)} of them disputed" if disputed else ""
    parties = many(facts.parties[of_it[0]["changeId"]], "party")
    return [
        Sentence(
            f"It came out of a merger {on(of_it[0]['date'])} with {parties} on record{doubt}.",
            sources_of(of_it, "sources", "disputedBy"),
        )
    ]


def _leader(facts: BriefFacts) -> list[Sentence]:
    rows = [row for row in facts.rows("leaders") if row["led"]]
    if not rows:
        return []
    # Who surely has come to lead it goes before who possibly has.
    sure = [row for row in rows if row["held"] != _POSSIBLE] or rows
    told = [f"{row['person']} ({row['role']}), {_as_reported(facts, row)}" for row in sure]
    possibly = "possibly " if sure[0]["held"] == _POSSIBLE else ""
    sources = [key for row in sure for key in row["sources"]]
    return [Sentence(f"It is {possibly}led by {listed(told)}.", sources)]


def _as_reported(facts: BriefFacts, row: Row) -> str:
    told = facts.reported(row["sources"])
    if told == LATER:
        return "as was reported later"
    return f"as last reported {on(told)}" if told else "as reported at a time that is not stated"


def of_target(facts: BriefFacts) -> Passage:
    """What it is, what struck it, what is like it, and who is near."""
    sentences = [Sentence(what_it_is(facts), facts.node.properties["sources"])]
    rows = strikes(facts)
    if rows:
        count, last = len(rows), rows[-1]
        sentences.append(
            Sentence(
                f"{many(count, 'incident').capitalize()} that struck it "
                f"{are(count)} on record"
                + f", {'the last ' if count > 1 else ''}{last_strike(facts, last)}.",
                last["sources"],
            )
        )
    else:
        sentences.append(of_record(f"No incident that struck it is on record {facts.by_then}."))
    sentences += _of_one_dataset(facts)
    alike = most_alike(facts)
    sentences += [alike] if alike else []
    near = neighbours(facts)
    if near:
        sentences.append(
            of_record(
                f"{many(len(near), 'facility').capitalize()} within {KM} km, or in the same town "
                f"or unit, {are(len(near))} on record: neighbours to warn."
            )
        )
    return Passage([Paragraph(tuple(sentences))])
