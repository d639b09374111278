"""What is printed about installing something can be typed as it stands."""

from __future__ import annotations

import shlex
import tomllib
from pathlib import Path

import pytest
from packaging.requirements import Requirement

from graphq.graph.extras import DISTRIBUTION, EXTRAS, Extra, how_to_install

PROJECT = tomllib.loads((Path(__file__).parents[2] / "pyproject.toml").read_text())["project"]


def test_the_distribution_and_its_extras_are_those_of_the_project() -> None:
    declared = PROJECT["optional-dependencies"]
    assert PROJECT["name"] == DISTRIBUTION
    assert {name: tuple(declared[name]) for name in EXTRAS} == EXTRAS


@pytest.mark.parametrize("extra", EXTRAS)
def test_what_is_printed_is_a_command_that_names_packages(extra: Extra) -> None:
    pip, _, pipx = how_to_install(extra).removesuffix(")").partition(" (with pipx: ")
    for command, start in ((pip, ["pip", "install"]), (pipx, ["pipx", "inject", DISTRIBUTION])):
        words = shlex.split(command)
        assert words[: len(start)] == start
        named = [Requirement(word) for word in words[len(start) :]]
        assert [str(one) for one in named] == [str(Requirement(text)) for text in EXTRAS[extra]]
