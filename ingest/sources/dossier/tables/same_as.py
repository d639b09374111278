"""The table of what is declared: which of the dossier's own is a thing of another, or is not.

What always holds here: a declaration may be about what is not in the graph, and waits for it;
nothing is taken for the same without one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from graphq.graph.model.nodes import Declaration
from graphq.graph.write.tellings import DIFFERENT, SAME
from graphq.ingest.files.problems import Problem
from graphq.ingest.places.tree import shortened
from graphq.ingest.sources.dossier.columns import NOTE, VALID, choice, reference, sources_column
from graphq.ingest.sources.dossier.facts import lasting
from graphq.ingest.sources.dossier.names import label_of
from graphq.ingest.sources.dossier.rules import not_before
from graphq.ingest.sources.dossier.table import (
    DossierColumn,
    DossierRow,
    DossierRows,
    DossierTable,
    Rule,
    bare_of,
)

_OF_A_DOSSIER: Final = re.compile(r"[^/:]+/[a-z0-9][a-z0-9-]*")
_OF_A_PUBLISHER: Final = re.compile(r"[a-z][a-z0-9-]*(?::[a-z][a-z0-9-]*)*:[^:]+")
_SUCH_AS: Final = "jnim/jnim, un-sc:QDe.159, ucdp:actor:1076 or icao:GAGO"


def _own(row: DossierRow, rows: DossierRows) -> Iterator[Problem]:
    mine = row["mine"]
    if mine and not any(rows.row(table, mine) for table in row.table.column("mine").tables):
        yield row.problem("mine", f"'{mine}' is no group, person or facility of this dossier")


def _of_another(row: DossierRow, rows: DossierRows) -> Iterator[Problem]:
    theirs = row["theirs"]
    if not theirs:
        return
    if any(rows.row(table, theirs) for table in row.table.column("mine").tables):
        yield row.problem("theirs", f"'{theirs}' is of this very dossier")
    elif not (_OF_A_DOSSIER.fullmatch(theirs) or _OF_A_PUBLISHER.fullmatch(theirs)):
        yield row.problem("theirs", f"'{theirs}' is not written as {_SUCH_AS}")


def _of_one_kind(row: DossierRow, rows: DossierRows) -> Iterator[Problem]:
    if not row["mine"] or not row["theirs"] or row["relation"] != SAME:
        return
    theirs, own = bare_of(row["theirs"]), label_of(row["mine"], rows)
    others = {label for table, label in rows.labels.items() if theirs in rows.known.get(table, ())}
    if own and others and own not in others:
        kind = min(others)
        yield row.problem("theirs", f"'{row['theirs']}' is a {kind} there, and a {own} here")


def _one_of_each(row: DossierRow, rows: DossierRows) -> Iterator[Problem]:
    if not row.readable("mine", "theirs", "relation", "valid_from", "valid_to"):
        return
    for other in rows.tables["same_as"]:
        if other is row:
            return
        if not other.readable("mine", "theirs", "relation", "valid_from", "valid_to"):
            continue
        if reason := _contradicts(row, other):
            yield row.problem("theirs", f"{reason} on line {other.line}, at the same time")


def _contradicts(row: DossierRow, other: DossierRow) -> str:
    """What the two rows cannot both mean, if they are surely of one time."""
    if not _meet(row, other):
        return ""
    mine, theirs = row["mine"] == other["mine"], row["theirs"] == other["theirs"]
    if mine and theirs and row["relation"] != other["relation"]:
        return f"the two are {other['relation']}"
    if {row["relation"], other["relation"]} != {SAME} or mine == theirs:
        return ""
    if theirs:
        return f"'{row['theirs']}' is '{other['mine']}'"
    # A group may well be two actors to a publisher.
    dossiers = {_dossier_of(one["theirs"]) for one in (row, other)}
    twice = len(dossiers) == 1 and dossiers != {""}
    return f"'{row['mine']}' is '{other['theirs']}'" if twice else ""


def _dossier_of(theirs: str) -> str:
    """The dossier whose id it is; none of a publisher's."""
    return theirs.partition("/")[0] if _OF_A_DOSSIER.fullmatch(theirs) else ""


def _meet(row: DossierRow, other: DossierRow) -> bool:
    """Whether the times of the two surely have a day in common."""
    starts = [one["valid_from"].span.last for one in (row, other) if one["valid_from"]]
    ends = [one["valid_to"].span.first for one in (row, other) if one["valid_to"]]
    return not starts or not ends or max(starts) <= min(ends)


def _facts(row: DossierRow, rows: DossierRows) -> Iterator[Declaration]:
    mine, theirs, relation = row["mine"], row["theirs"], row["relation"]
    yield Declaration(
        id=f"declaration:{mine}>{theirs}:{row['valid_from'] or ''}",
        name=shortened(f"{relation}: {theirs}"),
        relation=relation,
        mine=mine,
        theirs=theirs,
        **lasting(row),
    )


TABLE: Final = DossierTable(
    name="same_as",
    help="which group, person or facility of the dossier is one of another dossier, or has the "
    "number of a publisher, and which is not",
    columns=(
        reference("mine", "the dossier's own", "groups", "people", "facilities"),
        DossierColumn(
            "theirs",
            f"the other: its dossier and its id there, or a publisher's number; as in {_SUCH_AS}",
            "fact",
            required=True,
        ),
        choice("relation", "whether the two are one, or two", SAME, DIFFERENT),
        *VALID,
        sources_column(),
        *NOTE,
    ),
    key=("mine", "theirs", "valid_from"),
    after="identities",
    rules=(
        Rule("mine is a row of groups, people or facilities of the dossier itself.", _own),
        Rule(f"theirs is of another dossier or a publisher, written as {_SUCH_AS}.", _of_another),
        Rule(
            "What is the same is of one kind: a group is no person and no facility. This is held "
            "against theirs while it is in the graph.",
            _of_one_kind,
        ),
        Rule(
            "No two rows contradict each other for the same time: the same two are not both the "
            "same and different, none of mine is two of one dossier, and none of theirs is two of "
            "mine.",
            _one_of_each,
        ),
        not_before("valid_to", "valid_from"),
    ),
    remarks=(
        "What the dossier tells of its own is told of theirs, if it happened from the first day to "
        "the last one, both counted, while theirs is in the graph, whichever is loaded first. "
        "Otherwise it is told of the dossier's own, as it is of what is not declared.",
        "A number that another dossier has identified means what it is there (the dossiers that "
        "come with graphq are heard first, and then by name); a number that none has identified "
        "is mine, and what its publisher tells is told of mine.",
        "What is declared different is two things, and a load speaks no more of an id or a number "
        "that they have in common.",
    ),
    facts=_facts,
)
