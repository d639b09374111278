"""`graphq mcp`: the saved questions as tools of an assistant, over the Model Context Protocol.

What always holds here: standard output carries the protocol and nothing else.
"""

from __future__ import annotations

import contextlib
import os
import signal
import sys
from collections.abc import Iterator
from typing import Annotated, Any

import typer

from graphq.cli.opening import open_graph, place_of
from graphq.cli.options import Database
from graphq.cypher.ask.catalog import questions
from graphq.document.console import say
from graphq.graph.errors import StoreError, UsageError
from graphq.graph.extras import how_to_install
from graphq.surroundings import environment


def mcp(
    rows: Annotated[
        int, typer.Option("--rows", min=1, max=1000, help="How many rows an answer has at most.")
    ] = 50,
    timeout: Annotated[
        float,
        typer.Option(
            "--timeout", metavar="SECONDS", min=0, help="How long one answer may take; 0: no limit."
        ),
    ] = 60,
    db: Database = None,
) -> None:
    """Serve the saved questions to an assistant, over the Model Context Protocol.

    An assistant's program starts this command itself and speaks to it over standard input and
    output: name it there as the command "graphq" with the arguments "mcp", "--db" and your graph.
    Each saved question is a tool; none writes, and there is no other way to read. Answers carry
    their sources, and at most --rows rows.

    Example: graphq mcp --db ~/sahel --rows 30
    """
    try:
        import anyio
        from mcp.server.stdio import stdio_server
    except ImportError as error:
        raise UsageError(
            "graphq mcp needs the Model Context Protocol's library, which is not installed here: "
            f"{how_to_install('mcp')}."
        ) from error
    place = place_of(db, environment())
    say(
        f"graphq: serving {len(questions())} questions of {place} over standard input and "
        "output, for reading only.",
        aside=True,
    )
    if sys.stdin.isatty():
        say(
            "This is for an assistant's program to start, which then speaks to it. Press Ctrl-D or "
            "Ctrl-C to stop.",
            aside=True,
        )
    from graphq.mcp.server import make_server

    server = make_server(lambda: open_graph(place, seconds=timeout), rows)

    async def run() -> None:
        async with stdio_server() as (incoming, outgoing):
            await server.run(incoming, outgoing, server.create_initialization_options())

    failed: ExceptionGroup[OSError] | None = None
    with _ended_by_signals():
        try:
            anyio.run(run)
        except* BrokenPipeError:
            say("Stopped: the assistant's program has gone.", aside=True)
        except* OSError as errors:
            failed = errors
    if failed:
        raise StoreError(f"What the assistant's program is told cannot be written: {failed}.")


@contextlib.contextmanager
def _ended_by_signals() -> Iterator[None]:
    """Let Ctrl-C and the system's way to end a process end this one, which is no failure.

    It ends at once: a thread that waits for a line of standard input cannot be called off. Nothing
    is open for writing.
    """

    def end(number: int, frame: Any) -> None:
        say("Stopped.", aside=True)
        os._exit(0)

    numbers = [
        number
        for name in ("SIGINT", "SIGTERM", "SIGHUP")
        if (number := getattr(signal, name, None)) is not None
        and signal.getsignal(number) != signal.SIG_IGN
    ]
    former = {number: signal.signal(number, end) for number in numbers}
    try:
        yield
    finally:
        for number, handler in former.items():
            signal.signal(number, handler)
