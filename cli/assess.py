"""`graphq assess`: a named person's CARVER scores, from options, from prompts or from a file.

What always holds here: what will be written is shown first; until it is agreed to, nothing is, and
then all of it is. A score without its assessor's name is refused.
"""

from __future__ import annotations

import contextlib
import shlex
import sys
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Final

import typer

from graphq.cli.completion import targets
from graphq.cli.opening import open_graph
from graphq.cli.options import Database
from graphq.cli.process import uninterrupted
from graphq.document.console import say
from graphq.document.forms import show
from graphq.graph.errors import UsageError
from graphq.graph.model.ratings import CRITERIA, MEANINGS, USUAL_SCALE
from graphq.paths import at_home, files_told
from graphq.version import graphq_version

if TYPE_CHECKING:
    from graphq.ingest.sources.carver.row import Entry

_SCORES_PANEL: Final = "Scores, each a whole number on the scale; left out where not scored"
_OPTION_OF: Final = {"scale_low": "scale", "scale_high": "scale"}


def _score(name: str) -> Any:
    return typer.Option(
        f"--{name}", metavar="SCORE", help=f"{MEANINGS[name]}.", rich_help_panel=_SCORES_PANEL
    )


def assess(
    target: Annotated[
        str | None,
        typer.Argument(help="The facility, by any name or its id.", autocompletion=targets),
    ] = None,
    assessor: Annotated[
        list[str] | None,
        typer.Option("--assessor", metavar="NAME", help="Who judges; again for each one more."),
    ] = None,
    day: Annotated[
        str | None,
        typer.Option("--date", metavar="DATE", help="When it was judged; today otherwise."),
    ] = None,
    scale: Annotated[
        str | None,
        typer.Option("--scale", metavar="LOW-HIGH", help=f"The scale; {USUAL_SCALE} otherwise."),
    ] = None,
    criticality: Annotated[str | None, _score("criticality")] = None,
    accessibility: Annotated[str | None, _score("accessibility")] = None,
    recuperability: Annotated[str | None, _score("recuperability")] = None,
    vulnerability: Annotated[str | None, _score("vulnerability")] = None,
    effect: Annotated[str | None, _score("effect")] = None,
    recognizability: Annotated[str | None, _score("recognizability")] = None,
    note: Annotated[
        str | None,
        typer.Option("--note", help="In a few words; nothing of how a place is guarded."),
    ] = None,
    file: Annotated[
        str | None,
        typer.Option("--file", metavar="FILE", help="Take the scores from a file instead."),
    ] = None,
    template: Annotated[
        Path | None,
        typer.Option(
            "--template", metavar="FILE", help="Write an empty form, .csv or .xlsx, and no more."
        ),
    ] = None,
    withdraw: Annotated[
        str | None,
        typer.Option(
            "--withdraw",
            metavar="ID",
            help="Take an assessment back; with TARGET only what it says of that facility.",
        ),
    ] = None,
    yes: Annotated[bool, typer.Option("--yes", "-y", help="Write without being asked.")] = False,
    db: Database = None,
) -> None:
    """Enter a CARVER rating of a facility, so that it is seen what needs protection first.

    At a terminal it asks for everything; with scores as options it asks for nothing but to go on.
    The scores are the judgement of the person named, and of nobody else: graphq scores nothing
    from what it holds, and a criterion left blank is "not scored", never 0. Say nothing of how a
    place is laid out or guarded; a note with a word of that kind is refused.

    The same assessor on the same day and scale corrects what was entered before of the facility,
    all of it: a criterion that is not given again is then not scored. Any other rating stands
    beside it.

    Examples: graphq assess "Gao airport" · graphq assess --template scores.csv, then graphq assess
    --file scores.csv · graphq assess GATB --assessor "Jane Doe" --criticality 4 --effect 3
    """
    scores = dict(
        zip(
            CRITERIA,
            (criticality, accessibility, recuperability, vulnerability, effect, recognizability),
            strict=True,
        )
    )
    told = {"assessor": assessor, "date": day, "scale": scale, "note": note, **scores}
    ways = {"file": file, "template": template, "withdraw": withdraw}
    _refuse_mixed(target, told, ways)
    if template is not None:
        _write_form(template)
    elif withdraw is not None:
        _take_back(withdraw, target, yes, db)
    elif file is not None:
        _from_file(file, yes, db)
    elif target is None:
        raise UsageError(
            'Say which facility is rated, as in graphq assess "Gao airport", or give --file or '
            "--template."
        )
    else:
        given = {name: text for name, text in scores.items() if text is not None}
        _one(target, _cells(assessor, day, scale, note), given, yes, db)


def _refuse_mixed(
    target: str | None, told: Mapping[str, Any], ways: Mapping[str, object | None]
) -> None:
    """Raise UsageError where options do not go together."""
    chosen = [f"--{name}" for name, value in ways.items() if value is not None]
    if not chosen:
        return
    others = [f"--{name}" for name, value in told.items() if value]
    if target is not None and chosen != ["--withdraw"]:
        others.insert(0, f"'{target}'")
    if len(chosen) > 1 or others:
        first, *more = [*chosen, *others]
        raise UsageError(f"{first} does not go together with {', '.join(more)}.")


def _cells(
    assessor: Sequence[str] | None, day: str | None, scale: str | None, note: str | None
) -> dict[str, str | None]:
    names = "; ".join(assessor) if assessor else None
    return {"assessor": names, "date": day, "scale": scale, "note": note}


