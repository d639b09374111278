"""The page as an analyst reads it: what is in doubt, rows in order, chosen days, lanes, keys."""

from __future__ import annotations

import json
from datetime import date

from graphq.graph.read.part import Gathered
from tests.graphq.page.conftest import OpenPage
from tests.graphq.page.hands import Contents, only, said, set_dates, set_handle, shown
from tests.graphq.page.made_up import incident, large, link, node


def test_what_is_only_suspected_is_drawn_otherwise_and_explained(
    open_page: OpenPage, contents: Contents
) -> None:
    part = Gathered()
    part.add([node("Group", "g", "G"), incident("i", "I", date(2019, 5, 1))])
    part.add(link("PERPETRATED_BY", "i", "g", attribution="assessed"))
    sure = only(part)
    doubted = json.loads(json.dumps(sure))
    for fact in doubted["nodes"] + doubted["links"]:
        if "attribution" in fact:
            fact["attribution"] = "suspected"
    drawn, signs = [], []
    for content in (sure, doubted):
        page = open_page(content)
        page.get_by_label("Incident", exact=True).check()
        drawn.append(page.locator("#graph").screenshot())
        signs.append(page.locator("#legend").inner_text())
    assert drawn[0] != drawn[1]
    assert "suspected" not in signs[0]
    assert "only suspected" in signs[1]
    assert "by a group that is only suspected" in signs[1]


def test_the_rows_can_be_sorted_by_a_column(open_page: OpenPage, contents: Contents) -> None:
    page = open_page(contents("incidents", group="jnim", asOf="2019-08-31"))
    killed = page.get_by_role("button", name="killed")
    column = page.locator("#rows td:nth-child(9)")
    before = column.all_inner_texts()
    killed.click()
    rising = column.all_inner_texts()
    numbers = [int(text) for text in rising if text]
    assert numbers == sorted(numbers)
    assert rising != before
    assert rising[len(numbers) :] == [""] * (len(rising) - len(numbers)), "unknown comes last"
    killed.focus()
    page.keyboard.press("Enter")
    falling = [int(text) for text in column.all_inner_texts() if text]
    assert falling == numbers[::-1]
    assert page.locator("th[aria-sort=descending]").inner_text().startswith("killed")
    killed.click()
    assert column.all_inner_texts() == before


def test_a_mark_in_the_rows_leads_to_its_source_with_keys(
    open_page: OpenPage, contents: Contents
) -> None:
    page = open_page(contents("lineage", group="jnim"))
    page.locator("#rows .marks a").first.focus()
    page.keyboard.press("Enter")
    assert page.locator("#sources li:target").get_attribute("value") == "4"
    assert said(page, "rows", "picked") == ""


def test_lanes_are_folded_with_keys(open_page: OpenPage, contents: Contents) -> None:
    page = open_page(contents())
    lane = page.locator('[data-lane="Relations"]')
    before = lane.get_attribute("aria-expanded")
    shown_before = int(said(page, "timeline", "shown"))
    lane.focus()
    page.keyboard.press("Enter")
    assert lane.get_attribute("aria-expanded") != before
    assert int(said(page, "timeline", "shown")) > shown_before
    assert page.evaluate("document.activeElement.dataset.lane") == "Relations"


def test_only_the_days_that_were_chosen_are_on_the_time_line(
    open_page: OpenPage, contents: Contents
) -> None:
    page = open_page(contents("leaders", group="aqim", asOf="2021", ended=True))
    set_dates(page, "2012-01-01", "2013-12-31")
    page.get_by_role("button", name="Draw the time line for these dates only").click()
    lane = page.locator('[data-lane="Leaders"]').bounding_box()
    bars = page.locator("#timeline .dated rect")
    assert bars.count() > 1
    for at in range(bars.count()):
        assert bars.nth(at).bounding_box()["x"] >= lane["x"] + lane["width"] - 2
    words = page.locator("#timeline .dated text")
    frame = page.locator("#timeline").bounding_box()
    for at in range(words.count()):
        box = words.nth(at).bounding_box()
        assert box["x"] >= frame["x"]
        assert box["x"] + box["width"] <= frame["x"] + frame["width"]


def test_both_handles_of_the_dates_can_be_had_where_they_meet(
    open_page: OpenPage, contents: Contents
) -> None:
    page = open_page(contents("incidents", group="jnim"))
    for order, day, to_be_had in (
        (("to", "from"), "2030-01-01", "dates-from"),
        (("from", "to"), "2000-01-01", "dates-to"),
    ):
        for handle in order:
            set_handle(page, handle, day)
        bar = page.locator(".range").bounding_box()
        x = bar["x"] + (bar["width"] - 9 if to_be_had == "dates-from" else 9)
        y = bar["y"] + bar["height"] / 2
        found = page.evaluate("([x, y]) => document.elementFromPoint(x, y).id", [x, y])
        assert found == to_be_had


def test_the_overview_lists_what_is_disputed(open_page: OpenPage, contents: Contents) -> None:
    content = contents()
    page = open_page(content)
    told = page.locator("#below").inner_text()
    disputed = [link for link in content["links"] if "disputedBy" in link]
    assert disputed
    for fact in disputed:
        assert f"disputed by [{', '.join(map(str, fact['disputedBy']))}]" in told
    for found in content["nodes"]:
        assert found.get("conflicts", "") in told


def test_a_graph_of_one_kind_is_seen_and_nothing_is_explained_that_is_not_there(
    open_page: OpenPage,
) -> None:
    part = Gathered()
    part.add(incident("i", "At the pole", date(2019, 5, 1), latitude=90.0, longitude=180.0))
    page = open_page(only(part))
    assert shown(page) == [1, 1, 1, 1]
    alone = Gathered()
    alone.add(node("Group", "g", "G"))
    assert "Signs" not in open_page(only(alone)).locator("#legend").inner_text()


def test_where_nothing_fits_that_is_in_sight_and_no_wide_empty_room(
    open_page: OpenPage, contents: Contents
) -> None:
    size = {"width": 1280, "height": 720}
    page = open_page(contents("leaders", group="jnim", asOf="1990"), viewport=size)
    note = page.locator("#rows-note")
    assert note.inner_text().startswith("Nothing on record fits; the record begins")
    box = note.bounding_box()
    assert box["y"] + box["height"] < size["height"]


def test_paper_says_how_many_rows_are_not_on_it(open_page: OpenPage) -> None:
    page = open_page(large(1500))
    assert page.locator("#rows-note").inner_text() == "The first 200 of 1500 entries are here."
    page.emulate_media(media="print")
    page.locator("#graph-paper canvas").wait_for(state="visible")
    assert page.locator("#rows-note").inner_text() == "The first 1000 of 1500 entries are here."
    assert page.locator("#rows-note").is_visible()
    assert page.locator("#rows tbody tr").count() == 1000


def test_a_very_long_name_leaves_room_for_the_others(open_page: OpenPage) -> None:
    part = Gathered()
    part.add([node("Group", "g", "A" * 6000), node("Group", "h", "H" * 6000)])
    part.add(link("ALLIED_WITH", "g", "h"))
    part.add(node("Person", "p", "P"))
    part.add(link("LED", "p", "g", role="r" * 6000))
    page = open_page(only(part))
    assert said(page, "graph", "shown") == "3"
    page.locator("#graph").focus()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Enter")
    assert said(page, "graph", "picked") == "g"
    assert "A" * 6000 in page.locator("#details").inner_text()
    assert page.evaluate("document.documentElement.scrollWidth") == 1600
