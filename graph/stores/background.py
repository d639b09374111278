"""One thread that does what it is given, in order, while the caller prepares what comes next.

What always holds here: no more than so many jobs wait, so that memory stays bounded; a job that
fails ends the work, and its error is raised in the caller, at the next call or at the end; the
thread has ended before `finish` or `stop` returns, even when the caller is interrupted in between.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from queue import Queue
from typing import Final

Job = Callable[[], None]

WAITING: Final = 24
"""How many jobs may wait, unless it is said otherwise: enough to be done while the next rows are
made."""


class Background:
    """A thread of its own for one store, from the first job to `finish` or `stop`."""

    def __init__(self, name: str, waiting: int = WAITING) -> None:
        """Start the thread; the name is what a debugger shows."""
        self._queue: Queue[Job | None] = Queue(waiting)
        self._error: BaseException | None = None
        self._stopping = threading.Event()
        self._ended = False
        # A process that is told to end does not wait for a thread of this kind.
        self._thread = threading.Thread(target=self._run, name=name, daemon=True)
        self._thread.start()

    @property
    def stopping(self) -> bool:
        """Whether what is still waiting is to be dropped; a long job may look, and end early."""
        return self._stopping.is_set()

    def wait(self, seconds: float) -> None:
        """Sleep in a job, but no longer than until `stop` is called."""
        self._stopping.wait(seconds)

    def give(self, job: Job) -> None:
        """Queue a job, waiting while the queue is full. Raises the error of an earlier job."""
        self.check()
        self._queue.put(job)

    def check(self) -> None:
        """Raise the error of an earlier job, or RuntimeError when no job can be given any more."""
        self._raise_error()
        if self._ended:
            raise RuntimeError("a job was given to a background thread that has ended")

    def drain(self) -> None:
        """Wait until everything given so far is done. Raises the error of the job that failed."""
        self._queue.join()
        self._raise_error()

    def finish(self) -> None:
        """Wait until everything given is done. Raises the error of the job that failed."""
        try:
            self._queue.put(None)
            self._ended = True
            self._thread.join()
        except BaseException:
            self.stop()
            raise
        self._raise_error()

    def stop(self) -> None:
        """Drop what waits, and return when the job in hand is done; errors are not raised."""
        self._stopping.set()
        interrupted: BaseException | None = None
        while self._thread.is_alive():
            try:
                if not self._ended:
                    # The thread empties the queue by itself, so there will be room.
                    self._queue.put(None)
                    self._ended = True
                self._thread.join()
            except KeyboardInterrupt as error:
                # What the thread works on must not be taken from under it.
                interrupted = error
        self._ended = True
        if interrupted is not None:
            raise interrupted

    def _raise_error(self) -> None:
        if self._error is not None:
            raise self._error

    def _run(self) -> None:
        while (job := self._queue.get()) is not None:
            if self._error is None and not self._stopping.is_set():
                try:
                    job()
                except BaseException as error:  # noqa: BLE001 - raised in the caller's thread
                    self._error = error
            self._queue.task_done()
        self._queue.task_done()
