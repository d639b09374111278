"""What surrounds graphq: the environment, a `.env` file, and where they say that the graph is.

What always holds here: the environment goes before a `.env` file in the working directory; a place
that is given goes before GRAPHQ_DB, which goes before the user's own folder. A password goes to no
server that somebody else has named: the address and the password come from the same place, or the
user says that they belong together. A `.env` that somebody else may have written is not read, and
nothing of the environment enters what it says.
"""

from __future__ import annotations

import os
import stat
import warnings
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Final

from graphq.graph.errors import GraphqWarning, UsageError
from graphq.graph.opening import check_url, default_folder, is_server

PLACE_VARIABLE: Final = "GRAPHQ_DB"
PASSWORD_VARIABLE: Final = "NEO4J_PASSWORD"
_FILE: Final = ".env"
_OTHERS_WRITE: Final = stat.S_IWGRP | stat.S_IWOTH


class Surroundings(Mapping[str, str]):
    """The variables of the environment, and those that only a file gives."""

    def __init__(self, environment: Mapping[str, str], file: Mapping[str, str]) -> None:
        """Take both; the environment goes before the file."""
        self._values = {**file, **environment}
        self._of_file = frozenset(file) - frozenset(environment)

    def __getitem__(self, name: str) -> str:
        """The value of a variable."""
        return self._values[name]

    def __iter__(self) -> Iterator[str]:
        """The names."""
        return iter(self._values)

    def __len__(self) -> int:
        """How many there are."""
        return len(self._values)

    def __repr__(self) -> str:
        """How many there are; a value may be a password."""
        return f"<{len(self)} variables, {len(self._of_file)} of them of a file>"

    def origin(self, name: str) -> str:
        """Where a variable comes from, in words; blank where it has no value."""
        if not self._values.get(name):
            return ""
        return f"the file {_FILE} here" if name in self._of_file else "the environment"


def environment() -> Surroundings:
    """The environment, filled in from a `.env` file in the working directory.

    Warns of a file that is not read. Raises UsageError when it cannot be.
    """
    try:
        given = _of_file(Path(_FILE))
    except (OSError, UnicodeDecodeError) as error:
        raise UsageError(f"The file .env here cannot be read: {error}") from error
    return Surroundings(os.environ, {key: value for key, value in given.items() if value})


def _of_file(file: Path) -> Mapping[str, str | None]:
    if not file.is_file():
        return {}
    with file.open(encoding="utf-8") as opened:
        reason = _distrusted(file.lstat(), os.fstat(opened.fileno()))
        if reason:
            warnings.warn(
                f"{file.absolute()} is not read, since {reason}.", GraphqWarning, stacklevel=3
            )
            return {}
        from dotenv import dotenv_values

        # With what it takes from the environment it could name a server that is told a secret.
        return dotenv_values(stream=opened, interpolate=False)


def _distrusted(*files: os.stat_result) -> str:
    """Why none but the user is sure to have written the file; of a link, the link counts too."""
    if os.name == "nt":
        return ""
    if any(file.st_uid != os.geteuid() for file in files):
        return "it belongs to another user. Copy it, or set its variables in the environment"
    if files[-1].st_mode & _OTHERS_WRITE:
        return "others may write to it. If it is as you wrote it: chmod go-w .env"
    return ""


def named_place(given: str | None, surroundings: Mapping[str, str]) -> str:
    """Where the graph is said to be, by the order of precedence."""
    return given or surroundings.get(PLACE_VARIABLE) or str(default_folder())


def database_url(
    given: str | None,
    surroundings: Surroundings,
    confirmed: Callable[[str], bool] = lambda question: False,
) -> str:
    """Where the graph is, to be opened with the password of the surroundings.

    Where a server and the password come from two places, `confirmed` is asked whether they belong
    together. Raises UsageError when they do not, or when a URL is none.
    """
    place = named_place(given, surroundings)
    check_url(place)
    named, known = surroundings.origin(PLACE_VARIABLE), surroundings.origin(PASSWORD_VARIABLE)
    if given or not is_server(place) or not known or known == named:
        return place
    if confirmed(f"{place} is named by {named}. Send it the password that is in {known}?"):
        return place
    raise UsageError(
        f"{place} is named by {named}, and the password is in {known}: the password is not sent "
        f"to a server that you have not named with it. If you trust it, name it yourself (--db "
        f"{place}), or have {PLACE_VARIABLE} and {PASSWORD_VARIABLE} in the same place."
    )