def _write_form(file: Path) -> None:
    from graphq.ingest.sources.carver.form import write_form

    with files_told(file, "written"):
        write_form(Path(at_home(str(file))))
    say(f"{file} written. Fill in a row for each facility, then: graphq assess --file {file}")


def _one(
    target: str,
    cells: dict[str, str | None],
    scores: Mapping[str, str],
    yes: bool,
    db: str | None,
) -> None:
    """Rate one facility, by options or by prompts."""
    from graphq.carver.entered import one_entered
    from graphq.cli.assess_prompts import ask_cells
    from graphq.document.printed.table import show_blocks
    from graphq.ingest.files.cells import RowRefusedError
    from graphq.ingest.sources.carver.load import entered
    from graphq.ingest.sources.carver.row import entry_of, finder

    with open_graph(db) as store:
        key, name = finder(store)(target)
    today = date.today()
    if scores:
        given = {**cells, "date": cells["date"] or today.isoformat()}
        answers = {**given, "scale": cells["scale"] or USUAL_SCALE, **scores}
    elif sys.stdin.isatty():
        answers = {**cells, **ask_cells(name, key, cells, today)}
    else:
        raise UsageError(
            "No score is given. Give at least one, such as --criticality 3, or ask at a terminal."
        )
    if not any((answers.get(name) or "").strip() for name in CRITERIA):
        raise UsageError("Not one of the six criteria is scored; nothing was written.")
    texts = {column: text or "" for column, text in answers.items()} | {"target": target}
    try:
        entry = entry_of(texts, lambda _: (key, name), today)
    except RowRefusedError as refused:
        option = _OPTION_OF.get(refused.column, refused.column)
        raise UsageError(f"--{option}: {refused.reason}.") from refused
    with open_graph(db) as store:
        before = entered(store, entry)
    say()
    show_blocks(*one_entered(entry, before))
    _agreed(yes)
    _write([entry], db)


def _from_file(what: str, yes: bool, db: str | None) -> None:
    """Rate the facilities of a file."""
    from graphq.carver.entered import all_entered
    from graphq.document.printed.table import show_blocks
    from graphq.ingest.files.containers import STANDARD_INPUT
    from graphq.ingest.load import find
    from graphq.ingest.sources.carver.load import CarverFormat, read_scores
    from graphq.tell.load import of_encoding, of_rejects

    if what != STANDARD_INPUT and "!" not in what and not _is_file(at_home(what)):
        raise UsageError(f"There is no file {what}. --template writes an empty form.")
    with files_told(what, "read"):
        found = find(at_home(what), form=CarverFormat.name)
        with contextlib.closing(found):
            assert found.file is not None
            assert found.rejects is not None
            with open_graph(db) as store:
                entries = read_scores(CarverFormat(), found.file, store, found.rejects)
            name = found.file.name
            for sentence in (*of_encoding(found), *of_rejects(found)):
                say(sentence)
    if not entries:
        raise UsageError(f"{name} holds no rating that can be written.")
    show_blocks(all_entered(entries))
    _agreed(yes)
    _write(entries, db, name)


def _is_file(what: str) -> bool:
    path = Path(what)
    return path.exists() and not path.is_dir()


def _agreed(yes: bool, question: str = "Write this?") -> None:
    """Go on only where it is agreed to. Raises UsageError where nobody can be asked."""
    if yes:
        return
    if not sys.stdin.isatty():
        raise UsageError("Nothing was changed, since nobody can be asked here. Give --yes.")
    from graphq.cli.assess_prompts import ask

    if ask(f"{question} [y/N] ").casefold() not in ("y", "yes"):
        say("Nothing was changed.")
        raise typer.Exit(1)


def _write(entries: Sequence[Entry], db: str | None, origin: str = "") -> None:
    from graphq.carver.view import asked
    from graphq.ingest.pipeline import load
    from graphq.ingest.sources.carver.load import ENTERED, Assessments

    with uninterrupted(), open_graph(db, "write") as store:
        done = load(Assessments(entries, origin or ENTERED), store, graphq_version())
    if done.counts.changed:
        say("Written.")
    else:
        say("Nothing has changed; this was there already.")
    rated = list(dict.fromkeys(entry.target_id for entry in entries))
    # What the same assessment says of other facilities is not to go with this one.
    of_it = f"{shlex.quote(rated[0])} " if len(rated) == 1 else ""
    for key in dict.fromkeys(entry.assessment_id for entry in entries):
        say(f"To take it back: graphq assess {of_it}--withdraw {shlex.quote(key)}")
    say()
    with open_graph(db) as store:
        _, told = asked(store, rated, "today")
    show(told)


def _take_back(key: str, target: str | None, yes: bool, db: str | None) -> None:
    from graphq.carver.entered import all_entered
    from graphq.document.printed.table import show_blocks
    from graphq.ingest.sources.carver.load import stated_as_entered, withdraw
    from graphq.ingest.sources.carver.row import finder

    with open_graph(db) as store:
        target_id = finder(store)(target)[0] if target else ""
        going = stated_as_entered(key, store, target_id)
    say("To be taken out of the graph:")
    say()
    show_blocks(all_entered(going))
    _agreed(yes, "Take it out?")
    with uninterrupted(), open_graph(db, "write") as store:
        withdraw(key, store, graphq_version(), target_id)
    number = len(going)
    say(f"Withdrawn: {number:,} rating{'' if number == 1 else 's'}.")
