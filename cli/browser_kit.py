"""`graphq browser-kit`: style, favourites, settings and a guide for Neo4j Browser.

What always holds here: the files are served on this machine only, to whichever page asks, and
nothing else of the folder is.
"""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from graphq.browser.link import GUIDE_PORT
from graphq.document.console import say
from graphq.paths import at_home, files_told


def browser_kit(
    folder: Annotated[
        Path, typer.Argument(metavar="DIR", help="The folder to write; it must be new or empty.")
    ],
    force: Annotated[
        bool, typer.Option("--force", help="Replace the files of the kit in DIR.")
    ] = False,
    serve: Annotated[
        bool,
        typer.Option("--serve", help="Then serve them, so that Browser's :guide finds the guide."),
    ] = False,
    port: Annotated[
        int, typer.Option("--port", min=1024, max=65535, help="With --serve: on this port.")
    ] = GUIDE_PORT,
) -> None:
    """Write what makes Neo4j Browser ready to work in: style, favourites, settings, a guide.

    README.txt there says what to do with each file. No graph is needed.

    Example: graphq browser-kit for-browser
    """
    from graphq.browser.kit import GUIDE_FILE, READ_ME_FILE, kit, write_kit

    place = Path(at_home(str(folder)))
    with files_told(place, "written"):
        written = write_kit(place, force)
    for file in written:
        say(str(file))
    say(f"Begin with {place / READ_ME_FILE}.")
    if serve:
        from graphq.browser.kit_server import serve_files

        def ready() -> None:
            say(f"Type in Neo4j Browser  :guide http://localhost:{port}/{GUIDE_FILE}")
            say("Ctrl-C ends this.")

        serve_files(kit(), port, ready)
