"""Commands in processes of their own, with a fault in one of them where a test wants one.

What always holds: a command runs as a person's does, from reading its arguments to the end of the
interpreter, only that Python and graphq were read before: each is a fork of one process that waits
for requests, which saves a third of a second each time. What it prints and leaves lies in files
outside the folder in which faults are met.

    python -m tests.faults.running      the process that waits, for `Commands` alone
"""

from __future__ import annotations

import ctypes
import errno
import importlib
import json
import os
import shutil
import signal
import subprocess
import sys
import time
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Final

ROOT: Final = Path(__file__).parents[2]
KINDS: Final = (
    "create", "write", "sync", "rename", "remove", "mkdir", "link", "copy", "size", "mode", "read",
)  # fmt: skip
"""What can be made to fail, as fault.c calls it."""
PART: Final = 0
KILL: Final = -int(signal.SIGKILL)
STOP: Final = -int(signal.SIGSTOP)
_READ_BEFORE: Final = (
    "graphq.cli.main", "graphq.cli.app", "graphq.cli.load", "graphq.cli.export",
    "graphq.graph.stores.arcadedb.bulk",
    "graphq.graph.stores.arcadedb.store", "graphq.ingest.load", "graphq.ingest.pipeline",
    "graphq.ingest.sources.dossier.dossier", "graphq.opened", "graphq.tell.load",
    "tests.faults.states",
)  # fmt: skip


class NoCompilerError(RuntimeError):
    """There is no C compiler to make the preloaded library with."""


@dataclass(frozen=True, slots=True)
class Fault:
    """The `at`-th call of a kind fails with an error number, or with it all from then on.

    The error PART writes half of what was to be written; KILL and STOP are signals to the process.
    With `at` 0 nothing fails and all calls are noted.
    """

    kind: str
    at: int
    error: int
    lasting: bool = False

    def __str__(self) -> str:
        names = {PART: "half written", KILL: "killed", STOP: "stopped"}
        how = names.get(self.error) or errno.errorcode[self.error]
        return f"{self.kind} {self.at}{' and on' if self.lasting else ''}: {how}"


@dataclass(frozen=True, slots=True)
class Ended:
    """How a command ended: its exit code (-9 when killed), what it printed, the calls noted."""

    code: int
    out: str
    err: str
    noted: list[str]

    def returned(self) -> Any:
        """What a function of the tests returned. Raises AssertionError when it did not."""
        if self.code:
            raise AssertionError(f"It ended with {self.code}: {self.err[-2000:]}")
        return json.loads(self.out)


def compiler() -> str:
    """The C compiler. Raises NoCompilerError where none can be used."""
    found = shutil.which("cc") or shutil.which("gcc")
    if found is None or not sys.platform.startswith("linux"):
        raise NoCompilerError("The tests of faults need Linux and a C compiler.")
    return found


class Running:
    """A command that was started."""

    def __init__(self, commands: Commands, number: int, files: dict[str, Path]) -> None:
        """Use `Commands.start` instead."""
        self._commands, self.number, self._files = commands, number, files

    def send(self, signal_number: int) -> None:
        """Send it a signal, unless it has ended."""
        if self._commands.ask({"wait": self.number, "seconds": 0})["code"] is None:
            os.kill(self.number, signal_number)

    def has_ended(self, seconds: float) -> bool:
        """Whether it ends within so many seconds."""
        code = self._commands.ask({"wait": self.number, "seconds": seconds})["code"]
        return code is not None

    def has_stopped(self, seconds: float) -> bool:
        """Whether it comes to be stopped within so many seconds, and does not end before that."""
        deadline = time.monotonic() + seconds
        status = Path(f"/proc/{self.number}/stat")
        while time.monotonic() < deadline and not self.has_ended(0):
            if status.read_text(encoding="utf-8").rpartition(")")[2].split()[0] == "T":
                return True
            time.sleep(0.01)
        return False

    def wait(self, seconds: float = 60) -> Ended:
        """Wait for its end. Raises TimeoutError, with the process killed."""
        code = self._commands.ask({"wait": self.number, "seconds": seconds})["code"]
        if code is None:
            os.kill(self.number, signal.SIGKILL)
            self._commands.ask({"wait": self.number, "seconds": 10})
            raise TimeoutError(f"A command had not ended after {seconds} seconds")
        printed = {
            name: path.read_text(encoding="utf-8", errors="replace")
            for name, path in self._files.items()
        }
        noted = printed["notes"].splitlines()
        for path in self._files.values():
            path.unlink()
        return Ended(code, printed["out"], printed["err"], noted)


