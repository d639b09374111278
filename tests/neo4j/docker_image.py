"""A Docker daemon with the image of ``docker-compose.yml``, for the tests of the container path.

What is proved with it: that testcontainers and ``docker-compose.yml`` really start containers and
that Neo4j answers from inside them. Where the official image is there or can be pulled, it is used.
Where it is not, as on a machine that reaches no image registry, the same path is proved against a
stand-in: an image made here from Debian's Java and Neo4j's own jars, with an entry point of ours
(``entrypoint.sh``) that takes the environment the official image documents. A green test against
the stand-in says nothing about the official image's own entry point.

What always holds: a daemon or image that was there before is left as it was; a daemon started here
is stopped and its data removed; the stand-in carries the label ``graphq.stand-in``; the mirror that
Debian packages come from is read from the machine's own apt sources and written down nowhere.
"""

from __future__ import annotations

import hashlib
import os
import re
import shutil
import subprocess
import tarfile
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.neo4j.provide import IMAGE, STAND_IN_LABEL, docker_client, image_at_hand
from tests.neo4j.releases import LONG_TERM
from tests.neo4j.server import cache_directory, class_path

ENTRYPOINT = Path(__file__).with_name("entrypoint.sh")
SUITE = "bookworm"
# wget: the health check of docker-compose.yml asks with it, as it can in the official image.
PACKAGES = ("openjdk-17-jre-headless", "wget")
# What a server never reads; with the vfs driver every container is a full copy of the image.
LEFT_OUT = (
    "./var/cache/apt/*",
    "./var/lib/apt/lists/*",
    "./usr/share/doc/*",
    "./usr/share/locale/*",
)

MIRROR_LINE = re.compile(
    r"^(?:URIs:\s*|deb\s+(?:\[[^\]]*\]\s+)?)(\S+/debian/?)(?:\s|$)", re.MULTILINE
)

DAEMON_START_SECONDS = 60
DAEMON_STOP_SECONDS = 60
DEBOOTSTRAP_SECONDS = 1200
LOG_LINES = 40


class DockerUnavailable(RuntimeError):
    """The container tests cannot run here; the message says what to install or mend."""


@dataclass(frozen=True)
class DockerForTests:
    """A daemon that answers, and whether its Neo4j image is the stand-in."""

    client: Any
    stand_in: bool


@contextmanager
def docker_for_tests() -> Iterator[DockerForTests]:
    """Yield a daemon that has the image; ``DOCKER_HOST`` names it for the duration."""
    with _daemon() as client, _image(client) as stand_in:
        yield DockerForTests(client, stand_in)


def compose_command() -> list[str]:
    """Return how compose is called here: the plugin if there is one, else the older program."""
    if shutil.which("docker") is not None:
        plugin = subprocess.run(["docker", "compose", "version"], capture_output=True)
        if plugin.returncode == 0:
            return ["docker", "compose"]
    if shutil.which("docker-compose") is not None:
        return ["docker-compose"]
    raise DockerUnavailable(
        "No compose command is here: install Docker's compose plugin or docker-compose."
    )


@contextmanager
def _daemon() -> Iterator[Any]:
    """Yield a client of the daemon that answers already, else of one started here."""
    client = docker_client()
    if client is not None:
        yield client
        return
    if shutil.which("dockerd") is None:
        raise DockerUnavailable(
            "No Docker daemon answers: start one, or run tests/neo4j/install-docker.sh as root."
        )
    if os.geteuid() != 0:
        raise DockerUnavailable("No Docker daemon answers: start one, which only root can do.")
    root = Path(tempfile.mkdtemp(prefix="graphq-docker-"))
    socket = f"unix://{root / 'docker.sock'}"
    log = root / "dockerd.log"
    # vfs is slow and large, but needs nothing from the kernel or the file system beneath.
    command = ["dockerd", "--data-root", str(root / "data"), "--exec-root", str(root / "exec")]
    command += ["--pidfile", str(root / "pid"), "--host", socket, "--storage-driver", "vfs"]
    before = os.environ.get("DOCKER_HOST")
    with log.open("wb") as output:
        process = subprocess.Popen(
            command, stdin=subprocess.DEVNULL, stdout=output, stderr=subprocess.STDOUT
        )
    try:
        # testcontainers and compose both find the daemon by this variable.
        os.environ["DOCKER_HOST"] = socket
        yield _wait_for_daemon(process, log)
    finally:
        if before is None:
            del os.environ["DOCKER_HOST"]
        else:
            os.environ["DOCKER_HOST"] = before
        _end_daemon(process)
        _unmount_below(root)
        shutil.rmtree(root)


def _wait_for_daemon(process: subprocess.Popen[bytes], log: Path) -> Any:
    deadline = time.monotonic() + DAEMON_START_SECONDS
    while (client := docker_client()) is None:
        if process.poll() is not None or time.monotonic() > deadline:
            lines = log.read_text(encoding="utf-8", errors="replace").splitlines()[-LOG_LINES:]
            said = "\n".join(lines)
            raise DockerUnavailable(f"dockerd did not start; mend what its log names:\n{said}")
        time.sleep(0.25)
    return client


