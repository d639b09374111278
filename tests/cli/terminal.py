"""Runs the command at a terminal of its own, and answers what it asks."""

from __future__ import annotations

import os
import pty
import select
import signal
import sys
import time
from collections.abc import Sequence
from pathlib import Path

from tests.cli.run import ROOT

INTERRUPT, END = "\x03", "\x04"
_PATIENCE = 60.0
"""Seconds without a sign of life, after which a run is given up."""


def at_terminal(
    arguments: Sequence[str], answers: Sequence[tuple[str, str]], db: Path | None
) -> tuple[int, str]:
    """The exit code, and what was on the screen.

    Each answer is typed once what is before it stands at the end of the screen. `db` is the graph,
    where the environment names one.
    """
    process, screen = pty.fork()
    if process == 0:
        # A run in the background has its interrupts switched off; a person's terminal has not.
        signal.signal(signal.SIGINT, signal.SIG_DFL)
        kept = {key: text for key, text in os.environ.items() if not key.startswith("GRAPHQ_")}
        own = {"PYTHONPATH": str(ROOT), "COLUMNS": "100", "NO_COLOR": "1"}
        own |= {"GRAPHQ_DB": str(db)} if db else {}
        os.execve(
            sys.executable,
            [sys.executable, "-m", "graphq.cli.main", *arguments],
            {**kept, **own, "TERM": "dumb", "PYTHONIOENCODING": "utf-8"},
        )
    shown, left = b"", list(answers)
    last = time.monotonic()
    while time.monotonic() - last < _PATIENCE:
        if not select.select([screen], [], [], 1)[0]:
            continue
        try:
            some = os.read(screen, 1 << 16)
        except OSError:
            break
        if not some:
            break
        shown, last = shown + some, time.monotonic()
        while left and shown.endswith(left[0][0].encode()):
            # A hand is slower than a program: an interrupt before it waits for a key is lost.
            time.sleep(0.1)
            os.write(screen, left.pop(0)[1].encode())
            break
    os.close(screen)
    code = os.waitstatus_to_exitcode(os.waitpid(process, 0)[1])
    text = shown.decode("utf-8", "replace").replace("\r\n", "\n")
    assert not left, f"never asked: {left[0][0]!r}\n{text}"
    return code, text
