"""What becomes of a folder, the machine and the password while it is served, and afterwards."""

from __future__ import annotations

import hashlib
import os
import shutil
import signal
import socket
import stat
import subprocess
import sys
import urllib.error
import urllib.request
from pathlib import Path

import neo4j
import pytest

from graphq.graph.errors import StoreBusyError, StoreError
from graphq.graph.opening import open_store
from graphq.graph.store import StoreOptions
from graphq.graph.stores.arcadedb.folder import GraphFolder
from graphq.graph.stores.arcadedb.snapshot import take, traces
from tests.cli.run import graphq
from tests.graph.process import HOLD, running
from tests.graph.serve.served import USER, as_at_a_terminal, command, serving, surroundings

PASSWORD = "a pässword of one's own"
ON_LINUX = pytest.mark.skipif(sys.platform != "linux", reason="reads /proc")


@pytest.fixture
def folder(jnim_folder: Path, tmp_path: Path) -> Path:
    """A jnim dossier of the test's own."""
    return Path(shutil.copytree(jnim_folder, tmp_path / "graph"))


@pytest.fixture
def temporary(tmp_path: Path) -> Path:
    """Where temporary files of the test go."""
    (tmp_path / "temporary").mkdir()
    return tmp_path / "temporary"


STATISTICS = "db/statistics.json"
"""The engine's notes to itself, which whoever reads a folder writes anew in another order."""


def contents(folder: Path) -> dict[str, str]:
    """The hash of every file."""
    return {
        str(found.relative_to(folder)): hashlib.sha256(found.read_bytes()).hexdigest()
        for found in sorted(folder.rglob("*"))
        if found.is_file() and str(found.relative_to(folder)) != STATISTICS
    }


def groups(address: str, password: str) -> int:
    with neo4j.GraphDatabase.driver(address, auth=(USER, password)) as driver:
        found = driver.execute_query("MATCH (n:Group) RETURN count(n) AS n").records
    return int(found[0]["n"])


def refused(db: Path, *arguments: str, **more: str) -> tuple[int, str]:
    """Exit code and sentence of a `graphq serve` that does not start."""
    ran = graphq("serve", *arguments, db=db, stdin=None, cwd=None, **more)
    assert ran.out == ""
    return ran.code, ran.err


