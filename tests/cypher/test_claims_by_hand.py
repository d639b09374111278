"""Claims, denials and double claims: who says what, and how long after the attack it was said."""

from __future__ import annotations

from typing import Any

import pytest

from graphq.cypher.ask.catalog import question
from graphq.graph.model.relationships import PartOf
from tests.cypher.build import Build

_LAST = "WITH event, min(role) AS role\n"


def by_kind(rows: list[dict[str, Any]], column: str = "incidents") -> dict[str, Any]:
    return {row["kind"]: row[column] for row in rows}


def listed(build: Build, key: str, **given: Any) -> dict[str, Any]:
    (row,) = [row for row in build.ask("claim-list", **given) if row["incidentId"] == key]
    return row


def texts(facts: list[dict[str, Any]]) -> list[str]:
    return [fact["text"] for fact in facts]


def test_both_questions_of_claims_look_at_the_same_incidents() -> None:
    first, second = (question(name).statement for name in ("claims", "claim-list"))
    assert first.split(_LAST)[0] == second.split(_LAST)[0]
    of_claims = dict(question("claims").header.parameters)
    of_list = dict(question("claim-list").header.parameters)
    for name in ("several", "denied", "limit"):
        del of_list[name]
    del of_claims["cited"]
    assert of_claims == of_list


def test_the_kinds_of_attribution_add_up_to_all(build: Build) -> None:
    for at, word in enumerate(("claimed", "assessed", "suspected", "disputed", "assessed"), 1):
        build.incident(f"i{at}", f"2019-01-0{at}", "A", attribution=word)
    build.claim("i1", "A")
    build.denial("i4", "A")
    assert by_kind(build.ask("claims", group="A")) == {
        "all": 5, "claimed": 1, "assessed": 2, "suspected": 1, "disputed": 1, "denied": 1,
    }  # fmt: skip
    assert by_kind(build.ask("claims", group="A"), "share")["assessed"] == 0.4


def test_what_a_group_only_claims_is_not_attributed_to_it(build: Build) -> None:
    build.incident("theirs", "2019-01-01", "B", attribution="disputed")
    build.claim("theirs", "A")
    build.incident("no", "2019-01-02", "B")
    for row in build.ask("claims", group="A"):
        assert (row["incidents"], row["attributedToIt"], row["claimedByIt"]) == (1, 0, 1)
        assert row["incidentIds"] == ["theirs"]
    row = listed(build, "theirs", group="A")
    assert (row["perpetrators"], row["whose"], texts(row["claims"])) == (
        ["B"], "claimed only", ["A (date not known)"],
    )  # fmt: skip


def test_a_double_claim_is_told_with_both_claimants(build: Build) -> None:
    build.incident("i", "2019-01-01", "A", attribution="claimed")
    build.claim("i", "B", on="2019-01-05")
    build.claim("i", "A", on="2019-01-03")
    build.incident("other", "2019-01-02", "A", attribution="claimed")
    build.claim("other", "A")
    (both,) = build.ask("claim-list", several=True)
    assert (both["incidentId"], both["several"]) == ("i", "2 groups")
    assert texts(both["claims"]) == ["A 2019-01-03", "B 2019-01-05"]
    counted = by_kind(build.ask("claims", group="A"), "claimedByOthers")
    assert counted == {"all": 1, "claimed": 1, "several claims": 1}
    assert by_kind(build.ask("claims"), "severalClaims")["claimed"] == 1


def test_a_claim_of_a_part_and_of_its_whole_is_said_to_be_of_one_house(build: Build) -> None:
    build.relation(PartOf, "wing", "A", "2019", "2020")
    for key, day in (("then", "2019-06-01"), ("later", "2021-06-01")):
        build.incident(key, day, "A", attribution="claimed")
        build.claim(key, "A")
        build.claim(key, "wing")
    then, later = build.ask("claim-list")
    assert then["several"] == "2 groups (one of them then a part of another)"
    assert later["several"] == "2 groups"


def test_a_denial_is_no_claim_and_no_perpetration(build: Build) -> None:
    build.incident("i", "2021-06-05", "A", attribution="disputed")
    build.denial("i", "A", by="2021-06")
    build.remark(
        next(link for link in build.links.values() if link.TYPE == "DENIED_BY"), "By radio."
    )
    build.denial("i", "B", of="A")
    build.incident("elsewhere", "2021-06-06", "B")
    row = listed(build, "i", group="A")
    assert (row["claims"], row["whose"], row["several"]) == ([], "attributed", None)
    assert texts(row["denials"]) == ["A by 2021-06", "B (date not known): that A had a part in it"]
    assert texts(row["remarks"]) == ["A denies it: By radio."]
    of_b = listed(build, "i", group="B")
    assert of_b["whose"] == "denied only"
    assert by_kind(build.ask("claims", group="B"), "attributedToIt") == {
        "all": 1, "assessed": 1, "disputed": 0, "denied": 0,
    }  # fmt: skip
    assert [one["incidentId"] for one in build.ask("incidents", group="B", claims=True)] == [
        "elsewhere"
    ]


