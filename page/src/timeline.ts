// The time line. What always holds here: a day that is not known is drawn as the span that it can
// mean, never as a day; an end that is not reported is left open.

import { axisTop } from "d3-axis";
import { scaleUtc, type ScaleTime } from "d3-scale";
import { select, type Selection } from "d3-selection";
import { asDate } from "./days";
import { byId } from "./dom";
import { isLink, type Dated, type Model } from "./model";
import { roving } from "./roving";
import { visible } from "./theme";

const LANES = ["Changes", "Leaders", "Relations", "Incidents"];
const LEFT = 92;
const RIGHT = 22;
const TOP = 24;
const BAR = 15;
const DOT = 9;
const FOLDED = 40;
const MOST_ROWS = 60;

interface Placed {
  dated: Dated;
  row: number;
  x0: number;
  x1: number;
  /** Where the words stand. */
  words: "none" | "inside" | "after" | "before" | "over";
}

interface Lane {
  name: string;
  items: Dated[];
  folded: boolean;
}

export class Timeline {
  private readonly box = byId("timeline");
  private readonly svg: Selection<SVGSVGElement, unknown, null, undefined>;
  private readonly lanes: Lane[];
  private domain: [number, number];

  constructor(private readonly model: Model, days: [number, number]) {
    this.domain = days;
    this.svg = select(this.box).append("svg").attr("class", "canvas");
    this.lanes = LANES.map((name) => {
      const items = model.dated.filter((dated) => dated.lane === name).sort(inOrder);
      return { name, items, folded: name === "Relations" && items.length > FOLDED };
    }).filter((lane) => lane.items.length);
    roving(this.box, () => [...this.box.querySelectorAll(".dated:not(.off)")].map((element) => ({
      id: element.getAttribute("data-id") ?? "", element,
    })), (id) => model.pick([id]), (id) => {
      byId("status").textContent = `${model.title(id)}, ${model.item(id)?.time?.text ?? ""}`;
    });
    this.svg.on("click", (event: MouseEvent) => {
      if (event.target instanceof Element && event.target.closest(".dated, .lane-name")) return;
      model.pick([]);
    });
    this.draw();
  }

  /** Show only the days chosen, wide, or all of them. */
  zoomTo(days: [number, number]): void {
    this.domain = days;
    this.draw();
  }

  /** Draw everything anew, for the room that there is or for a width that is given. */
  draw(given = 0): void {
    const width = given || Math.max(this.box.clientWidth, 260);
    const left = width < 560 ? 12 : LEFT;
    const pad = Math.max((this.domain[1] - this.domain[0]) * 0.015, 3);
    const scale = scaleUtc([asDate(this.domain[0] - pad), asDate(this.domain[1] + pad)], [left, width - RIGHT]);
    this.svg.selectAll("*").remove();
    const axis = this.svg.append("g").attr("class", "axis").attr("transform", `translate(0,${TOP})`);
    const grid = this.svg.append("g").attr("class", "grid");
    let y = TOP + 8;
    for (const lane of this.lanes) y = this.drawLane(lane, y, scale, left, width);
    const ticks = Math.max(width / 115, 2);
    axis.call(axisTop(scale).ticks(ticks).tickSizeOuter(0));
    grid.selectAll("line").data(scale.ticks(ticks)).join("line")
      .attr("x1", (day) => scale(day)).attr("x2", (day) => scale(day)).attr("y1", TOP).attr("y2", y);
    this.svg.attr("viewBox", `0 0 ${width} ${y}`).attr("width", width).attr("height", y);
    this.show();
    this.mark();
  }

  private drawLane(lane: Lane, y: number, scale: Scale, left: number, width: number): number {
    const group = this.svg.append("g").attr("transform", `translate(0,${y})`);
    const fold = (): void => {
      lane.folded = !lane.folded;
      this.draw();
    };
    const head = group.append("g").attr("class", "lane-name").attr("data-lane", lane.name)
      .attr("role", "button").attr("tabindex", "0").attr("aria-expanded", String(!lane.folded))
      .attr("aria-label", `${lane.name}, ${lane.items.length} on the time line`)
      .on("click", fold)
      .on("keydown", (event: KeyboardEvent) => {
        if (event.key !== "Enter" && event.key !== " ") return;
        event.preventDefault();
        event.stopPropagation();
        fold();
        this.box.querySelector<SVGGElement>(`[data-lane="${lane.name}"]`)?.focus();
      });
    const narrow = left < LEFT;
    head.append("text").attr("x", narrow ? left : left - 8).attr("y", 12)
      .attr("text-anchor", narrow ? "start" : "end").text(`${lane.folded ? "▸" : "▾"} ${lane.name}`);
    head.append("title").text(lane.folded ? "Unfold" : "Fold");
    const top = narrow ? 18 : 0;
    group.append("line").attr("class", "rule").attr("x1", 0).attr("x2", width).attr("y1", -3).attr("y2", -3);
    if (lane.folded) return y + 24 + top;
    const dots = lane.name === "Incidents";
    const placed = this.placed(lane.items.filter((item) => this.isInView(item)), scale, dots, left, width);
    const rows = placed.reduce((most, item) => Math.max(most, item.row), 0) + 1;
    const high = dots ? DOT + 2 : BAR + 3;
    for (const item of placed) this.drawItem(group, item, top + item.row * high, scale, dots, width);
    return y + top + Math.max(rows * high, 18) + 9;
  }

  /** Whether it is, or may be, within the days that are drawn. */
  private isInView({ span }: Dated): boolean {
    return (span.first ?? -Infinity) <= this.domain[1] && (span.last ?? Infinity) >= this.domain[0];
  }

