"""Progress on a terminal: how much is done, how fast, how long it still takes.

What always holds here: the bar goes to standard error and only to a terminal, so that a log or a
pipe holds sentences alone.
"""

from __future__ import annotations

import contextlib
import sys
from collections.abc import Callable, Iterator


@contextlib.contextmanager
def progress_bar(
    of: str = "facts",
) -> Iterator[Callable[[str, int, bool], Callable[[int, int], None]]]:
    """Gives a function that begins a stage and returns what to call as it goes on.

    A stage has a name, how much there is to do (0 where nobody knows), and whether that is bytes of
    a file; it is told how much more is done, and how many rows or facts (what it is `of`) that was.
    """
    if not sys.stderr.isatty():
        yield lambda stage, total, file: lambda done, counted: None
        return
    from rich.console import Console
    from rich.progress import (
        BarColumn,
        Progress,
        ProgressColumn,
        Task,
        TaskProgressColumn,
        TextColumn,
        TimeRemainingColumn,
    )
    from rich.text import Text

    from graphq.graph.letters import visible

    class Counted(ProgressColumn):
        """Rows or facts done, and how many a second."""

        def render(self, task: Task) -> Text:
            """The count, and the speed once there is one."""
            counted, unit = int(task.fields["counted"]), task.fields["unit"]
            if task.total is None:
                return Text()
            told = f"{counted:,} {unit}"
            if task.elapsed and counted:
                told += f", {counted / task.elapsed:,.0f}/s"
            return Text(told)

    columns = (
        TextColumn("{task.description}", markup=False),
        BarColumn(),
        TaskProgressColumn(),
        Counted(),
        TimeRemainingColumn(),
    )
    with Progress(*columns, console=Console(stderr=True), transient=True) as progress:

        def begin(stage: str, total: int, file: bool) -> Callable[[int, int], None]:
            unit = "rows" if file else of
            task = progress.add_task(visible(stage), total=total or None, counted=0, unit=unit)

            def advance(done: int, counted: int) -> None:
                so_far = progress.tasks[progress.task_ids.index(task)].fields["counted"]
                progress.update(task, advance=done, counted=so_far + counted)

            return advance

        yield begin