WAITS: list[tuple[str, dict[str, Any], str, str, int | None, int | None, str | None]] = [
    # date of the attack, more of it, of the claim, last of the claim, least, most, text
    ("2019-04-21", {}, "2019-04-23", "", 2, 2, "2"),
    ("2019-04-21", {}, "2019-04-21", "", 0, 0, "0"),
    ("2019-01-30", {}, "", "2019-02-02", 0, 3, "0 to 3"),
    ("2017-03-05", {}, "2017-03-09", "2017-03-10", 4, 5, "4 to 5"),
    ("2017-10-04", {}, "2018-01", "", 89, 119, "89 to 119"),
    ("2019-01", {}, "2019-01-28", "", 0, 27, "0 to 27"),
    ("2019-01", {}, "2019-02-10", "", 10, 40, "10 to 40"),
    ("2019-01", {}, "2019-03", "", 29, 89, "29 to 89"),
    ("2019-05-10", {"until": "2019-05-12"}, "2019-05-13", "", 3, 3, "3"),
    ("2019-05-10", {}, "2019-05", "", 0, 21, "0 to 21"),
    ("2019-05-10", {}, "", "", None, None, None),
    ("2019-05-10", {}, "2019-05-01", "", None, None, None),
]


def test_the_time_to_a_claim_is_a_span_where_a_date_is_not_wholly_known(build: Build) -> None:
    for at, (date, more, on, by, *_) in enumerate(WAITS):
        build.incident(f"i{at}", date, "A", attribution="claimed", **more)
        build.claim(f"i{at}", "A", on=on, by=by)
    found = {row["incidentId"]: row for row in build.ask("claim-list", group="A")}
    for at, (*_, least, most, text) in enumerate(WAITS):
        row = found[f"i{at}"]
        assert (row["leastDays"], row["mostDays"], row["days"]) == (least, most, text), WAITS[at]


def test_the_middle_time_and_its_span_are_told_with_how_many_there_are(build: Build) -> None:
    for at, days in enumerate((1, 9, 3, 5), 1):
        build.incident(f"i{at}", "2019-01-10", "A", attribution="claimed")
        build.claim(f"i{at}", "A", on=f"2019-01-{10 + days:02}")
    build.incident("none", "2019-01-10", "A", attribution="claimed")
    build.claim("none", "A")
    row = build.ask("claims", group="A")[0]
    assert (row["incidents"], row["timed"], row["small"]) == (5, 4, "few")
    assert (row["medianDays"], row["spanDays"]) == ("4", "1 to 9")
    build.claim("none", "B", on="2019-01-11")
    assert build.ask("claims", group="A")[0]["timed"] == 4
    build.incident("fifth", "2019-01-10", "A", attribution="claimed")
    build.claim("fifth", "A", by="2019-01-31")
    row = build.ask("claims", group="A")[0]
    assert (row["timed"], row["small"], row["medianDays"]) == (5, "", "3 to 5")
    assert (row["leastDays"], row["mostDays"]) == (0, 21)


def test_without_a_group_the_first_claim_of_anybody_is_timed(build: Build) -> None:
    build.incident("i", "2019-01-10", "A", attribution="claimed")
    build.claim("i", "A", on="2019-01-20")
    build.claim("i", "B", on="2019-01-12")
    assert listed(build, "i")["days"] == "2"
    assert listed(build, "i", group="A")["days"] == "10"
    assert listed(build, "i", group="A")["whose"] == "attributed"
    assert listed(build, "i")["whose"] is None


