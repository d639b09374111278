"""The bytes of a file as people have it: plain, packed, or piped in, unpacked as they are read.

What always holds here: what a file is, its first bytes say and not its name. Nothing is unpacked
into memory or into a place that an archive names, and what cannot be unpacked whole, or grows
beyond reason while it is, ends in a sentence.
"""

from __future__ import annotations

import gzip
import hashlib
import io
import lzma
import re
import shutil
import sys
import tempfile
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path, PurePosixPath
from typing import IO, Final

from graphq.graph.errors import UsageError
from graphq.graph.outputs import unfinished

STANDARD_INPUT: Final = "-"
_CHUNK: Final = 1 << 20
_LARGEST: Final = 20 * 10**9
"""Bytes; the largest table of events that is published holds well under a hundredth of it."""
_GROWTH: Final = 1000
_GROWTH_FROM: Final = 100 * 10**6
"""A text does not pack a thousand times smaller; looked at from so many bytes on."""
_GZIP: Final = b"\x1f\x8b"
_ZIP: Final = (b"PK\x03\x04", b"PK\x05\x06")
_DATA_SUFFIXES: Final = frozenset({".csv", ".tsv", ".tab", ".txt", ".xml", ".xlsx"})
_BESIDE: Final = re.compile(r"read[-_ ]?me|licen[cs]e|changelog", re.IGNORECASE)
_PAPERS: Final = frozenset({".pdf", ".doc", ".docx", ".md", ".rtf", ".html", ".htm"})
_Stream = IO[bytes] | gzip.GzipFile


