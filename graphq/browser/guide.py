"""A tour of the jnim graph for a newcomer, as Markdown for Neo4j Browser's `:guide`.

What always holds here: a statement of the guide is a saved question or its picture with its values
written in, so it needs no parameter and says what the question says; slides are parted by `---`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Final

from graphq.browser.favourites import SET_FIRST
from graphq.browser.statements import with_values
from graphq.cypher.ask.catalog import question
from graphq.cypher.ask.parameters import default_of
from graphq.graph.cypher_text import literal

DAY: Final = date(2019, 8, 31)
"""The day as of which the guide looks where it looks back."""


@dataclass(frozen=True, slots=True)
class Shown:
    """A statement of a slide: a question with values, as its picture or as its table."""

    question: str
    values: Mapping[str, Any] = field(default_factory=dict)
    drawn: bool = True

    @property
    def statement(self) -> str:
        """The Cypher, with every value written in; what is not given has its default."""
        asked = question(self.question)
        values = {
            name: self.values.get(name, default_of(name, parameter, date.max))
            for name, parameter in asked.header.parameters.items()
        }
        return with_values(asked.picture if self.drawn else asked.statement, values, self._written)

    def _written(self, name: str, value: Any) -> str:
        return literal(value) if name in self.values or name != "asOf" else SET_FIRST["asOf"]


@dataclass(frozen=True, slots=True)
class Slide:
    """One page of the guide: paragraphs, statements among them."""

    title: str
    parts: tuple[str | Shown, ...]


_SET: Final = "\n".join(f":param {name} => {value};" for name, value in SET_FIRST.items())

SLIDES: Final = (
    Slide(
        "Armed groups as a graph",
        (
            "This graph holds armed groups, how they merged and split, who led them, what they are "
            "said to have done, and what was struck. Every fact names its sources. Its purpose is "
            "protective and historical: it holds nothing of how a place is built or guarded.",
            "Click a statement to put it into the editor, then press play. In a picture, click a "
            "circle or an arrow to read all of it; double-click a circle to see what else is tied "
            "to it. Use the arrows below to go on.",
            "**Red** circles are armed groups, **blue** ones state forces and UN missions, "
            "**amber** ones changes (a merger, a split, a new name), **teal** ones people who led, "
            "**purple** ones incidents, **green** ones facilities.",
        ),
    ),
    Slide(
        "Set the parameters",
        (
            "The favourites (the star at the left) ask about *the group*, *the target* and *the "
            "day* that are set here. Browser forgets them when the page is loaded anew. The "
            "statements of this guide need none of them.",
            f"```cypher\n{_SET}\n```",
            "Put another id between the quotes to ask about another group. This lists them:",
            "```cypher\nMATCH (g:Group)\nRETURN g.id AS id, g.name AS name, g.kind AS kind\n"
            "ORDER BY name\n```",
        ),
    ),
    Slide(
        "The merger of 2017",
        (
            "In March 2017 several groups became JNIM. That is one event with many parties: an "
            "arrow *joined* for each group that entered it, an arrow *became* for what came out.",
            Shown("changes", {"group": "jnim"}),
            "Read the arrow from AQIM: *joined (part)*. Only its Sahara region entered the merger; "
            "AQIM itself went on. A part is never shown as the whole. One source has all of AQIM "
            "enter: click the arrow, it is named under *disputedBy*.",
        ),
    ),
    Slide(
        "Where it came from",
        (
            "The same, followed back through every earlier merger, split and new name, and onwards "
            "to what came later.",
            Shown("lineage", {"group": "jnim"}),
            "The favourite *Lineage* lists the same as a table, with the dates, the sources and "
            "how sure each step is.",
        ),
    ),
    Slide(
        "Leaders on a day",
        (
            "Who led JNIM, or spoke for it, on 31 August 2019? What had ended by then is left out.",
            Shown("leaders", {"group": "jnim", "asOf": DAY}),
            "The favourite *Leaders* lists them with a column *held*, which says how sure that "
            "is: *certain*, *no end reported*, or *possible* where the dates are not wholly known.",
        ),
    ),
    Slide(
        "What the groups before it struck",
        (
            "Airports that the predecessors of JNIM are said to have struck before they passed "
            "into it.",
            Shown(
                "predecessor-strikes",
                {"group": "jnim", "targetType": ["airport"], "asOf": DAY},
            ),
            "The word on the arrow says on whose word an incident is a group's: *claimed* by it, "
            "*assessed* by a source, *suspected*, or *disputed*.",
        ),
    ),
    Slide(
        "What struck Gao airport",
        (
            "Every incident at one facility, who is said to have done it, and who uses the place.",
            Shown("target-history", {"target": "fac-apt-gao"}),
            "As a table, with the tactics, the dead and the sources:",
            Shown("target-history", {"target": "fac-apt-gao"}, drawn=False),
        ),
    ),
    Slide(
        "What is like Ambodédjo airport",
        (
            "Facilities of the same kind that were struck, by whom, and which users they share "
            "with the airport of Mopti, Ambodédjo.",
            Shown("similar-targets", {"target": "fac-apt-mopti", "asOf": DAY}),
            "The favourite *Similar targets* ranks them and shows what each part of the likeness "
            "adds. It compares what is on record; it says nothing of how well a place is "
            "protected.",
        ),
    ),
    Slide(
        "The neighbours",
        (
            "Other facilities in the same town, for whoever has to be warned.",
            Shown("nearby", {"target": "fac-apt-mopti"}),
        ),
    ),
    Slide(
        "What a fact rests on",
        (
            "Every fact names who reported it. These sources state the merger of 2017:",
            "```cypher\nMATCH path = (:ChangeEvent {id: 'chg-jnim-2017'})-[:REPORTED_BY]->(:Source)"
            "\nRETURN path\n```",
            "The favourite *Sources* lists them for each party to the merger too, with a column "
            "*disputedBy* for the sources that contradict it. The id of anything works: click a "
            "circle or an arrow, and look for *id* at the right.",
        ),
    ),
    Slide(
        "How to read doubt",
        (
            "* **part**: only a part of the group took part. The group went on.\n"
            "* **disputed**: sources name different groups, or contradict the fact. Both stay in "
            "the graph; nothing is averaged.\n"
            "* **possible**: a date is only known as a month or a year, so that the fact may or "
            "may not fall within the time asked for.\n"
            "* **near**, **admin1** and the like at an arrow to a place: how exactly the place is "
            "known.",
            "Incidents of which the sources disagree who did it:",
            "```cypher\nMATCH path = (:Incident)-[:PERPETRATED_BY {attribution: 'disputed'}]->"
            "(:Group)\nRETURN path\nLIMIT 20\n```",
        ),
    ),
    Slide(
        "Where to go on",
        (
            "* The favourites hold every question and its picture. Run *00 Set the group* first, "
            "with another group.\n"
            "* At the command line, `graphq QUESTION --help` says what each one takes; "
            "`graphq browser QUESTION …` prints a link that opens its picture here.\n"
            "* `graphq show NAME` prints all that is known of one group, person or facility.",
        ),
    ),
)


def statements() -> Iterator[Shown]:
    """Every question that the guide asks, in order."""
    for slide in SLIDES:
        yield from (part for part in slide.parts if isinstance(part, Shown))


def guide() -> str:
    """The guide as Markdown."""
    return "\n\n---\n\n".join(_slide(slide) for slide in SLIDES) + "\n"


def _slide(slide: Slide) -> str:
    parts = [
        f"```cypher\n{part.statement}\n```" if isinstance(part, Shown) else part
        for part in slide.parts
    ]
    return "\n\n".join([f"# {slide.title}", *parts])
