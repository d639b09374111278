"""`graphq tidy`: the files of a dossier in one form."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from graphq.document.console import say
from graphq.paths import at_home, files_told

if TYPE_CHECKING:
    from graphq.ingest.sources.dossier.tidy.tidy import Tidied


def tidy(
    folder: Annotated[Path, typer.Argument(help="The dossier's folder.")],
    check: Annotated[
        bool, typer.Option("--check", help="Say what would be done, and write nothing.")
    ] = False,
) -> None:
    """Write a dossier's files in one form: one order of rows and columns, one form of values.

    What an older dossier wrote elsewhere moves to where it stands now. Nothing is lost, and what
    was done is said. Two people who tidy their copies differ by what they wrote alone, so Git can
    merge them. Ends with exit code 1 where something is left to a person, such as an id that is
    told twice; with --check also where something would be done.

    Examples: graphq tidy my-dossier · graphq tidy my-dossier --check
    """
    from graphq.ingest.sources.dossier.tidy.tidy import tidied
    from graphq.ingest.sources.dossier.tidy.tidy import tidy as written

    with files_told(folder, "written"):
        place = Path(at_home(str(folder)))
        found = tidied(place) if check else written(place)
    for sentence in (*found.done, *found.left):
        say(sentence)
    say(_in_all(found, folder, check))
    if found.left or (check and found.done):
        raise typer.Exit(1)


def _in_all(found: Tidied, folder: Path, check: bool) -> str:
    """The last sentence."""
    if not (found.done or found.left):
        return f"{folder} is tidy already."
    number = len(found.files)
    files = "1 file" if number == 1 else f"{number:,} files"
    if check:
        told = f"{files} would be written anew; nothing was changed."
    else:
        told = f"{files} written anew." if number else "No file was written."
    left = f" {len(found.left):,} left to you, told last." if found.left else ""
    return f"{folder}: {told}{left}"