def test_a_claim_is_not_known_before_it_can_have_been_made(build: Build) -> None:
    build.incident("i", "2019-04-21", "A", attribution="claimed", struck="camp")
    build.target("camp")
    build.claim("i", "A", on="2019-04-23")
    build.claim("i", "B", on="2019-05")
    assert by_kind(build.ask("claims", group="A", asOf="2019-04-22")) == {
        "all": 1, "not told by then": 1,
    }  # fmt: skip
    row = listed(build, "i", asOf="2019-04-22")
    assert (row["claims"], row["attribution"], row["days"]) == ([], "not told by then", None)
    assert by_kind(build.ask("claims", group="A", asOf="2019-04-23")) == {"all": 1, "claimed": 1}
    may = listed(build, "i", asOf="2019-05-10")
    assert texts(may["claims"]) == ["A 2019-04-23", "B 2019-05, perhaps after the day asked for"]
    assert by_kind(build.ask("claims", group="B", asOf="2019-04-30")) == {}
    for day, claimants in (("2019-04-22", []), ("2019-04-23", ["A"]), ("2019-05-01", ["A", "B"])):
        assert build.ask("target-history", target="camp", asOf=day)[0]["claimedBy"] == claimants
        (top,) = build.ask("top-groups", asOf=day)
        assert top["claimed"] == int("A" in claimants)
        mine = build.ask("incidents", group="B", claims=True, asOf=day)
        assert [one["extent"] for one in mine] == ["claimed only"] * claimants.count("B")
        told = [row["fact"] for row in build.ask("sources", id="i", asOf=day)]
        assert [text for text in told if "claimed by" in text] == [
            f"i – claimed by – {group}" for group in claimants
        ]


def test_the_claim_of_another_does_not_make_the_word_known_earlier(build: Build) -> None:
    build.incident("i", "2020-01-01", "A", attribution="claimed")
    build.claim("i", "A", on="2020-03-01")
    build.claim("i", "B", on="2020-01-05")
    build.incident("theirs", "2020-01-02", "A", attribution="claimed")
    build.claim("theirs", "B", on="2020-01-05")
    assert listed(build, "i", group="A", asOf="2020-02")["attribution"] == "not told by then"
    assert listed(build, "theirs", group="A", asOf="2020-02")["attribution"] == "claimed"
    assert by_kind(build.ask("claims", group="A", asOf="2020-02"))["not told by then"] == 1
    assert by_kind(build.ask("claims", group="A", asOf="2020-03-01"))["claimed"] == 2


def test_a_denial_is_not_known_before_it_can_have_been_made(build: Build) -> None:
    build.target("camp")
    build.incident("i", "2021-06-05", "A", attribution="disputed", struck="camp")
    build.denial("i", "A", on="2021-06-08")
    build.denial("i", "B", of="A", by="2021-06-09")
    assert by_kind(build.ask("claims", group="A", asOf="2021-06-04")) == {}
    row = listed(build, "i", asOf="2021-06-07")
    assert texts(row["denials"]) == [
        "B (date not known), perhaps after the day asked for: that A had a part in it"
    ]
    assert len(listed(build, "i", asOf="2021-06-09")["denials"]) == 2
    denied = build.ask("target-history", target="camp", asOf="2021-06-09")[0]["deniedBy"]
    assert denied == ["A", "B (of A)"]


def test_filters_leave_out_what_the_other_questions_leave_out(build: Build) -> None:
    build.incident("ml", "2019-01-01", "A", attribution="claimed")
    build.incident("bf", "2019-03-01", "A", country="BF", dataset="other")
    build.incident("counted", "2019-02-01", "A", placeholder=True)
    for given, ids in (
        ({}, ["ml", "bf"]),
        ({"fromDate": "2019-02"}, ["bf"]),
        ({"toDate": "2019-02"}, ["ml"]),
        ({"dataset": "other"}, ["bf"]),
        ({"attribution": ["claimed"]}, ["ml"]),
        ({"targetType": "military"}, ["ml", "bf"]),
    ):
        rows = build.ask("claim-list", group="A", **given)
        assert [row["incidentId"] for row in rows] == ids, given
        assert build.ask("claims", **given)[0]["incidentIds"] == ids[::-1]
    build.location("loc-bf", "Burkina Faso", "country", "BF")
    build.named("loc-bf", "Location", "Burkina Faso")
    assert [row["incidentId"] for row in build.ask("claim-list", country="Burkina Faso")] == ["bf"]
    assert build.ask("claims")[0]["together"] is not None


def test_rows_left_out_are_told(build: Build) -> None:
    for day in ("2019-01-02", "2019-01-01"):
        build.incident(day, day, "A")
    (row,) = build.ask("claim-list", limit=1)
    assert (str(row["incidentId"]), row["fitting"]) == ("2019-01-01", 2)
    assert "only the oldest 1 " in row["leftOut"]


@pytest.mark.parametrize("day", ["2019-04-22", "2019-04-23"])
def test_a_claim_has_its_own_sources(build: Build, day: str) -> None:
    build.incident("i", "2019-04-21", "A", attribution="claimed", sources=("other",))
    build.claim("i", "A", on="2019-04-23")
    row = build.ask("claims", group="A", asOf=day)[0]
    assert row["sources"] == (["other"] if day == "2019-04-22" else ["other", "press"])