def _end_daemon(process: subprocess.Popen[bytes]) -> None:
    process.terminate()
    try:
        process.wait(DAEMON_STOP_SECONDS)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


def _unmount_below(root: Path) -> None:
    """Unmount what the daemon left mounted, deepest first, so that ``root`` can be removed."""
    mounts = Path("/proc/self/mounts").read_text(encoding="utf-8").splitlines()
    left = [line.split()[1] for line in mounts if line.split()[1].startswith(f"{root}/")]
    for mount in sorted(left, key=len, reverse=True):
        subprocess.run(["umount", "--lazy", mount], check=True)


@contextmanager
def _image(client: Any) -> Iterator[bool]:
    """See that the daemon has the image; yield whether it is the stand-in."""
    if image_at_hand(client, IMAGE):
        yield STAND_IN_LABEL in client.images.get(IMAGE).labels
        return
    _import_stand_in(client)
    try:
        yield True
    finally:
        # Left behind under the official name, it would be taken for the official image.
        client.images.remove(IMAGE, force=True)


def _import_stand_in(client: Any) -> None:
    """Make the image out of the root file system, the jars and the entry point."""
    jars = class_path(LONG_TERM)
    root_file_system = _root_file_system()
    with tempfile.TemporaryDirectory(dir=cache_directory(), prefix="image-") as scratch:
        whole = Path(scratch) / "image.tar"
        shutil.copyfile(root_file_system, whole)
        with tarfile.open(whole, "a") as archive:
            # Named by itself: Docker makes a directory that the archive skips, but for root only.
            archive.add(jars, "./var/lib/neo4j", recursive=False, filter=_readable_by_all)
            archive.add(jars, arcname="./var/lib/neo4j/lib", filter=_readable_by_all)
            archive.add(ENTRYPOINT, arcname="./entrypoint.sh", filter=_readable_by_all)
        client.api.import_image(
            src=str(whole),
            repository=IMAGE.partition(":")[0],
            tag=IMAGE.partition(":")[2],
            changes=[
                'ENTRYPOINT ["/entrypoint.sh"]',
                "EXPOSE 7474 7687",
                "VOLUME /data",
                f"LABEL {STAND_IN_LABEL}=true",
            ],
        )
    # A refused import is only told inside the answer's text, so the image itself is asked for.
    client.images.get(IMAGE)


def _readable_by_all(member: tarfile.TarInfo) -> tarfile.TarInfo:
    """Give the file to root and let everybody read it: the server runs as another user."""
    member.uid = member.gid = 0
    member.uname = member.gname = "root"
    executable = member.isdir() or member.name.endswith(".sh")
    member.mode = 0o755 if executable else 0o644
    return member


def _root_file_system() -> Path:
    """Return the tar of a small Debian with Java, made once by debootstrap and then kept."""
    recipe = " ".join((SUITE, *PACKAGES, *LEFT_OUT))
    kept = cache_directory() / f"debian-java-{hashlib.sha256(recipe.encode()).hexdigest()[:12]}.tar"
    if kept.is_file():
        return kept
    if shutil.which("debootstrap") is None or os.geteuid() != 0:
        raise DockerUnavailable(
            f"The image {IMAGE} cannot be pulled, and making a stand-in needs debootstrap and "
            "root: run tests/neo4j/install-docker.sh and the tests as root, or pull the image."
        )
    kept.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=kept.parent, prefix="debian-") as scratch:
        tree = Path(scratch) / "root"
        made = Path(scratch) / "root.tar"
        command = ["debootstrap", "--variant=minbase", f"--include={','.join(PACKAGES)}"]
        _run([*command, SUITE, str(tree), debian_mirror()])
        excluded = [f"--exclude={pattern}" for pattern in LEFT_OUT]
        _run(["tar", "-C", str(tree), "--one-file-system", *excluded, "-cf", str(made), "."])
        made.rename(kept)
    return kept


def debian_mirror(apt: Path = Path("/etc/apt")) -> str:
    """Return the first mirror that this machine's apt sources name."""
    sources = [*sorted((apt / "sources.list.d").glob("*.sources"))]
    sources += [apt / "sources.list", *sorted((apt / "sources.list.d").glob("*.list"))]
    for source in sources:
        text = source.read_text(encoding="utf-8") if source.is_file() else ""
        # deb822 files say 'URIs: MIRROR', the older ones 'deb [options] MIRROR SUITE COMPONENT'.
        named = MIRROR_LINE.search(text)
        if named:
            return named[1]
    raise DockerUnavailable(
        f"No Debian mirror is named under {apt}: add one to sources.list, for debootstrap to use."
    )


def _run(command: list[str]) -> None:
    done = subprocess.run(command, capture_output=True, text=True, timeout=DEBOOTSTRAP_SECONDS)
    if done.returncode != 0:
        said = "\n".join((done.stdout + done.stderr).splitlines()[-LOG_LINES:])
        raise DockerUnavailable(
            f"{command[0]} failed with code {done.returncode}; mend what it names:\n{said}"
        )
