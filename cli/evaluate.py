"""`graphq evaluate`: how well a question does on what is on record.

What always holds here: only aggregates are printed, never a facility and never a ranking of
facilities; the options of the question have its names and its defaults.
"""

from __future__ import annotations

from typing import Annotated, Any, Final

import typer

from graphq.cli.opening import open_graph
from graphq.cli.options import Database, OutputFormat
from graphq.document.forms import USUAL, show

NAME: Final = "evaluate"
_HELP: Final = (
    "Measure how well a question does.\n\n"
    "It is held against simpler rankings and chance, on what is on record."
)

_WEIGHT_PANEL: Final = "How likeness is computed: as by similar-targets"


def evaluations() -> typer.Typer:
    """The command, with one below it for each question that can be measured."""
    app = typer.Typer(name=NAME, help=_HELP, no_args_is_help=True)
    app.callback()(_questions)
    app.command(
        "similar-targets",
        short_help="Likeness: how high the facility struck next stands",
        epilog="Examples:\n\n    graphq evaluate similar-targets\n\n"
        "    graphq evaluate similar-targets --choose --as-of 2024-12-31",
    )(similar_targets)
    app.command(
        "matches",
        short_help="Matches: how many pairs are rightly called one event",
        epilog="Examples:\n\n    graphq evaluate matches",
    )(matches)
    return app


def _questions() -> None:
    """Measure how well a question does."""


def _weight(of: str) -> Any:
    return typer.Option(
        help=f"Weight of {of}; otherwise as in similar-targets.",
        rich_help_panel=_WEIGHT_PANEL,
        show_default=False,
    )


def _distance(told: str) -> Any:
    return typer.Option(
        help=f"{told}, in kilometres; otherwise as in similar-targets.",
        rich_help_panel=_WEIGHT_PANEL,
        show_default=False,
    )


def similar_targets(
    type_weight: Annotated[float | None, _weight("the kind of target")] = None,
    users_weight: Annotated[float | None, _weight("who uses it")] = None,
    lineage_weight: Annotated[float | None, _weight("the same lineage of groups")] = None,
    place_weight: Annotated[float | None, _weight("the same unit or country")] = None,
    distance_weight: Annotated[float | None, _weight("nearness")] = None,
    scale_km: Annotated[
        float | None, _distance("Distance at which nearness has fallen to 0.37")
    ] = None,
    near_km: Annotated[
        float | None, _distance("How far around a target groups count as active near it")
    ] = None,
    precedents: Annotated[
        int | None,
        typer.Option(
            help="How many of the precedents most like a facility count, by the mean. [default: 1]",
            rich_help_panel=_WEIGHT_PANEL,
            show_default=False,
        ),
    ] = None,
    split: Annotated[
        str | None,
        typer.Option(
            metavar="DATE",
            help="Figures are given before this date and from then on. [default: 2019]",
            show_default=False,
        ),
    ] = None,
    choose: Annotated[
        bool,
        typer.Option(
            "--choose",
            help="Also choose weights on the strikes before the split, and say how they do from "
            "then on.",
        ),
    ] = False,
    resamples: Annotated[
        int | None,
        typer.Option(
            help="How many resamples of the strikes give the spread. [default: 2000]",
            show_default=False,
        ),
    ] = None,
    seed: Annotated[
        int | None,
        typer.Option(
            help="Begins the random numbers; one seed gives one result. [default: 1]",
            show_default=False,
        ),
    ] = None,
    as_of: Annotated[
        str | None,
        typer.Option(
            metavar="DATE",
            help="Only what had happened by this day. [default: today]",
            show_default=False,
        ),
    ] = None,
    db: Database = None,
    output: OutputFormat = USUAL,
) -> None:
    """Measure how high likeness ranks the facility that was struck next.

    Each strike on a named facility is hidden with all that came later. All facilities are ranked by
    their likeness to those struck until then, and the place of the one struck next is noted. Hits
    at 1, 3, 5 and 10 and the mean reciprocal rank are printed with their spread, beside simpler
    rankings of the same strikes and chance; and what each part of likeness adds.

    Only aggregates are printed. They say how past strikes resembled each other, and are no
    forecast.
    """
    from graphq.cli.progress import progress_bar
    from graphq.evaluate.evaluate import evaluate
    from graphq.evaluate.view import document_of

    given = {
        "typeWeight": type_weight,
        "usersWeight": users_weight,
        "lineageWeight": lineage_weight,
        "placeWeight": place_weight,
        "distanceWeight": distance_weight,
        "scaleKm": scale_km,
        "nearKm": near_km,
        "precedents": precedents,
        "split": split,
        "resamples": resamples,
        "seed": seed,
        "asOf": as_of,
    }
    with open_graph(db) as store, progress_bar(of="strikes") as bar:

        def stage(told: str, strikes: int) -> Any:
            advance = bar(told, strikes, False)
            return lambda done: advance(done, done)

        found = evaluate(store, given, choose, stage=stage)
    show(document_of(found), output)


def matches(
    seed: Annotated[
        int,
        typer.Option(min=0, help="Begins the random numbers by which events are told otherwise."),
    ] = 1,
    output: OutputFormat = USUAL,
) -> None:
    """Measure how many of the pairs that matches calls likely are one event, and how many it finds.

    It is tried on labelled pairs that come with graphq, and needs no graph: events of UCDP GED
    against their own rows told otherwise, with what happened near them on the same days between
    them, and pairs that were read by hand. Precision and recall stand beside those of day and
    place alone. One half was held out while the weights were set.
    """
    from graphq.evaluate.matches import document_of, evaluate_matches

    show(document_of(evaluate_matches(seed), seed), output)
