"""Known faults in the packages that are locked: `make audit`.

What always holds here: a fault that is known makes the exit code 1. A database that cannot be
reached is said, and is no failure: nothing is known then, neither good nor bad.
"""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

ROOT: Final = Path(__file__).parents[1]
LOCKS: Final = ("run.txt", "test.txt")


@dataclass(slots=True)
class Found:
    """How many packages were looked up, how many the database does not have, and the faults."""

    looked_up: int = 0
    unknown: int = 0
    faults: list[str] = field(default_factory=list)


Reader = Callable[[dict[str, Any]], Found]
"""Reads what a program says."""


def main(arguments: Sequence[str]) -> int:
    """Ask the `pip-audit` named about the Python packages, then npm about its folders."""
    program, *folders = arguments
    faults: list[str] = []
    for lock in LOCKS:
        name = f"requirements/{lock}"
        options = ["--require-hashes", "--disable-pip", "--progress-spinner=off", "--format=json"]
        faults += told(name, asked([program, *options, "--requirement", name]), of_python)
    for folder in folders:
        command = ["npm", "audit", "--json", "--prefix", folder]
        faults += told(folder, asked(command), of_npm)
    for fault in faults:
        print(fault)
    return 1 if faults else 0


def asked(command: Sequence[str]) -> subprocess.CompletedProcess[str]:
    """What the program said."""
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)


def told(what: str, done: subprocess.CompletedProcess[str], read: Reader) -> list[str]:
    """The faults that the program found, after a sentence on what it could look up."""
    try:
        found = read(json.loads(done.stdout))
    except (ValueError, KeyError, TypeError):
        said = (done.stderr or done.stdout).strip().splitlines() or ["it said nothing"]
        print(f"{what}: not known, since the database could not be asked ({said[0]})")
        return []
    if not found.looked_up:
        print(f"{what}: not known, since the database has none of its packages")
        return []
    unknown = f"; {found.unknown} are not in the database" if found.unknown else ""
    faults = len(found.faults) or "no"
    print(f"{what}: {faults} known faults in {found.looked_up} packages{unknown}")
    return found.faults


def of_python(said: dict[str, Any]) -> Found:
    """What pip-audit tells: each fault with the versions that mend it."""
    found = Found()
    for package in said["dependencies"]:
        if "skip_reason" in package:
            found.unknown += 1
            continue
        found.looked_up += 1
        for fault in package["vulns"]:
            mended = ", ".join(fault["fix_versions"]) or "no version yet"
            found.faults.append(
                f"  {package['name']} {package['version']}: {fault['id']}, mended in {mended}"
            )
    return found


def of_npm(said: dict[str, Any]) -> Found:
    """What npm tells: each package in which a fault is known."""
    faults = [
        f"  {name} {fault['range']}: {fault['severity']}"
        for name, fault in said["vulnerabilities"].items()
    ]
    return Found(int(said["metadata"]["dependencies"]["total"]), 0, faults)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
