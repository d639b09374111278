"""`graphq serve`: a folder opened as a server, for Neo4j Browser, the Neo4j drivers and notebooks.

What always holds here: what is printed is all that one needs to connect. The password is printed
once, by the command that made it, and stands in no file and in no process's arguments. Ctrl-C is
how it ends, and so is no failure.
"""

from __future__ import annotations

import contextlib
import math
import signal
import sys
import time
import webbrowser
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Annotated, Any, Final

import typer

from graphq.cli.opening import store_options
from graphq.cli.options import Database
from graphq.graph.errors import UsageError
from graphq.graph.letters import clean
from graphq.graph.serve import (
    MEGABYTES,
    PASSWORD_VARIABLE,
    SECONDS,
    Served,
    check_port,
    given_password,
    new_password,
)
from graphq.graph.serve import serve as served
from graphq.paths import at_home
from graphq.surroundings import database_url, environment

_LOOK_EVERY: Final = 2.0
"""Seconds between two looks at whether the folder has been loaded into."""


def serve(
    port: Annotated[
        int,
        typer.Option("--port", min=0, max=65535, help="The port for Bolt; 0 for any free one."),
    ] = 7687,
    browser: Annotated[
        Path | None,
        typer.Option(
            "--browser",
            metavar="JAR|DIR",
            help="Serve Neo4j Browser's page too, out of its jar or the folder of its files.",
            show_default=False,
        ),
    ] = None,
    browser_port: Annotated[
        int,
        typer.Option(
            "--browser-port",
            min=0,
            max=65535,
            help="The port for that page. Browser keeps your favourites by it.",
        ),
    ] = 7474,
    open_page: Annotated[
        bool, typer.Option("--open", help="Open that page in your web browser.")
    ] = False,
    timeout: Annotated[
        float,
        typer.Option(
            "--timeout",
            min=0,
            metavar="SECONDS",
            help="How long a query may take; 0 is as long as it needs.",
        ),
    ] = SECONDS,
    memory: Annotated[
        int,
        typer.Option(
            "--memory", min=256, metavar="MB", help="How much memory all queries together may take."
        ),
    ] = MEGABYTES,
    db: Database = None,
) -> None:
    """Open a folder to Neo4j Browser, the Neo4j drivers and notebooks, for reading only.

    Prints the address, a password made for this once, and how to connect; ends with Ctrl-C. Set
    GRAPHQ_SERVE_PASSWORD in the environment or in .env to choose the password yourself.

    Only this machine can connect, since the connection is not encrypted: a graph for a team belongs
    on a Neo4j server. Nobody can write through it; facts enter the folder with graphq load, also
    while it is served. What is served is a copy, the graph as it was at the start: start anew to
    serve what was loaded since. A query that takes too long or too much memory is stopped.

    Example: graphq serve --browser ~/neo4j-browser-5.24.0.jar --open
    """
    from graphq.browser.static_files import StaticFiles, site_at

    if open_page and browser is None:
        raise UsageError(
            "--open opens Neo4j Browser's page, which is served only with --browser JAR."
        )
    site = site_at(Path(at_home(str(browser)))) if browser is not None else None
    if site is not None:
        if browser_port == port != 0:
            raise UsageError(f"Port {port} cannot be both --port and --browser-port.")
        check_port(browser_port, "--browser-port")
    surroundings = environment()
    chosen = given_password(surroundings)
    password = chosen or new_password()
    url = database_url(db, surroundings)
    with _ended_by_signals(), ExitStack() as open_ones:
        options = store_options(surroundings)
        graph = open_ones.enter_context(
            served(url, port, password, options, seconds=timeout or math.inf, megabytes=memory)
        )
        page = None
        if site is not None:
            page = _page(graph, open_ones.enter_context(StaticFiles(site, browser_port)).port)
        with contextlib.suppress(KeyboardInterrupt):
            _tell(url, graph, None if chosen else password, page)
            if open_page and page:
                webbrowser.open(page)
            _wait(graph)
    typer.echo("Stopped.")


def _page(graph: Served, port: int) -> str:
    return (
        f"http://localhost:{port}/?dbms=bolt://{graph.user}@localhost:{graph.port}"
        f"&db={graph.database}"
    )


def _tell(url: str, graph: Served, password: str | None, page: str | None) -> None:
    """Print how to connect."""
    address = f"bolt://localhost:{graph.port}"
    shown = f"{password}  (shown this once)" if password else f"as {PASSWORD_VARIABLE} has it"
    quoted = password or "…"
    lines = [
        f"Serving {clean(url)}, for reading only and on this machine alone.",
        "",
        f"  address   {address}",
        f"  user      {graph.user}",
        f"  password  {shown}",
        f"  database  {graph.database}, or none",
        "",
        "Neo4j Browser",
        f"  {page}"
        if page
        else f"  Connect to {address}, in a Neo4j Browser that you have; or serve its page along:\n"
        "  graphq serve --browser neo4j-browser-….jar",
        "Python, with pip install neo4j",
        "  from neo4j import GraphDatabase",
        f'  driver = GraphDatabase.driver("{address}", auth=("{graph.user}", "{quoted}"))',
        '  driver.execute_query("MATCH (g:Group) RETURN g.name LIMIT 5").records',
        "graphq, with the password as NEO4J_PASSWORD in the environment or in .env",
        f"  graphq lineage jnim --db {address}",
        "",
        "Press Ctrl-C to stop.",
    ]
    typer.echo("\n".join(lines))
    sys.stdout.flush()


def _wait(graph: Served) -> None:
    """Wait for ever; say when what is served is no longer all that is in the folder."""
    told = False
    while True:
        time.sleep(_LOOK_EVERY)
        if not told and graph.is_outdated():
            print(
                "The folder has been loaded into. What is served is the graph as it was before; "
                "stop and start graphq serve to serve the new one.",
                file=sys.stderr,
                flush=True,
            )
            told = True


@contextlib.contextmanager
def _ended_by_signals() -> Iterator[None]:
    """Let the system's ways to end a process end this one as Ctrl-C does."""

    def end(number: int, frame: Any) -> None:
        raise KeyboardInterrupt

    numbers = [
        number
        for name in ("SIGTERM", "SIGHUP", "SIGBREAK")
        if (number := getattr(signal, name, None)) is not None
        # nohup has it that the end of the terminal is passed over.
        and signal.getsignal(number) != signal.SIG_IGN
    ]
    former = {number: signal.signal(number, end) for number in numbers}
    try:
        yield
    finally:
        for number, handler in former.items():
            signal.signal(number, handler)
