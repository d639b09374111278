"""`graphq evaluate similar-targets`: figures in every form, and nothing of a facility."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest

from graphq.cypher.ask.parameters import option_name
from graphq.evaluate.evaluate import ASKED, OWN
from graphq.graph.opening import open_store
from graphq.graph.write.writer import prepare
from tests.cli.run import graphq
from tests.cypher.jnim_tables import FACILITIES, INCIDENTS, table

ASK = ("evaluate", "similar-targets", "--as-of", "2024-12-31")
FORMS = ("table", "json", "csv", "md")


@pytest.fixture(scope="module")
def printed(jnim_folder: Path) -> dict[str, str]:
    found = {}
    for form in FORMS:
        ran = graphq(*ASK, "--choose", "--format", form, db=jnim_folder)
        assert (ran.code, ran.err) == (0, "")
        found[form] = ran.out
    return found


@pytest.mark.parametrize("form", FORMS)
def test_nothing_of_a_facility_or_an_incident_is_printed(
    printed: dict[str, str], form: str
) -> None:
    text = printed[form].casefold()
    told = [row["id"] for row in INCIDENTS]
    told += [row["location_name"] for row in FACILITIES.values()]
    for row in FACILITIES.values():
        told += [row[name] for name in ("id", "name", "short_name", "icao", "iata", "admin1")]
    told += [row["alias"] for row in table("aliases") if row["entity_id"] in FACILITIES]
    words = {word.casefold() for word in told if len(word) > 3}
    assert len(words) > 300
    assert not {word for word in words if word in text}


def test_every_form_has_the_same_figures(printed: dict[str, str]) -> None:
    found = json.loads(printed["json"])
    rows = list(csv.DictReader(io.StringIO(printed["csv"])))
    assert (found["question"], found["facilities"], found["strikes"]) == ("similar-targets", 89, 95)
    assert found["leftOut"] == 2
    for group in found["groups"]:
        for ranking in group["rankings"]:
            of_csv = {
                row["figure"]: row
                for row in rows
                if (row["years"], row["strikes"], row["ranking"], row["against"])
                == (group["years"], group["strikes"], ranking["ranking"], "")
            }
            assert list(of_csv) == ["hits1", "hits3", "hits5", "hits10", "mrr"]
            for name, row in of_csv.items():
                figure = ranking[name]
                assert {key: float(row[key]) for key in figure} == figure
                assert 0 <= figure["low"] <= figure["value"] <= figure["high"] <= 1
                shown = f"{figure['value']:.2f} ({figure['low']:.2f}–{figure['high']:.2f})"
                assert shown in printed["table"]
                assert shown in printed["md"]
        assert str(group["count"]) in printed["table"]
    assert sum(group["count"] for group in found["groups"] if "every" in group["strikes"]) == 93


def test_a_difference_is_on_one_line_of_a_usual_terminal(jnim_folder: Path) -> None:
    lines = graphq(*ASK, db=jnim_folder, COLUMNS="100").out.splitlines()
    begin = lines.index("Differences in mean reciprocal rank, on the same strikes") + 3
    told = [line.split("  ") for line in lines[begin : lines.index("", begin)]]
    assert len(told) == 4 * 2
    for line in told:
        assert line[-1].strip() in {"better", "worse", "cannot be told apart"}


def test_the_strikes_are_said_to_be_few(printed: dict[str, str]) -> None:
    for form in ("table", "json", "md"):
        assert "The strikes are few (36 in the smallest group)" in printed[form]
        assert "It is no forecast for any facility." in printed[form]


def test_one_seed_gives_one_result(jnim_folder: Path, printed: dict[str, str]) -> None:
    again = graphq(*ASK, "--choose", "-f", "csv", "--seed", "1", db=jnim_folder).out
    other = graphq(*ASK, "--choose", "-f", "csv", "--seed", "2", db=jnim_folder).out
    assert again == printed["csv"] != other


def test_other_weights_and_another_split_are_measured(jnim_folder: Path) -> None:
    ran = graphq(
        *ASK, "--type-weight", "1", "--users-weight", "0", "--lineage-weight", "0",
        "--place-weight", "0", "--distance-weight", "0", "--split", "2016-06", "--scale-km", "50",
        "--near-km", "10", "--precedents", "3", "--resamples", "100", "-f", "json",
        db=jnim_folder,
    )  # fmt: skip
    found = json.loads(ran.out)
    assert found["parameters"]["typeWeight"] == 1
    assert found["parameters"]["split"] == "2016-06-01"
    assert {group["years"] for group in found["groups"]} == {"before 2016-06", "from 2016-06"}
    # A part that is all there is cannot be left out.
    assert all(group["parts"] == [] for group in found["groups"])


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (["--type-weight", "-1"], "--type-weight: -1.0 is not between 0 and"),
        (["--type-weight", "nan"], "--type-weight: 'nan' is not a number to count with"),
        (["--type-weight", "much"], "Invalid value for '--type-weight'"),
        (["--scale-km", "0"], "--scale-km: 0.0 is not between 1 and"),
        (["--near-km", "1001"], "--near-km: 1001.0 is not between 0 and 1000"),
        (["--precedents", "0"], "--precedents: 0 is not between 1 and"),
        (["--resamples", "5"], "--resamples: 5 is not between 100 and 100000"),
        (["--seed", "-1"], "--seed: -1 is not between 0 and"),
        (["--split", "soon"], "--split: "),
        (["--as-of", "soon"], "--as-of: "),
        (["--split", "2025"], "--split 2025-01-01 is after --as-of 2024-12-31"),
        (
            [f"--{part}-weight=0" for part in ("type", "users", "lineage", "place", "distance")],
            "At least one of these must be above 0: --type-weight, --users-weight",
        ),
    ],
    ids=lambda found: " ".join(found) if isinstance(found, list) else "",
)
def test_what_cannot_be_measured_with_is_wrong_use(
    options: list[str], said: str, jnim_folder: Path
) -> None:
    ran = graphq(*ASK, *options, db=jnim_folder)
    assert (ran.code, ran.out) == (2, "")
    assert said in ran.err


def test_too_few_strikes_and_an_empty_graph_are_sentences(
    jnim_folder: Path, tmp_path: Path
) -> None:
    ran = graphq(
        "evaluate", "similar-targets", "--as-of", "2007", "--split", "2007", db=jnim_folder
    )
    assert ran.code == 0
    ran = graphq(*ASK[:2], "--as-of", "2007-06", "--split", "2007", db=jnim_folder)
    assert (ran.code, ran.out) == (1, "")
    assert "too few strikes on named facilities by 2007-06-30" in ran.err
    ran = graphq(*ASK, "--choose", "--split", "2012", db=jnim_folder)
    assert (ran.code, ran.out) == (1, "")
    assert "Before 2012 fewer than 10 first strikes" in ran.err
    with open_store(tmp_path / "graph", "write") as store:
        prepare(store)
    ran = graphq(*ASK, db=tmp_path / "graph")
    assert (ran.code, ran.out) == (1, "")
    assert "is empty. Load one: graphq load jnim" in ran.err


def test_the_help_names_every_option_by_the_questions_own_name(tmp_path: Path) -> None:
    from graphq.cypher.ask.catalog import question

    ran = graphq("evaluate", "similar-targets", "--help", db=tmp_path, COLUMNS="200")
    assert ran.code == 0
    assert "Examples:" in ran.out
    assert "graphq evaluate similar-targets --choose" in ran.out
    declared = {
        **{name: question("similar-targets").header.parameters[name] for name in ASKED},
        **OWN,
    }
    for name, parameter in declared.items():
        assert f"  {option_name(name, parameter)} " in ran.out
    for name in OWN:
        assert f"[default: {OWN[name].default}]" in ran.out
    assert "similar-targets" in graphq("evaluate", "--help", db=tmp_path).out