class Commands:
    """Starts commands in a folder of its own for each test."""

    def __init__(self, place: Path) -> None:
        """Files of what is printed go to the place."""
        self._place, self._count = place, 0
        place.mkdir(parents=True, exist_ok=True)
        made, source = place.resolve() / "fault.so", Path(__file__).with_name("fault.c")
        subprocess.run([compiler(), "-shared", "-fPIC", "-o", made, source, "-ldl"], check=True)
        self._process = subprocess.Popen(
            [sys.executable, "-m", "tests.faults.running"],
            cwd=ROOT,
            env={**os.environ, "LD_PRELOAD": str(made)},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )

    def close(self) -> None:
        """End the process that waits."""
        assert self._process.stdin is not None
        self._process.stdin.close()
        self._process.wait()

    def ask(self, request: dict[str, Any]) -> Any:
        """Send the waiting process a request, and return what it answers."""
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.write(f"{json.dumps(request)}\n")
        self._process.stdin.flush()
        return json.loads(self._process.stdout.readline())

    def start(
        self,
        where: Path,
        *arguments: str,
        fault: Fault | None = None,
        function: str = "",
        surroundings: dict[str, str] | None = None,
    ) -> Running:
        """Start graphq with the arguments in the folder, which has `tmp` and `home` in it.

        The fault is met under the folder alone. `function` names one of the tests' own to call
        with the arguments instead, as `module:name`; it prints what it returns as JSON.
        """
        self._count += 1
        files = {name: self._place / f"{self._count}.{name}" for name in ("out", "err", "notes")}
        for name in ("tmp", "home"):
            (where / name).mkdir(parents=True, exist_ok=True)
        told = {"TMPDIR": str(where / "tmp"), "HOME": str(where / "home"), **(surroundings or {})}
        request = {
            "arguments": list(arguments),
            "where": str(where.resolve()),
            "function": function,
            "fault": fault and asdict(fault),
            "surroundings": told,
            "files": {name: str(path) for name, path in files.items()},
        }
        return Running(self, self.ask(request)["number"], files)

    def run(
        self,
        where: Path,
        *arguments: str,
        fault: Fault | None = None,
        seconds: float = 60,
        surroundings: dict[str, str] | None = None,
    ) -> Ended:
        """Run graphq with the arguments to its end. Raises TimeoutError."""
        started = self.start(where, *arguments, fault=fault, surroundings=surroundings)
        return started.wait(seconds)

    def call(self, where: Path, function: str, *arguments: str, seconds: float = 60) -> Any:
        """What a function of the tests returns in a process of its own."""
        return self.start(where, *arguments, function=function).wait(seconds).returned()


def _begin(request: dict[str, Any]) -> None:
    """Become the command that was asked for, and end with it."""
    for number, name in enumerate(("", "out", "err")):
        path = request["files"][name] if name else os.devnull
        opened = os.open(path, os.O_RDWR | os.O_CREAT | os.O_APPEND, 0o644)
        os.dup2(opened, number)
        os.close(opened)
    notes = os.open(request["files"]["notes"], os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o644)
    os.chdir(request["where"])
    del os.environ["LD_PRELOAD"]
    os.environ.update(request["surroundings"])
    if fault := request["fault"]:
        ctypes.CDLL(None).fault_tell(
            fault["kind"].encode(),
            ctypes.c_long(fault["at"]),
            fault["error"],
            int(fault["lasting"]),
            request["where"].encode(),
            notes,
        )
    if request["function"]:
        module, name = request["function"].split(":")
        print(json.dumps(getattr(importlib.import_module(module), name)(*request["arguments"])))
        return
    from graphq.cli.main import main

    sys.argv = ["graphq", *request["arguments"]]
    main()


def _waited(number: int, seconds: float, codes: dict[int, int]) -> int | None:
    """The exit code of a child, or None if it has not ended within so many seconds."""
    deadline = time.monotonic() + seconds
    while number not in codes:
        ended, status = os.waitpid(number, os.WNOHANG)
        if ended:
            codes[number] = os.waitstatus_to_exitcode(status)
        elif time.monotonic() > deadline:
            return None
        else:
            time.sleep(0.005)
    return codes[number]


def _asked() -> dict[str, Any] | None:
    """Answer requests until there are no more; in a child that is to run a command, its request."""
    codes: dict[int, int] = {}
    # Not sys.stdin and sys.stdout, which the child will have for itself.
    with os.fdopen(os.dup(0)) as asked, os.fdopen(os.dup(1), "w") as answering:
        while line := asked.readline():
            request: dict[str, Any] = json.loads(line)
            if "wait" in request:
                answer: Any = {"code": _waited(request["wait"], request["seconds"], codes)}
            else:
                number = os.fork()
                if not number:
                    return request
                answer = {"number": number}
            answering.write(f"{json.dumps(answer)}\n")
            answering.flush()
    return None


if __name__ == "__main__":
    for known in _READ_BEFORE:
        importlib.import_module(known)
    if command := _asked():
        _begin(command)
