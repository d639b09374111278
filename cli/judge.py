"""`graphq matches --judge`: a person says which incidents tell one event, pair by pair.

What always holds here: what was answered stands in the file before the next pair is shown, so that
Ctrl-C loses nothing; a judgement carries who made it, when and why, and can be taken back. One that
contradicts another is refused in a sentence.
"""

from __future__ import annotations

import shlex
import sys
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Final

import typer

from graphq.cli.opening import open_graph
from graphq.cli.plainly import run_question
from graphq.cli.process import uninterrupted
from graphq.document.console import say
from graphq.graph.errors import UsageError

if TYPE_CHECKING:
    from graphq.cypher.ask.catalog import Question
    from graphq.graph.records import Row
    from graphq.graph.store import Store
    from graphq.ingest.sources.dossier.judged import Judged

_PANEL: Final = "Judging"
_FOLDER: Final = "judgements"
_SAME, _DIFFERENT, _SKIP, _QUIT = "same", "different", "skip", "quit"
_ANSWERS: Final = (_SAME, _DIFFERENT, _SKIP, _QUIT)

Judge = Annotated[
    bool,
    typer.Option(
        "--judge",
        help="Ask of each pair whether it is one event, and keep what you say.",
        rich_help_panel=_PANEL,
    ),
]
Who = Annotated[
    str | None,
    typer.Option("--who", metavar="NAME", help="Who judges.", rich_help_panel=_PANEL),
]
Folder = Annotated[
    Path,
    typer.Option(
        "--folder",
        metavar="FOLDER",
        help="The dossier of your own, or a new folder, whose matches.csv keeps the judgements.",
        rich_help_panel=_PANEL,
    ),
]
TakeBack = Annotated[
    tuple[str, str] | None,
    typer.Option(
        "--take-back",
        metavar="ID ID",
        help="Take back what was judged of two incidents, by their ids.",
        rich_help_panel=_PANEL,
        show_default=False,
    ),
]


OPTIONS: Final[tuple[tuple[str, Any, Any], ...]] = (
    ("judge", Judge, False),
    ("who", Who, None),
    ("folder", Folder, Path(_FOLDER)),
    ("take_back", TakeBack, None),
)
"""The options of the command beside those of every question: name, annotation and default."""


def run_matches(
    question: Question,
    given: dict[str, Any],
    db: str | None,
    output: str,
    show_cypher: bool,
    judge: bool,
    who: str | None,
    folder: Path,
    take_back: tuple[str, str] | None,
) -> None:
    """Ask the question as any other; or judge the pairs that it finds, or take a judgement back."""
    if judge and take_back:
        raise UsageError("--judge does not go together with --take-back.")
    if not judge and not take_back:
        if who:
            raise UsageError("--who is for --judge.")
        run_question(question, given, db, output, show_cypher)
        return
    from graphq.ingest.sources.dossier.judged import Judged

    judged = Judged(folder)
    if take_back:
        judged.take_back(*take_back)
        _load(judged, db)
        say(f"Taken back: what was judged of {take_back[0]} and {take_back[1]}.")
        return
    if not sys.stdin.isatty():
        raise UsageError(
            "Pairs are judged at a terminal, where they can be read. Elsewhere write a row of "
            "matches.csv into a dossier, and load it."
        )
    if not who:
        raise UsageError('Say who judges: graphq matches --judge --who "Jane Doe".')
    with open_graph(db) as store:
        pairs = [pair for pair in question.ask(store, given).rows if pair["otherId"]]
        kept = _judge(pairs, judged, who, store)
    if kept:
        _load(judged, db)
        number = "1 judgement" if kept == 1 else f"{kept:,} judgements"
        say(f"{number} kept in {judged.file}, and loaded.")
    else:
        say("Nothing was judged.")


def _judge(pairs: list[Row], judged: Judged, who: str, store: Store) -> int:
    """Ask of each pair; how many judgements were kept."""
    already = judged.pairs()
    left = [
        pair
        for pair in pairs
        if not pair["judged"]
        and tuple(sorted((pair["incidentId"], pair["otherId"]))) not in already
    ]
    kept = 0
    try:
        for place, pair in enumerate(left, 1):
            say()
            say(f"Pair {place} of {len(left)}, {pair['standing']}, score {pair['score']:.2f}")
            _show(pair, store)
            verdict = _answer("same, different, skip or quit? ", _ANSWERS)
            if verdict == _QUIT:
                break
            if verdict != _SKIP:
                kept += _keep(pair, verdict, judged, who, store)
    except (KeyboardInterrupt, EOFError):
        if kept:
            say()
            say(f"{judged.file} has what was judged so far, which is not loaded yet.")
            # Of a relative path the dot tells the folder from a source of that name.
            folder = judged.folder if judged.folder.is_absolute() else f"./{judged.folder}"
            say(f"To load it: graphq load {shlex.quote(str(folder))}")
        raise
    return kept


def _keep(pair: Row, verdict: str, judged: Judged, who: str, store: Store) -> int:
    """Ask why, and write it; 0 where it is refused, and told why."""
    from graphq.graph.write.judgements import contradiction

    one, other = pair["incidentId"], pair["otherId"]
    reason = contradiction(store, (one, other), verdict, judged.pairs())
    if reason:
        say(f"  Not kept: {reason}")
        return 0
    while not (why := input("Why? ").strip()):
        say("  A judgement needs its reason, in a sentence.")
    cells = {
        "incident_id": one,
        "other_id": other,
        "verdict": verdict,
        "judged_by": who,
        "judged_on": date.today().isoformat(),
        "why": why,
    }
    try:
        with uninterrupted():
            judged.add(cells)
    except UsageError as refused:
        say(f"  Not kept: {refused}")
        return 0
    return 1


def _answer(prompt: str, choices: tuple[str, ...]) -> str:
    """One of the choices, by as many of its first letters as tell it from the others."""
    while True:
        text = input(prompt).strip().casefold()
        fitting = [choice for choice in choices if text and choice.startswith(text)]
        if len(fitting) == 1:
            return fitting[0]
        say(f"  Answer {', '.join(choices[:-1])} or {choices[-1]}; sa, d, sk and q do as well.")


def _show(pair: Row, store: Store) -> None:
    """The two side by side, and what speaks for and against their being one."""
    from graphq.document.printed.table import show_blocks
    from graphq.tell.pair import pair_told

    show_blocks(*pair_told(pair, store))


def _load(judged: Judged, db: str | None) -> None:
    from graphq.ingest.pipeline import load
    from graphq.ingest.sources.dossier.dossier import Dossier
    from graphq.version import graphq_version

    with uninterrupted(), open_graph(db, "write") as store:
        load(Dossier(judged.folder), store, graphq_version())
