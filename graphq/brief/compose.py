"""Puts a brief together: what is asked for, its sections in order, and the numbered sources.

What always holds here: the order of the sections is one list a kind of subject. A section that has
nothing to say is left out; disputes and what is not known are gathered from all the others.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from typing import Final

from graphq.brief import (
    assessments,
    claims,
    exposure,
    figures,
    history,
    leaders,
    lineage,
    places,
    precedents,
    relations,
    short,
    surroundings,
    target,
    tempo,
)  # fmt: skip
from graphq.brief.facts import KINDS, BriefFacts, Passage, of_record
from graphq.brief.words import article, listed, number
from graphq.cypher.ask.catalog import Inquiry, marked_later
from graphq.cypher.ask.entity import describe, nodes
from graphq.cypher.ask.parameters import Meant, meant
from graphq.document.dates import when
from graphq.document.document import (
    Block,
    Paragraph,
    Section,
    Sentence,
    WrittenBrief,
    cited,
    numbered,
)
from graphq.graph.errors import UsageError
from graphq.graph.store import Store
from graphq.graph.write.statements import DOSSIER_PREFIX, precedence
from graphq.tell.reach import reach_told

Part = tuple[str, Callable[[BriefFacts], Passage]]

GROUP: Final[Sequence[Part]] = (
    ("In short", short.of_group),
    ("Origin and lineage", lineage.section),
    ("Leaders", leaders.section),
    ("Relations", relations.section),
    ("Tempo", tempo.section),
    ("Tactics", history.tactics),
    ("Places", places.section),
    ("What was struck", history.of_group),
    ("On whose word", claims.section),
    ("Precedents", precedents.of_group),
    ("Published figures", figures.section),
)
TARGET: Final[Sequence[Part]] = (
    ("In short", short.of_target),
    ("What it is and who uses it", target.section),
    ("What struck it", history.of_target),
    ("Precedents", precedents.of_target),
    ("Near it and on its like", exposure.section),
    ("Neighbours to warn", surroundings.section),
    ("Assessments", assessments.section),
)
DISPUTED: Final = "What is disputed"
NOT_KNOWN: Final = "What is not known"

_NOTES: Final = (
    "The purpose is protective and historical: this brief says what happened and who said so; it "
    "holds nothing of how a place is guarded, and it is no forecast.",
    "The record is not a census: where reporting is good, more is on record.",
    "What begins with graphq is a command that lists what is counted or left out here, for a "
    "reader who has the record.",
)
_LABELS: Final = {"ChangeEvent": "change", "Tally": "published count", "IngestRun": "load"}
_MOST_DISPUTES: Final = 5
_DISPUTES: Final = ("lineage", "leaders", "affiliations", "incidents")
"""The questions about a group whose answers say what is disputed of it."""


def brief_of(
    store: Store,
    subject: str,
    as_of: date,
    today: date,
    made_on: date | None = None,
    dataset: str | None = None,
    parts: bool = False,
) -> WrittenBrief:
    """The brief of a group or a target, named by its id or any of its names.

    Numbers are of one dataset, since what two of them tell may be the same: of `dataset`, or where
    it is not given of a dossier before a published one. `parts` brings in what a whole did of which
    only a part passed on. Raises UsageError, UnknownNameError,
    StoreError.
    """
    inquiry = Inquiry(store, today)
    found = subject_of(store, subject)
    (node,) = nodes(store, found.label, [found.id])
    every = BriefFacts(inquiry, node, as_of, dataset, parts=parts)
    facts = _counted(every)
    sections = _sections(facts)
    known = marked_later(
        inquiry.sources(sorted({key for sources in cited(sections) for key in sources})), facts.day
    )
    return WrittenBrief(
        title=f"{facts.name}: brief as of {when(as_of)}",
        subject=f"{KINDS[found.label]} {node.properties.get('fullName') or facts.name}",
        as_of=as_of,
        reach=reach_told(every.reach, as_of),
        sections=tuple(sections),
        sources=tuple(numbered(sections, known, facts.record())),
        notes=(
            *inquiry.unfinished,
            *([found.note] if found.note else []),
            *_NOTES,
        ),
        made_on=made_on,
    )


def _counted(every: BriefFacts) -> BriefFacts:
    """The facts with the dataset that is counted: that of the subject's own dossier, another
    dossier, or a published table.
    """
    dossier, is_own, _ = every.id.partition("/")
    told = sorted(
        (one.dataset for one in every.reach.datasets),
        key=lambda name: (not (is_own and name == DOSSIER_PREFIX + dossier), precedence(name)),
    )
    if every.dataset or len(told) < 2:
        return every
    return replace(every, dataset=told[0], others=tuple(told[1:]), is_chosen=True)


def subject_of(store: Store, text: str) -> Meant:
    """The group or target that the text names.

    Raises UnknownNameError where several bear the name or none does, and UsageError where it is the
    name of something of which there is no brief.
    """
    if found := meant(store, text, list(KINDS)):
        return found
    from graphq.graph.read.part import declared_label

    entity = describe(store, text)
    label = declared_label(entity.labels) or "thing"
    raise UsageError(
        f"'{text}' is {article(_LABELS.get(label, label.lower()))}, and a brief is about a group "
        f"or a target. graphq show {entity.id} shows what is on record of it."
    )


def _sections(facts: BriefFacts) -> list[Section]:
    sections: list[Section] = []
    disputed: list[Sentence] = []
    unknown: list[Sentence] = []
    remarks: list[Sentence] = []
    for heading, say in GROUP if facts.is_group else TARGET:
        said = say(facts)
        if said.blocks:
            sections.append(Section(heading, tuple(said.blocks)))
        disputed += said.disputed
        unknown += said.unknown
        remarks += said.remarks
    if facts.later_texts:
        count = number(len(facts.later_texts))
        unknown.append(
            of_record(
                "Remarks on record that tell of a later day are left out of this brief "
                f"({count} of them); sources published later are cited where they tell of "
                "earlier days."
            )
        )
    if disputed or remarks:
        sections.append(Section(DISPUTED, tuple(_cut(_once([*disputed, *remarks]), facts))))
    if unknown:
        sections.append(Section(NOT_KNOWN, (Paragraph(tuple(_once(unknown)), listed=True),)))
    return sections


def _once(sentences: Sequence[Sentence]) -> list[Sentence]:
    """Each sentence once, where two sections say the same."""
    return list({sentence.text: sentence for sentence in sentences}.values())


def _cut(sentences: Sequence[Sentence], facts: BriefFacts) -> list[Block]:
    kept = list(sentences[:_MOST_DISPUTES])
    left = len(sentences) - len(kept)
    if left:
        names = _DISPUTES if facts.is_group else ("target-history",)
        asked = listed(f"graphq {name} {facts.id}" for name in names)
        each = ", each with" if len(names) > 1 else ""
        kept.append(of_record(f"And {number(left)} more: {asked}{each} --as-of {facts.day}."))
    return [Paragraph(tuple(kept), listed=True)]
