"""Lets Ctrl-C be heard while the engine works on a question.

What always holds here: Python hears of an interrupt only when the engine has answered, which may
take minutes; so what the main thread asks is asked by another one, and the main thread waits. What
was interrupted is not waited for any more, nor is the database that it works on closed under it.
"""

from __future__ import annotations

import atexit
import os
import signal
import sys
import threading
from collections.abc import Callable
from queue import SimpleQueue
from typing import Any, Final, TypeVar

T = TypeVar("T")
_LOOKING: Final = 0.2
"""Seconds after which an interrupt is heard at the latest."""
_BY_SIGNAL: Final = 128
"""What is added to a signal's number where a process ends by it."""
_Job = tuple[Callable[[], Any], "_Outcome"]


class _Outcome:
    """What became of a job."""

    def __init__(self) -> None:
        self.done = threading.Event()
        self.value: Any = None
        self.error: BaseException | None = None


class Interruptible:
    """Does the main thread's work for it, one job after another."""

    def __init__(self) -> None:
        """The thread is started when it is first needed."""
        self._jobs: SimpleQueue[_Job | None] = SimpleQueue()
        self._thread: threading.Thread | None = None
        self.left_working = False
        """Whether a job was interrupted that still goes on."""

    def do(self, job: Callable[[], T]) -> T:
        """What the job returns. Raises what it raises, and KeyboardInterrupt at once."""
        if threading.current_thread() is not threading.main_thread():
            return job()
        if self._thread is None:
            self._thread = threading.Thread(
                target=_work, args=(self._jobs,), name="graphq question", daemon=True
            )
            self._thread.start()
        outcome = _Outcome()
        self._jobs.put((job, outcome))
        try:
            # Not all systems wake a thread that waits for good when a signal comes.
            while not outcome.done.wait(_LOOKING):
                pass
        except BaseException as error:
            self.left_working = True
            self._leave()
            number = getattr(error, "number", signal.SIGINT)
            atexit.register(_end_at_once, outcome.done, _BY_SIGNAL + number)
            raise
        if outcome.error is not None:
            raise outcome.error
        found: T = outcome.value
        return found

    def close(self) -> None:
        """Let the thread end."""
        if self._thread is not None:
            self._leave()

    def _leave(self) -> None:
        """Let the thread end once its job has; another one does what is asked for next."""
        self._jobs.put(None)
        self._jobs, self._thread = SimpleQueue(), None


def _work(jobs: SimpleQueue[_Job | None]) -> None:
    while (given := jobs.get()) is not None:
        job, outcome = given
        try:
            outcome.value = job()
        except BaseException as error:  # noqa: BLE001 - raised in the main thread
            outcome.error = error
        outcome.done.set()


def _end_at_once(done: threading.Event, code: int) -> None:
    """End the process, unless the job has ended: the engine fails when it is torn down at work."""
    if not done.is_set():
        for stream in (sys.stdout, sys.stderr):
            stream.flush()
        os._exit(code)