  private placed(items: Dated[], scale: Scale, dots: boolean, left: number, width: number): Placed[] {
    const ends: number[] = [];
    return items.map((dated) => {
      const { span } = dated;
      // What goes on beyond the days that are drawn is cut there, so that its words are in sight.
      const x0 = span.first === null ? left : Math.max(scale(asDate(span.first)), left);
      const end = span.last === null ? width - RIGHT : Math.min(scale(asDate(span.last + 1)), width - RIGHT);
      const x1 = Math.max(end, x0 + (dots ? DOT : 4));
      const room = dated.text.length * 6.1 + 12;
      const words = dots ? "none" : x1 - x0 >= room ? "inside"
        : x1 + room <= width ? "after" : x0 - room >= left ? "before" : "over";
      const from = words === "before" ? x0 - room : words === "over" ? Math.min(x0, width - room) : x0;
      const to = words === "after" ? x1 + room : x1;
      let row = ends.findIndex((end) => end < from - 2);
      if (row < 0) row = ends.length < MOST_ROWS ? ends.length : dated.id.length % MOST_ROWS;
      ends[row] = Math.max(ends[row] ?? 0, to);
      return { dated, row, x0, x1, words };
    });
  }

  private drawItem(
    lane: Selection<SVGGElement, unknown, null, undefined>, { dated, x0, x1, words }: Placed, y: number,
    scale: Scale, dots: boolean, width: number,
  ): void {
    const { item, span, time } = dated;
    const looks = this.model.content.looks;
    const look = isLink(item) ? looks.links[item.type] : looks.nodes[item.look];
    const colour = visible(look?.colour ?? "#6E7684");
    const group = lane.append("g").attr("class", "dated").attr("data-id", dated.id)
      .classed("disputed", item.disputed === true).classed("inferred", item.inferred === true)
      .classed("suspected", item.attribution === "suspected")
      .attr("transform", `translate(0,${y})`)
      .on("click", (event: MouseEvent) => {
        event.stopPropagation();
        this.box.focus({ preventScroll: true });
        this.model.pick([dated.id]);
      });
    group.append("title").text(`${dated.text}, ${time.text}${item.disputed ? ", disputed" : ""}`);
    const high = dots ? DOT : BAR;
    const bar = (from: number, to: number, sort: string): void => {
      group.append("rect").attr("class", sort).attr("x", from).attr("y", 0).attr("height", high)
        .attr("width", Math.max(to - from, 3)).attr("rx", dots ? 4 : 2).style("fill", colour).style("stroke", colour);
    };
    const one = span.first === span.last && span.begun === span.last;
    const sure0 = span.begun === null ? x0 : Math.max(scale(asDate(span.begun)), x0);
    if (time.within) bar(x0, x1, "within");
    else if (dots && one) {
      group.append("circle").attr("class", "day").attr("cx", x0 + DOT / 2).attr("cy", DOT / 2).attr("r", DOT / 2 - 0.5)
        .style("fill", colour).style("stroke", colour);
    } else {
      const sure1 = span.ending === null ? x1 : Math.max(Math.min(scale(asDate(span.ending + 1)), x1), sure0);
      if (sure0 - x0 > 1) bar(x0, Math.min(sure0, x1), "within");
      if (x1 - sure1 > 1) bar(Math.max(sure1, x0), x1, span.ending === null ? "open" : "within");
      const open = span.last === null;
      bar(Math.max(sure0, x0), Math.max(Math.min(sure1, x1), sure0), span.first === null || open ? "lasted open" : "lasted");
      if (span.first === null) ending(group, x0, -1, high, colour);
      if (open) ending(group, x1, 1, high, colour);
    }
    if (words === "none") return;
    const text = group.append("text").attr("y", 11.5).text(dated.text).attr("class", words);
    if (words === "over") {
      // There is room neither before nor after it: the words end where the line does.
      const most = Math.floor((width - 12) / 6.1);
      text.attr("x", width - 6).attr("text-anchor", "end")
        .text(dated.text.length > most ? `${dated.text.slice(0, most - 1)}…` : dated.text);
    } else if (words === "inside") text.attr("x", x0 + 6);
    else if (words === "after") text.attr("x", x1 + (span.last === null ? 9 : 4));
    else text.attr("x", x0 - 5).attr("text-anchor", "end");
  }

  show(): void {
    let shown = 0;
    this.svg.selectAll<SVGGElement, unknown>(".dated").each((_, index, elements) => {
      const element = elements[index] as SVGGElement;
      const seen = this.model.inTime(element.getAttribute("data-id") ?? "");
      element.classList.toggle("off", !seen);
      if (seen) shown++;
    });
    this.box.dataset["shown"] = String(shown);
  }

  mark(): void {
    const { picked, related } = this.model;
    const marked: string[] = [];
    this.svg.selectAll<SVGGElement, unknown>(".dated").each((_, index, elements) => {
      const element = elements[index] as SVGGElement;
      const id = element.getAttribute("data-id") ?? "";
      element.classList.toggle("picked", picked.has(id));
      element.classList.toggle("faded", picked.size > 0 && !picked.has(id) && !related.has(id));
      if (picked.has(id)) marked.push(id);
    });
    this.box.dataset["picked"] = marked.sort().join(" ");
  }
}

type Scale = ScaleTime<number, number>;

function ending(group: Selection<SVGGElement, unknown, null, undefined>, x: number, way: number, high: number, colour: string): void {
  group.append("path").attr("d", `M${x},0l${way * 6},${high / 2}l${-way * 6},${high / 2}Z`).style("fill", colour);
}

function inOrder(a: Dated, b: Dated): number {
  return (a.span.first ?? -Infinity) - (b.span.first ?? -Infinity) || (a.id < b.id ? -1 : 1) || 0;
}