class Container:
    """A file as given. `content` reads what is in it, as often as it is asked for."""

    def __init__(self, what: str) -> None:
        """Find the file and what it is packed in; see `InputFile.open` for `what` and errors."""
        self._kept = ExitStack()
        self._source: IO[bytes] | None = None
        self._member: zipfile.ZipInfo | None = None
        self.workbook = False
        try:
            self._find(what)
        except BaseException:
            self._kept.close()
            raise

    def _find(self, what: str) -> None:
        path, chosen = _split(what)
        self._chosen = chosen is not None
        self.name = path.name if chosen is None else f"{path.name}!{chosen}"
        if what == STANDARD_INPUT:
            self.name = "standard input"
            if sys.stdin is None or sys.stdin.isatty():
                raise UsageError(
                    "'-' stands for standard input, and nothing is piped into it. Pipe a file "
                    "into the command, or name a file instead of '-'."
                )
            self._path = self._spooled(sys.stdin.buffer)
        else:
            self._path = self._checked(path, what)
        self._given = self._path
        with self._told(what), self._path.open("rb") as file:
            start = file.read(len(_ZIP[0]))
        self._gzip = start.startswith(_GZIP)
        if start in _ZIP:
            self._look_into_zip(chosen)
        elif chosen is not None:
            raise UsageError(
                f"'{path}' is no zip archive, so '{chosen}' cannot be taken out of it."
            )
        if self._gzip or self._member:
            self._look_below()

    def _checked(self, path: Path, what: str) -> Path:
        with self._told(what):
            if path.is_dir():
                raise UsageError(f"'{path}' is a folder. Name one file in it.")
            with path.open("rb") as file:
                # A pipe such as <(command) is there once only, so it is kept.
                return path if path.is_file() else self._spooled(file)

    @contextmanager
    def _told(self, what: str) -> Iterator[None]:
        """Errors of the system, in a sentence."""
        try:
            yield
        except FileNotFoundError:
            raise UsageError(
                f"There is no file '{what}'. Check the spelling and the folder."
            ) from None
        except PermissionError:
            raise UsageError(
                f"The file '{what}' may not be read by you. Ask its owner for leave to read it."
            ) from None
        except (OSError, ValueError) as error:
            raise UsageError(f"The file '{what}' cannot be read: {error}.") from error

    def _spooled(self, stream: IO[bytes]) -> Path:
        try:
            # What a killed load has left there goes with the next one.
            path = self._kept.enter_context(unfinished(Path(tempfile.gettempdir()))) / "spooled"
            with path.open("wb") as kept:
                shutil.copyfileobj(stream, kept, _CHUNK)
        except OSError as error:
            raise UsageError(
                f"{self._called} could not be kept on the disk while it is read: {error}. Make "
                "room where temporary files go, or set TMPDIR to a folder with more."
            ) from error
        return path

    @property
    def _called(self) -> str:
        return "Standard input" if self.name == "standard input" else f"The file '{self.name}'"

    def _look_into_zip(self, chosen: str | None) -> None:
        try:
            with zipfile.ZipFile(self._path) as archive:
                members = archive.infolist()
        except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError) as error:
            raise self._broken(error) from error
        for member in members:
            self._refuse_growth(member.file_size, member.compress_size)
        names = {member.filename for member in members}
        if "xl/workbook.xml" in names and chosen is None:
            self.workbook = True
            return
        if "[Content_Types].xml" in names or names >= {"mimetype", "content.xml"}:
            raise UsageError(
                f"{self._called} is an office document that graphq does not read. Save the table "
                "as .xlsx or .csv."
            )
        self._member = self._one_of(members, chosen)
        if self._member.flag_bits & 1:
            raise UsageError(
                f"{self._called} is locked with a password. Unpack it and name the file in it."
            )

    def _one_of(self, members: list[zipfile.ZipInfo], chosen: str | None) -> zipfile.ZipInfo:
        named = (member for member in members if member.filename.rstrip("/"))
        files = {member.filename: member for member in named if not member.is_dir()}
        if chosen in files:
            return files[chosen]
        paths = {name: PurePosixPath(name) for name in files}
        held = [
            name
            for name, path in paths.items()
            if path.parts[:1] != ("__MACOSX",) and not path.name.startswith(".")
            if path.suffix.lower() not in _PAPERS and not _BESIDE.match(path.name)
        ]
        tables = [name for name in held if paths[name].suffix.lower() in _DATA_SUFFIXES] or held
        if chosen is None and len(tables) == 1:
            return files[tables[0]]
        listed = ", ".join(tables or paths) or "nothing"
        if chosen is not None:
            raise UsageError(f"There is no '{chosen}' in the archive. It holds: {listed}.")
        if not tables:
            raise UsageError(f"{self._called} is an archive without a table. It holds: {listed}.")
        raise UsageError(
            f"{self._called} is an archive of several files: {listed}. Say which one is meant, as "
            f"in '{self.name}!{tables[0]}'."
        )

    def _look_below(self) -> None:
        """See whether what was packed is packed itself, as a workbook in a zip archive is."""
        with self.content(counted=False) as content:
            start = content.peek(len(_ZIP[0]))[: len(_ZIP[0])]
            if start in _ZIP:
                self._path = self._spooled(content)
                self._gzip, self._member = False, None
                self._look_into_zip(None)
        if start.startswith(_GZIP) or (start in _ZIP and not self.workbook):
            raise UsageError(f"{self._called} is packed twice. Unpack it once, and try again.")

    def content(self, *, counted: bool = True) -> io.BufferedReader:
        """The content from its start, unpacked; a workbook as it is. Close it after use.

        `counted`: `position` follows this reading from now on, and no earlier one.
        Reading raises UsageError where the file is cut off, damaged, or grows beyond reason.
        """
        with ExitStack() as opened:
            with self._told(self.name):
                source: IO[bytes] = opened.enter_context(self._path.open("rb"))
            stream: _Stream = source
            if counted:
                self._source = source
            try:
                if self._gzip:
                    stream = opened.enter_context(gzip.GzipFile(fileobj=source))
                elif self._member:
                    archive = opened.enter_context(zipfile.ZipFile(source))
                    stream = opened.enter_context(archive.open(self._member))
            except (zipfile.BadZipFile, OSError, NotImplementedError, RuntimeError) as error:
                raise self._broken(error) from error
            return io.BufferedReader(_Guarded(self, stream, source, opened.pop_all()), _CHUNK)

    def fingerprint(self) -> str:
        """SHA-256 of the file as given, in hexadecimal; of the member's content if one was named.

        Raises UsageError if it can no longer be read.
        """
        made = hashlib.sha256()
        with self._told(self.name), self._as_given() as stream:
            while chunk := stream.read(_CHUNK):
                made.update(chunk)
        return made.hexdigest()

    def _as_given(self) -> IO[bytes]:
        return self.content(counted=False) if self._chosen else self._given.open("rb")

    def size(self) -> int:
        """Bytes to read, as packed: of the file, or of the member of an archive."""
        return self._member.compress_size if self._member else self._path.stat().st_size

    def position(self) -> int:
        """Bytes of `size` that the counted reading has come to; nought before it."""
        if self._source is None:
            return 0
        if self._source.closed:
            return self.size()
        begins = self._member.header_offset if self._member else 0
        return min(max(self._source.tell() - begins, 0), self.size())

    def close(self) -> None:
        """Throw away what was kept on the disk."""
        self._kept.close()

    def _broken(self, error: Exception) -> UsageError:
        return UsageError(
            f"{self._called} cannot be unpacked: it is cut off or damaged ({error}). Get it once "
            "more from where it came from."
        )

    def _refuse_growth(self, unpacked: int, packed: int) -> None:
        if unpacked > _LARGEST or (unpacked > _GROWTH_FROM and unpacked > _GROWTH * packed):
            raise UsageError(
                f"{self._called} unpacks to {unpacked / 1e9:.1f} GB or more from "
                f"{packed / 1e6:.1f} MB, which no table does. It was not read. If it is in order, "
                "unpack it and name the file in it."
            )


class _Guarded(io.RawIOBase):
    """A stream that tells in a sentence that what it unpacks is damaged or too large."""

    def __init__(
        self, container: Container, stream: _Stream, source: IO[bytes], opened: ExitStack
    ) -> None:
        self._container, self._stream, self._source = container, stream, source
        self._opened, self._count = opened, 0

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return self._stream is self._source

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        return self._stream.seek(offset, whence)

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        try:
            data = self._stream.read(len(buffer))
        except (EOFError, OSError, zlib.error, lzma.LZMAError, zipfile.BadZipFile) as error:
            raise self._container._broken(error) from error
        buffer[: len(data)] = data
        if self._stream is not self._source:
            self._count += len(data)
            self._container._refuse_growth(self._count, self._source.tell())
        return len(data)

    def close(self) -> None:
        if not self.closed:
            self._opened.close()
        super().close()


def _split(what: str) -> tuple[Path, str | None]:
    """The file, and the member that `archive.zip!member.csv` names in it."""
    path = Path(what)
    head, mark, member = what.partition("!")
    while mark and not path.exists():
        if Path(head).is_file():
            return Path(head), member
        more, mark, member = member.partition("!")
        head = f"{head}!{more}"
    return path, None
