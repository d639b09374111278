"""A folder served as an analyst serves it: `graphq serve` as a process of its own, until Ctrl-C.

What always holds here: its temporary files are under a folder of the test's own, and at the end the
process has ended by itself, with exit code 0 and nothing said on standard error unless asked for.
"""

from __future__ import annotations

import os
import re
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from graphq.graph.opening import open_store
from graphq.graph.store import Store, StoreOptions

ROOT = Path(__file__).parents[3]
END_SECONDS = 30
USER = "neo4j"


@dataclass(frozen=True)
class Serving:
    """A `graphq serve` that has said how to connect."""

    process: subprocess.Popen[str]
    printed: str
    temporary: Path

    @property
    def port(self) -> int:
        """The port of Bolt."""
        return int(self._found(r"address +bolt://localhost:(\d+)"))

    @property
    def address(self) -> str:
        """The address of Bolt."""
        return f"bolt://localhost:{self.port}"

    @property
    def password(self) -> str:
        """The password that was made up and shown."""
        return self._found(r"password +(\S+)  \(shown this once\)")

    @property
    def page(self) -> str:
        """The link to Neo4j Browser."""
        return self._found(r"(http://localhost:\S+)")

    @property
    def homes(self) -> list[Path]:
        """The private places of this server, and of others that were killed."""
        return sorted(self.temporary.glob("graphq-serve-*"))

    def _found(self, pattern: str) -> str:
        found = re.search(pattern, self.printed)
        assert found, self.printed
        return found[1]

    def store(self, **more: str) -> Store:
        """The graph as graphq opens it on a server."""
        given = {"NEO4J_USER": USER, "NEO4J_PASSWORD": self.password} | more
        return open_store(self.address, "read", StoreOptions(credentials=given, wait_seconds=30))

    def end(self, by: signal.Signals = signal.SIGINT) -> tuple[int, str, str]:
        """Send the signal; exit code, what else was printed, and what was said of failures."""
        self.process.send_signal(by)
        out, err = self.process.communicate(timeout=END_SECONDS)
        return self.process.returncode, out, err


def command(folder: Path | str, *arguments: str) -> list[str]:
    """The command line, on any free port unless the arguments name one."""
    port = [] if "--port" in arguments else ["--port", "0"]
    return [
        sys.executable,
        "-m",
        "graphq.cli.main",
        "serve",
        "--db",
        str(folder),
        *port,
        *arguments,
    ]


def surroundings(temporary: Path, **more: str) -> dict[str, str]:
    """No other graph and no other password, and temporary files where they can be seen."""
    known = {
        key: value
        for key, value in os.environ.items()
        if not key.startswith(("GRAPHQ_", "NEO4J_", "ARCADEDB_"))
    }
    return known | {"PYTHONPATH": str(ROOT), "TMPDIR": str(temporary), "GRAPHQ_WAIT": "20"} | more


def as_at_a_terminal() -> None:
    """Take signals as usual; whoever runs the tests in the background may have had some ignored."""
    for by in (signal.SIGINT, signal.SIGHUP):
        signal.signal(by, signal.SIG_DFL)


@contextmanager
def serving(
    folder: Path, temporary: Path, *arguments: str, cwd: Path | None = None, **more: str
) -> Iterator[Serving]:
    """Serve the folder; what the test has not ended itself is ended with Ctrl-C."""
    process = subprocess.Popen(
        command(folder, *arguments),
        env=surroundings(temporary, **more),
        cwd=cwd or temporary,
        preexec_fn=as_at_a_terminal,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        encoding="utf-8",
    )
    assert process.stdout is not None
    assert process.stderr is not None
    try:
        printed = []
        for line in process.stdout:
            printed.append(line)
            if line.startswith("Press Ctrl-C"):
                break
        else:
            raise AssertionError(f"It did not start: {process.stderr.read()}")
        served = Serving(process, "".join(printed), temporary)
        yield served
        if process.poll() is None:
            code, _, err = served.end()
            assert (code, err) == (0, ""), f"{code}: {err}"
    finally:
        if process.poll() is None:
            process.kill()
        process.communicate()


def listening(process: int) -> set[tuple[str, int]]:
    """The addresses that a process listens on."""
    sockets = {
        os.readlink(found)
        for found in Path(f"/proc/{process}/fd").iterdir()
        if os.path.islink(found)
    }
    found = set()
    for table, family in (("tcp", socket.AF_INET), ("tcp6", socket.AF_INET6)):
        for line in Path(f"/proc/{process}/net/{table}").read_text().splitlines()[1:]:
            _, local, _, state, *_, inode = line.split()[:10]
            if state == "0A" and f"socket:[{inode}]" in sockets:
                packed, port = local.split(":")
                words = bytes.fromhex(packed)
                turned = b"".join(words[at : at + 4][::-1] for at in range(0, len(words), 4))
                found.add((socket.inet_ntop(family, turned), int(port, 16)))
    return found


def children(process: int) -> list[int]:
    """The processes that a process has started."""
    listed = Path(f"/proc/{process}/task").glob("*/children")
    return [int(child) for found in listed for child in found.read_text().split()]
