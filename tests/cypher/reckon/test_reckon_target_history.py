"""An event that several incidents tell is one row of the history of what it struck."""

from __future__ import annotations

from tests.cypher.build import Build


def test_an_event_told_by_several_is_one_row_with_what_the_others_say(build: Build) -> None:
    build.target("base")
    for key, dataset, killed in (
        ("ged:7", "ged", 25), ("ours", "dossier:ours", 19), ("a:1", "a-table", None),
    ):  # fmt: skip
        build.incident(
            key, "2019-07-25", ("A", "B"), "base", dataset=dataset, fatalities_best=killed,
            telling_of="dibilou", sources=(f"s-{dataset}",),
        )  # fmt: skip
    build.incident("other", "2019-07-25", "A", "base", dataset="ged")
    first, second = build.ask("target-history", target="base")
    assert (first["incidentId"], first["alsoTold"]) == ("other", [])
    assert (second["incidentId"], second["fatalities"]) == ("ours", 19)
    assert second["perpetratorIds"] == ["A", "B"]
    assert second["alsoTold"] == [
        {
            "id": "a:1",
            "text": "a-table: 2019-07-25, A, B (assessed), no figure of those killed",
            "sources": ["s-a-table"],
        },
        {
            "id": "ged:7",
            "text": "ged: 2019-07-25, A, B (assessed), 25 killed",
            "sources": ["s-ged"],
        },
    ]
