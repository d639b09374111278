"""What `make audit` makes of what the two programs say."""

from __future__ import annotations

import json
from subprocess import CompletedProcess
from typing import Any

import pytest

from tools import audit

BAD = {"id": "PYSEC-1", "fix_versions": ["2.0"]}


def said(answer: Any, error: str = "") -> CompletedProcess[str]:
    text = answer if isinstance(answer, str) else json.dumps(answer)
    return CompletedProcess([], 0, text, error)


def python(*packages: dict[str, Any]) -> CompletedProcess[str]:
    return said({"dependencies": [{"name": "one", "version": "1.0", **more} for more in packages]})


@pytest.mark.parametrize(
    ("done", "read", "sentence", "faults"),
    [
        (python({"vulns": []}, {"skip_reason": "new"}), audit.of_python,
         "it: no known faults in 1 packages; 1 are not in the database", 0),
        (python({"vulns": [BAD]}), audit.of_python, "it: 1 known faults in 1 packages", 1),
        (python({"skip_reason": "none"}), audit.of_python, "not known, since the database has", 0),
        (said("", "no network"), audit.of_python, "could not be asked (no network)", 0),
        (said({"message": "405"}), audit.of_npm, "not known, since the database could not", 0),
        (said({"metadata": {"dependencies": {"total": 3}},
               "vulnerabilities": {"two": {"range": "<1", "severity": "high"}}}),
         audit.of_npm, "it: 1 known faults in 3 packages", 1),
    ],
)  # fmt: skip
def test_what_is_known_is_told_and_what_is_not_known_is_no_fault(
    done: CompletedProcess[str],
    read: audit.Reader,
    sentence: str,
    faults: int,
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert len(audit.told("it", done, read)) == faults
    assert sentence in capsys.readouterr().out


def test_a_known_fault_ends_it_with_a_code_and_names_the_version_that_mends_it(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    answers = {"pip-audit": python({"vulns": [BAD]}), "npm": said("")}
    monkeypatch.setattr(audit, "asked", lambda command: answers[command[0]])
    assert audit.main(["pip-audit", "page"]) == 1
    assert "one 1.0: PYSEC-1, mended in 2.0" in capsys.readouterr().out
    monkeypatch.setitem(answers, "pip-audit", python({"vulns": []}))
    assert audit.main(["pip-audit", "page"]) == 0
