"""GraphML, GEXF and the graph of networkx, read back by networkx."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import networkx as nx
import pytest

from graphq.graph.export.as_networkx import to_networkx
from graphq.graph.export.form import form, write
from graphq.graph.model.looks import NODE_LOOKS
from graphq.graph.read.part import Gathered
from tests.graph.export.parts import HOSTILE, part_of_facts
from tests.graph.make import group

READERS: dict[str, Callable[[Path], Any]] = {"graphml": nx.read_graphml, "gexf": nx.read_gexf}
GEXF = "{http://gexf.net/1.3}"


def written(name: str, part: Gathered, folder: Path) -> Path:
    place = folder / f"out{form(name).suffix}"
    done = write(form(name), part, place)
    assert (done.nodes, done.relationships) == (len(part.by_id), len(part.links))
    return place


def read_back(name: str, place: Path) -> nx.MultiDiGraph[Any]:
    return nx.MultiDiGraph(READERS[name](place))


@pytest.mark.parametrize("name", READERS)
def test_every_node_and_relationship_comes_back_by_its_id_with_its_properties(
    name: str, part: Gathered, tmp_path: Path
) -> None:
    graph = read_back(name, written(name, part, tmp_path))
    assert set(graph) == set(part.by_id)
    ends = {
        data.get("id", key): (start, end, data["type"])
        for start, end, key, data in graph.edges(keys=True, data=True)
    }
    assert ends == {key: (link.start, link.end, link.type) for key, link in part.links.items()}


@pytest.mark.parametrize("name", READERS)
def test_numbers_truth_days_and_lists_have_the_types_that_the_form_has(
    name: str, parts: dict[str, Gathered], tmp_path: Path
) -> None:
    graph = read_back(name, written(name, parts["whole"], tmp_path))
    airport = graph.nodes["fac-apt-gao"]
    assert (airport["type"], airport["label"]) == ("Target", "Gao airport")
    assert (airport["latitude"], airport["coordinatePrecisionM"]) == (16.2484, 500)
    assert json.loads(airport["sources"])[:2] == ["airportsdata", "reuters-2016-11-gao"]
    merger = graph.nodes["chg-jnim-2017"]
    assert (merger["kindLabel"], merger["firstDay"]) == ("Merger", "2017-03-02")
    (step,) = graph.get_edge_data("gia", "chg-gspc-1998").values()
    assert (step["type"], step["extent"], step["continues"]) == ("PREDECESSOR_IN", "part", True)


@pytest.mark.parametrize("name", READERS)
def test_texts_come_back_as_they_were_but_for_what_xml_forbids(
    name: str, parts: dict[str, Gathered], tmp_path: Path
) -> None:
    place = tmp_path / "out"
    done = write(form(name), parts["hostile"], place)
    graph = read_back(name, place)
    told = " ".join(done.told)
    assert "control characters, which this form cannot" in told
    for at, text in enumerate(HOSTILE):
        if "\x00" in text or "\ud800" in text:
            assert "\N{REPLACEMENT CHARACTER}" in graph.nodes[f"odd-{at}"]["unListRef"]
        elif text:
            assert graph.nodes[f"odd-{at}"]["unListRef"] == text


def test_a_form_declares_only_the_attributes_that_are_used(tmp_path: Path) -> None:
    text = written("graphml", part_of_facts([group("one")]), tmp_path).read_text()
    assert 'attr.name="kind"' in text
    assert "latitude" not in text


def test_the_time_line_has_days_only_as_far_as_they_are_known(
    parts: dict[str, Gathered], tmp_path: Path
) -> None:
    root = ElementTree.parse(written("gexf", parts["hostile"], tmp_path)).getroot()
    graph = root.find(f"{GEXF}graph")
    assert graph is not None
    assert (graph.get("mode"), graph.get("timeformat")) == ("dynamic", "date")
    times = {
        str(found.get("id")): (found.get("start"), found.get("end"))
        for found in [*root.iter(f"{GEXF}node"), *root.iter(f"{GEXF}edge")]
    }
    assert times["merged"] == ("2017-03-02", "2017-03-02")
    assert times["some-year"] == ("2013-01-01", "2013-12-31")
    assert times["army"] == ("1960-01-01", "2012-03-31")
    assert times["pledged"] == ("2013-02-01", None)
    for unknown in ("undated", "bad-dates", "odd-0", "bare", "i-bare"):
        assert times[unknown] == (None, None)


@pytest.mark.parametrize("name", READERS)
def test_no_day_stands_in_for_an_unknown_one(
    name: str, parts: dict[str, Gathered], tmp_path: Path
) -> None:
    text = written(name, parts["hostile"], tmp_path).read_text(encoding="utf-8")
    for sentinel in ("9999", "9998", "1900", "1970", "1946"):
        assert sentinel not in text


def test_the_colours_are_those_of_the_pages(parts: dict[str, Gathered], tmp_path: Path) -> None:
    graph = read_back("gexf", written("gexf", parts["whole"], tmp_path))
    for key, label in (("jnim", "ArmedGroup"), ("fama", "StateForce"), ("fac-apt-gao", "Target")):
        colour = graph.nodes[key]["viz"]["color"]
        shown = "#{r:02X}{g:02X}{b:02X}".format(**colour)
        assert shown == NODE_LOOKS[label].colour


def test_the_graph_of_networkx_has_values_as_they_are(part: Gathered) -> None:
    graph = to_networkx(part)
    assert {key: dict(data) for key, data in graph.nodes(data=True)} == {
        key: {"labels": list(node.labels), **node.properties} for key, node in part.by_id.items()
    }
    assert {
        key: (start, end, data) for start, end, key, data in graph.edges(keys=True, data=True)
    } == {
        key: (link.start, link.end, {"type": link.type, **link.properties})
        for key, link in part.links.items()
    }
