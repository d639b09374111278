"""Progress of a load on a terminal: how much is done, how fast, how long it still takes.

What always holds here: the bar goes to standard error and only to a terminal, so that a log or a
pipe holds sentences alone.
"""

from __future__ import annotations

import contextlib
import sys
from collections.abc import Callable, Iterator


@contextlib.contextmanager
def progress_bar() -> Iterator[Callable[[str, int], Callable[[int], None]]]:
    """Gives a function that begins a stage and returns what to call as its facts are done."""
    if not sys.stderr.isatty():
        yield lambda stage, total: lambda done: None
        return
    from rich.console import Console
    from rich.progress import (
        BarColumn,
        MofNCompleteColumn,
        Progress,
        ProgressColumn,
        Task,
        TextColumn,
        TimeRemainingColumn,
    )
    from rich.text import Text

    class Rate(ProgressColumn):
        """Facts a second."""

        def render(self, task: Task) -> Text:
            """The speed, once there is one."""
            speed = task.finished_speed or task.speed
            return Text(f"{speed:,.0f} facts/s" if speed else "")

    columns = (
        TextColumn("{task.description}", markup=False),
        BarColumn(),
        MofNCompleteColumn(),
        Rate(),
        TimeRemainingColumn(),
    )
    with Progress(*columns, console=Console(stderr=True), transient=True) as progress:

        def begin(stage: str, total: int) -> Callable[[int], None]:
            task = progress.add_task(stage, total=total)
            return lambda done: progress.advance(task, done)

        yield begin