@pytest.mark.parametrize("by", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_it_ends_well_and_leaves_nothing_behind(
    folder: Path, temporary: Path, by: signal.Signals
) -> None:
    before = contents(folder)
    with serving(folder, temporary) as served:
        (home,) = served.homes
        assert stat.S_IMODE(home.stat().st_mode) == 0o700
        assert groups(served.address, served.password) == 43
        driver = neo4j.GraphDatabase.driver(served.address, auth=(USER, served.password))
        with driver, driver.session() as session:
            # A client that has not gone keeps nobody waiting.
            assert session.run("RETURN 1 AS x").single(strict=True)["x"] == 1
            assert served.end(by) == (0, "Stopped.\n", "")
    assert list(temporary.iterdir()) == []
    assert contents(folder) == before


def test_what_is_printed_is_all_that_one_needs(folder: Path, temporary: Path) -> None:
    with serving(folder, temporary) as served:
        code = served.printed.split("pip install neo4j\n")[1].split("graphq, with")[0]
        script = "\n".join(line.strip() for line in code.splitlines())
        done = subprocess.run(
            [sys.executable, "-c", f"{script}\nprint(driver.execute_query('RETURN 7').records)"],
            capture_output=True,
            text=True,
            check=True,
        )
        assert "=7" in done.stdout
        ran = graphq("status", db=served.address, NEO4J_PASSWORD=served.password)
        assert (ran.code, ran.out.splitlines()[0].split()[:2]) == (0, [served.address, "ArcadeDB"])


def test_two_passwords_are_never_the_same_and_each_serve_of_a_folder_has_its_own(
    folder: Path, temporary: Path
) -> None:
    with serving(folder, temporary) as one, serving(folder, temporary) as other:
        assert one.port != other.port
        assert one.password != other.password
        assert groups(one.address, one.password) == groups(other.address, other.password) == 43
        with pytest.raises(neo4j.exceptions.AuthError):
            groups(one.address, other.password)


def test_a_password_of_ones_own_is_taken_and_shown_nowhere(folder: Path, temporary: Path) -> None:
    with serving(folder, temporary, GRAPHQ_SERVE_PASSWORD=PASSWORD) as served:
        assert "as GRAPHQ_SERVE_PASSWORD has it" in served.printed
        assert PASSWORD not in served.printed
        assert groups(served.address, PASSWORD) == 43


def test_the_password_is_in_no_file(folder: Path, temporary: Path) -> None:
    with serving(folder, temporary) as served:
        assert groups(served.address, served.password) == 43
        secret = served.password.encode()
        files = [found for found in temporary.rglob("*") if found.is_file()]
        assert any(found.name == "server-users.jsonl" for found in files)
        assert [found for found in files if secret in found.read_bytes()] == []


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


@ON_LINUX
def test_only_this_machine_can_connect_and_only_with_the_password(
    folder: Path, temporary: Path
) -> None:
    with serving(folder, temporary) as served:
        found = listening(served.process.pid)
        assert {address for address, _ in found} <= {"127.0.0.1", "::ffff:127.0.0.1"}
        ports = {port for _, port in found}
        assert served.port in ports
        # The engine's own web server cannot be left out, so it has to ask for the password too.
        (web,) = ports - {served.port}
        request = f"http://127.0.0.1:{web}/api/v1/query/neo4j"
        with pytest.raises(urllib.error.HTTPError) as raised:
            urllib.request.urlopen(request, data=b'{"language": "sql", "command": "SELECT 1"}')
        assert raised.value.code in (401, 403)


def test_a_load_goes_on_as_if_nothing_were_served(folder: Path, temporary: Path) -> None:
    with serving(folder, temporary) as served:
        ran = graphq("load", "airports", "--country", "ML", db=folder)
        assert ran.code == 0, ran.err
        with served.store() as store:
            assert store.read("MATCH (r:IngestRun) RETURN count(r) AS n") == [{"n": 1}]
        assert served.process.stderr is not None
        assert "stop and start graphq serve" in served.process.stderr.readline()
        assert served.end()[0] == 0
    with serving(folder, temporary) as served, served.store() as store:
        assert store.read("MATCH (r:IngestRun) RETURN count(r) AS n") == [{"n": 2}]


def test_a_folder_that_is_being_written_to_is_served_as_it_was(
    folder: Path, temporary: Path
) -> None:
    asked = "MATCH (p:Person {id: 'late'}) RETURN count(p) AS n"
    with running(HOLD, folder) as writer:
        with serving(folder, temporary) as served, served.store() as store:
            assert store.read(asked) == [{"n": 0}]
        writer.communicate("go\n")
    with serving(folder, temporary) as served, served.store() as store:
        assert store.read(asked) == [{"n": 1}]


def test_a_copy_that_a_load_came_between_is_taken_anew(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    copied: list[Path] = []
    whole = shutil.copyfile

    def slow(source: Path, target: Path, *, follow_symlinks: bool = True) -> None:
        if not copied and target.parent == tmp_path / "copy":
            copied.append(source)
            with open_store(folder, "write") as store:
                store.write([("CREATE (:Person {id: 'meanwhile'})", {})])
        if target.parent == tmp_path / "copy":
            copied.append(source)
        whole(source, target)

    monkeypatch.setattr(shutil, "copyfile", slow)
    target = tmp_path / "copy"
    as_of = take(GraphFolder(folder), target, StoreOptions())
    assert as_of == traces(GraphFolder(folder))
    names = [found.name for found in copied]
    assert names.count("schema.prev.json") == 2
    assert {found.name for found in target.iterdir()} == set(names)


def test_a_folder_that_is_never_at_rest_is_told_of(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = shutil.copyfile

    def disturbed(source: Path, target: Path, *, follow_symlinks: bool = True) -> None:
        whole(source, target)
        (folder / "db" / "schema.json").touch()

    monkeypatch.setattr(shutil, "copyfile", disturbed)
    with pytest.raises(StoreBusyError, match=r"was not at rest within 0\.5 seconds"):
        take(GraphFolder(folder), tmp_path / "copy", StoreOptions(wait_seconds=0.5))
    assert not (tmp_path / "copy").exists()


def test_where_there_is_no_room_for_a_copy_it_says_so(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(shutil, "disk_usage", lambda _: shutil._ntuple_diskusage(10, 9, 1 << 20))
    with pytest.raises(StoreError, match=r"and only 1 MB are free in .*set TMPDIR\.$"):
        take(GraphFolder(folder), tmp_path / "copy", StoreOptions())


def test_what_a_killed_one_left_behind_goes_with_the_next(folder: Path, temporary: Path) -> None:
    with serving(folder, temporary) as killed:
        (left,) = killed.homes
        killed.process.kill()
        killed.process.wait()
    os.utime(left, (0, 0))
    with serving(folder, temporary) as working, serving(folder, temporary) as served:
        assert left not in served.homes
        assert len(served.homes) == 2
        assert groups(working.address, working.password) == 43


def test_a_port_that_is_taken_is_told_of(folder: Path, temporary: Path) -> None:
    with serving(folder, temporary) as served:
        code, sentence = refused(folder, "--port", str(served.port))
    assert code == 2
    assert sentence.startswith(f"graphq: Port {served.port} is taken, perhaps by a Neo4j")
    assert "--port, or 0 for any free one" in sentence


def test_what_cannot_be_served_is_told_of(folder: Path, tmp_path: Path) -> None:
    other = tmp_path / "other"
    other.mkdir()
    (other / "letter.txt").write_text("Dear …")
    pages = ("--port", "0", "--browser")
    for arguments, environment, wanted in [
        (("--db", "bolt://localhost:7687"), {}, (2, "is a server already")),
        (("--db", str(tmp_path / "none")), {}, (1, "There is no graph in")),
        (("--db", str(other)), {}, (1, "holds other things than a graphq graph")),
        (("--open",), {}, (2, "only with --browser JAR")),
        (("--host", "0.0.0.0"), {}, (2, "No such option")),
        (("--port", "70000"), {}, (2, "Invalid value for '--port'")),
        (("--port", "0"), {"GRAPHQ_SERVE_PASSWORD": "short"}, (2, "shorter than 8 characters")),
        ((*pages, str(tmp_path / "none")), {}, (2, "is not there. --browser takes neo4j")),
        ((*pages, str(other)), {}, (2, "holds no index.html. --browser takes neo4j")),
    ]:
        code, sentence = refused(folder, *arguments, **environment)
        assert (code, wanted[1] in sentence) == (wanted[0], True), sentence


def test_interrupted_while_it_starts_it_leaves_nothing_behind(
    folder: Path, temporary: Path
) -> None:
    with running(HOLD, folder):
        process = subprocess.Popen(
            command(folder),
            env=surroundings(temporary),
            stderr=subprocess.PIPE,
            text=True,
            preexec_fn=as_at_a_terminal,
        )
        assert process.stderr is not None
        assert process.stderr.readline().startswith("Waiting for")
        process.send_signal(signal.SIGINT)
        _, err = process.communicate(timeout=30)
    assert (process.returncode, "interrupted" in err) == (130, True)
    assert list(temporary.iterdir()) == []


def test_the_working_directory_stays_as_it_is(
    folder: Path, temporary: Path, tmp_path: Path
) -> None:
    here = tmp_path / "here"
    here.mkdir()
    with serving(folder, temporary, cwd=here) as served:
        assert groups(served.address, served.password) == 43
    assert list(here.iterdir()) == []
