"""The process that a command runs in: its streams, its signals, its limits.

What always holds here: what cannot be printed is a failure that is told (a reader that has gone is
none); what cannot be told on standard error holds nothing up. A stream that was closed is no other
file's place. The system's ways to end a process end it as Ctrl-C does, so that everything is put
away; who has said nohup is not ended by the end of the terminal.
"""

from __future__ import annotations

import contextlib
import io
import os
import signal
import sys
from collections.abc import Callable, Iterator
from typing import Any, Final, TextIO

from graphq.document.console import prepare_streams
from graphq.graph.errors import GraphqError, UsageError

COMPLETION_VARIABLE: Final = "_GRAPHQ_COMPLETE"
"""What is in the environment where a shell completes a command."""

_ENDING: Final = ("SIGTERM", "SIGHUP", "SIGBREAK")
"""The signals by which a process is told to end, besides that of Ctrl-C; no system has all."""

_SIZES: Final = ("COLUMNS", "LINES")
_LEAST_WIDE, _MOST_WIDE = 20, 1000

_FILES: Final = 1024
"""How many files a process is to be allowed to have open; a graph in a folder takes 200."""


class OutputError(GraphqError):
    """What was to be printed cannot be."""


class Ended(KeyboardInterrupt):
    """The system has told the process to end, by the signal of that number."""

    def __init__(self, number: int) -> None:
        """Keep the number."""
        super().__init__()
        self.number = number


class Interrupted(Exception):
    """Ctrl-C was pressed, or the system told the process to end.

    An exception of our own, since typer ends quietly on its own one.
    """

    def __init__(self, interrupt: KeyboardInterrupt) -> None:
        """Take what was raised."""
        super().__init__()
        self.interrupt = interrupt


class ReaderGoneError(Exception):
    """The reader of a pipe has gone. An exception of our own, since typer ends with a failure."""


def prepare() -> None:
    """Make of the surroundings what every command can rely on."""
    _fill_places()
    prepare_streams()
    sys.stdout = _Output.over(sys.stdout)
    sys.stderr = _Messages.over(sys.stderr)
    if sys.stdin is None:
        sys.stdin = open(0, encoding="utf-8", closefd=False)  # noqa: SIM115 - for the whole run
    elif isinstance(sys.stdin, io.TextIOWrapper) and not sys.stdin.isatty():
        sys.stdin.reconfigure(encoding="utf-8")
    _mend_sizes()
    _allow_files()


def check_directory() -> None:
    """Raise UsageError when the working directory has been taken away."""
    try:
        os.getcwd()
    except OSError as error:
        raise UsageError(
            f"The working directory cannot be used ({error.strerror}). Change to another one: cd"
        ) from error


def end_output() -> None:
    """Write out what is still held back, and see to it that nothing more is tried after that."""
    try:
        sys.stdout.flush()
    except (OutputError, OSError, ValueError):
        divert(sys.stdout)


def divert(stream: TextIO) -> None:
    """Let what is still to be printed go nowhere."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, stream.fileno())
    os.close(nowhere)


@contextlib.contextmanager
def ended_by_signals() -> Iterator[None]:
    """Have the system's ways to end a process raise `Ended`, once."""
    numbers = [number for number in _ending() if signal.getsignal(number) != signal.SIG_IGN]

    def end(number: int, frame: Any) -> None:
        # While everything is put away it is not to be ended a second time.
        for other in numbers:
            signal.signal(other, signal.SIG_IGN)
        raise Ended(number)

    former = {number: signal.signal(number, end) for number in numbers}
    try:
        yield
    finally:
        for number, handler in former.items():
            signal.signal(number, handler)


@contextlib.contextmanager
def uninterrupted() -> Iterator[None]:
    """Let what is begun be written whole; it is little, and to end it would leave half of it."""
    numbers = [
        number
        for name in ("SIGINT", *_ENDING)
        if (number := getattr(signal, name, None)) is not None
    ]
    former = {number: signal.signal(number, signal.SIG_IGN) for number in numbers}
    try:
        yield
    finally:
        for number, handler in former.items():
            signal.signal(number, handler)


def _ending() -> list[signal.Signals]:
    """The signals by which this system tells a process to end."""
    return [signal.Signals[name] for name in _ENDING if hasattr(signal, name)]


def _fill_places() -> None:
    """Put something in the place of a stream that was closed, or the next file would have it.

    It can be read, and has nothing; it cannot be written to.
    """
    for number in (0, 1, 2):
        try:
            os.fstat(number)
        except OSError:
            os.open(os.devnull, os.O_RDONLY)


class _Stream(io.TextIOWrapper):
    """A stream of text that knows what to do when it cannot be written to."""

    PLACE: int

    @classmethod
    def over(cls, stream: TextIO | None) -> TextIO:
        """One that takes the place of the stream; what a test or a program has put there stays."""
        if stream is None:
            return cls(open(cls.PLACE, "wb", closefd=False), "utf-8", "backslashreplace")
        if not isinstance(stream, io.TextIOWrapper):
            return stream
        return cls(
            stream.buffer,
            stream.encoding,
            stream.errors,
            line_buffering=stream.line_buffering,
            write_through=stream.write_through,
        )

    def write(self, text: str, /) -> int:
        """Write the text."""
        self._tried(lambda: super(_Stream, self).write(text))
        return len(text)

    def flush(self) -> None:
        """Write out what is held back."""
        self._tried(super().flush)

    def _tried(self, once: Callable[[], object]) -> None:
        raise NotImplementedError


class _Output(_Stream):
    """Standard output: what it does not take is told, but for a reader that has gone."""

    PLACE = 1

    def _tried(self, once: Callable[[], object]) -> None:
        try:
            once()
        except BrokenPipeError:
            raise
        except OSError as error:
            raise OutputError(
                f"What there was to print could not be printed ({error.strerror}). What the "
                "command had done by then is kept. Let it print to another place, and ask again."
            ) from error


class _Messages(_Stream):
    """Standard error: what it does not take goes nowhere, and the command goes on."""

    PLACE = 2

    def _tried(self, once: Callable[[], object]) -> None:
        try:
            once()
        except OSError:
            divert(self)


def _mend_sizes() -> None:
    """Have the size of a terminal, where the environment says one, be such as one can have."""
    for name in _SIZES:
        given = os.environ.get(name)
        if given is None:
            continue
        number = given.isascii() and given.isdigit() and int(given[:9])
        if number:
            os.environ[name] = str(min(max(number, _LEAST_WIDE), _MOST_WIDE))
        else:
            del os.environ[name]


def _allow_files() -> None:
    """Let the process have as many files open as a graph takes, where it may allow itself that."""
    try:
        import resource
    except ImportError:
        return  # Windows
    now, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = _FILES if most == resource.RLIM_INFINITY else min(_FILES, most)
    if now != resource.RLIM_INFINITY and now < wanted:
        with contextlib.suppress(OSError, ValueError):
            resource.setrlimit(resource.RLIMIT_NOFILE, (wanted, most))
