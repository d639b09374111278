// The map. What always holds here: only what has coordinates of its own is on it, and how many have
// none is said; a coarse place is hollow; what shares a place stands side by side, uncounted.

import { geoMercator, geoPath, type GeoProjection } from "d3-geo";
import { select, type Selection } from "d3-selection";
import { zoom, zoomIdentity, type D3ZoomEvent, type ZoomBehavior, type ZoomTransform } from "d3-zoom";
import { feature } from "topojson-client";
import type { GeometryCollection, Topology } from "topojson-specification";
import atlas from "world-atlas/countries-50m.json";
import type { NodeContent } from "./content";
import { byId } from "./dom";
import type { Model } from "./model";
import { roving } from "./roving";
import { visible } from "./theme";
import { unitLines } from "./units";

interface Point {
  id: string;
  title: string;
  place: string;
  at: [number, number];
  coarse: boolean;
  node: NodeContent | null;
  row: number | null;
  /** The how-manieth of those at one place. */
  nth: number;
  alone: boolean;
  xy: [number, number];
}

const LARGE = 5;
const SMALL = 3.8;
const MANY = 90;

type Box = [number, number, number, number];

/** The poles are endlessly far away on this map. */
function inside(latitude: number): number {
  return Math.min(Math.max(latitude, -82), 84);
}

function titled(node: NodeContent): string {
  const when = node.time?.text;
  return when && !node.name.includes(when) ? `${node.name}, ${when}` : node.name;
}

export function points(model: Model): Point[] {
  const found: Point[] = [];
  for (const node of model.content.nodes) {
    if (!node.place) continue;
    const text = node.facts?.find(([key]) => key === "place text")?.[1];
    found.push({
      id: node.id, title: titled(node), place: text ?? node.name,
      at: node.place.at, coarse: node.place.coarse, node, row: null, nth: 0, alone: true, xy: [0, 0],
    });
  }
  model.content.table?.rows.forEach((row, index) => {
    if (!row.at) return;
    const title = row.cells.find((cell) => typeof cell === "string" && cell) as string | undefined;
    found.push({
      id: `row:${index}`, title: title ?? `Row ${index + 1}`, place: title ?? "", at: row.at, coarse: true,
      node: null, row: index, nth: 0, alone: true, xy: [0, 0],
    });
  });
  // Facilities first, so that they stand at the place itself.
  const rank = (point: Point): number => (point.node ? (point.node.label === "Incident" ? 1 : 0) : 2);
  found.sort((a, b) => rank(a) - rank(b)
    || (a.node?.time?.from?.[0] ?? "").localeCompare(b.node?.time?.from?.[0] ?? "") || (a.id < b.id ? -1 : 1));
  const here = new Map<string, Point[]>();
  for (const point of found) {
    const key = point.at.map((part) => part.toFixed(3)).join();
    const others = here.get(key) ?? [];
    point.nth = others.length;
    others.push(point);
    here.set(key, others);
  }
  for (const others of here.values()) for (const point of others) point.alone = others.length === 1;
  return found;
}

export class MapView {
  private readonly box = byId("map");
  private readonly svg: Selection<SVGSVGElement, unknown, null, undefined>;
  private readonly land: Selection<SVGGElement, unknown, null, undefined>;
  private readonly names: Selection<SVGGElement, unknown, null, undefined>;
  private readonly marks: Selection<SVGGElement, unknown, null, undefined>;
  private readonly labels: Selection<SVGGElement, unknown, null, undefined>;
  private readonly zooming: ZoomBehavior<SVGSVGElement, unknown>;
  private transform: ZoomTransform = zoomIdentity;
  private countries: Feature[] = [];
  private projected: GeoProjection = geoMercator();
  private taken: Box[] = [];
  private width = 0;
  private height = 0;
  private focused = false;
  private onPaper = false;
  private readonly radius: number;

  constructor(private readonly model: Model, private readonly points: Point[],
    private readonly pickRow: (row: number) => void) {
    this.radius = points.length > MANY ? SMALL : LARGE;
    this.svg = select(this.box).append("svg").attr("class", "canvas").attr("aria-hidden", "true");
    this.land = this.svg.append("g").attr("class", "land");
    this.names = this.svg.append("g").attr("class", "country-names");
    this.marks = this.svg.append("g");
    this.labels = this.svg.append("g").attr("class", "place-names");
    this.zooming = zoom<SVGSVGElement, unknown>()
      .scaleExtent([0.4, 60])
      .filter((event: Event) => event.type !== "wheel" || this.focused || (event as WheelEvent).ctrlKey)
      .on("zoom", (event: D3ZoomEvent<SVGSVGElement, unknown>) => {
        this.transform = event.transform;
        this.names.selectAll("text").remove();
        this.placed();
      })
      .on("end", () => this.nameCountries());
    this.svg.call(this.zooming).on("dblclick.zoom", null);
    this.svg.on("click", (event: MouseEvent) => {
      if (event.target instanceof Element && event.target.closest(".point")) return;
      this.model.pick([]);
    });
    this.box.addEventListener("focus", () => { this.focused = true; });
    this.box.addEventListener("blur", () => { this.focused = false; });
    const without = model.content.nodes.filter((node) => node.label === "Incident" && !node.place).length;
    byId("map-note").textContent = without
      ? `Not on the map: ${without} incident${without === 1 ? "" : "s"} for which no coordinates are on record.` : "";
    const order = [...points].sort((a, b) => a.at[0] - b.at[0] || b.at[1] - a.at[1] || a.nth - b.nth);
    roving(this.box, () => order.flatMap((point) => {
      const element = this.box.querySelector(`[data-id="${CSS.escape(point.id)}"]`);
      return element && !element.classList.contains("off") ? [{ id: point.id, element }] : [];
    }), (id) => this.pick(id), (id) => {
      byId("status").textContent = this.points.find((point) => point.id === id)?.title ?? "";
    });
    this.draw();
    // There is more or less room when something is picked.
    new ResizeObserver(() => {
      if (this.onPaper) return;
      if (this.box.clientWidth !== this.width || this.box.clientHeight !== this.height) this.draw();
    }).observe(this.box);
  }

  private pick(id: string): void {
    const row = this.points.find((point) => point.id === id)?.row;
    if (row != null) this.pickRow(row);
    else this.model.pick([id]);
  }

  private projection(): GeoProjection {
    const made = geoMercator();
    const [xs, ys] = [this.points.map((p) => p.at[0]), this.points.map((p) => inside(p.at[1]))];
    const least = 2.6;
    const pad = (values: number[]): [number, number] => {
      const [low, high] = [Math.min(...values), Math.max(...values)];
      const more = Math.max((high - low) * 0.08, least - (high - low) / 2, 0.5);
      return [low - more, high + more];
    };
    const [[west, east], [south, north]] = [pad(xs), pad(ys)];
    made.fitExtent([[8, 8], [this.width - 8, this.height - 8]], {
      type: "MultiPoint", coordinates: [[west, Math.max(south, -83)], [east, Math.min(north, 85)]],
    });
    return made;
  }

  /** Draw everything anew for the room that there is, or for paper of the size given. */
  draw(paper?: [number, number]): void {
    this.onPaper = paper !== undefined;
    const [width, height] = paper ?? [this.box.clientWidth, this.box.clientHeight];
    if (!width || !height) return;
    [this.width, this.height] = [width, height];
    this.svg.attr("viewBox", `0 0 ${this.width} ${this.height}`);
    const projection = this.projection();
    const clipped = geoMercator().scale(projection.scale()).translate(projection.translate())
      .clipExtent([[-this.width, -this.height], [2 * this.width, 2 * this.height]]).precision(0.4);
    const path = geoPath(clipped);
    this.projected = projection;
    this.countries = outlines().filter((country) => path(country));
    const drawn = this.countries.map((country) => path(country) ?? "");
    const units = unitLines().map((lines) => path(lines) ?? "").filter(Boolean).join("");
    this.land.selectAll("path").data([...drawn, units]).join("path").attr("d", (outline) => outline)
      .classed("units", (outline) => outline === units);
    for (const point of this.points) point.xy = projection([point.at[0], inside(point.at[1])]) ?? [0, 0];
    this.marks.selectAll<SVGPathElement, Point>("path").data(this.points, (point) => point.id).join("path")
      .attr("class", "point").attr("data-id", (point) => point.id)
      .attr("d", (point) => shape(point, this.radius))
      .on("click", (event: MouseEvent, point) => {
        event.stopPropagation();
        this.box.focus({ preventScroll: true });
        this.pick(point.id);
      })
      .each(function titled(point) {
        select(this).selectAll("title").data([point.title]).join("title").text((text) => text);
      });
    this.style();
    this.placed();
    this.show();
    this.mark();
    this.nameCountries();
  }

  style(): void {
    this.marks.selectAll<SVGPathElement, Point>("path").each((point, index, elements) => {
      const colour = visible(this.model.content.looks.nodes[point.node?.look ?? "Location"]?.colour ?? "#6E7684");
      const path = select(elements[index] as SVGPathElement);
      path.style("stroke", colour).style("fill", point.coarse ? "none" : colour)
        .classed("hollow", point.coarse)
        .classed("disputed", point.node?.disputed === true)
        .classed("suspected", point.node?.attribution === "suspected");
    });
  }

  private where(point: Point): [number, number] {
    const [x, y] = this.transform.apply(point.xy);
    if (!point.nth) return [x, y];
    const angle = point.nth * 2.399963;
    const radius = this.radius * 2.1 * Math.sqrt(point.nth);
    return [x + radius * Math.cos(angle), y + radius * Math.sin(angle)];
  }

  private placed(): void {
    this.land.attr("transform", this.transform.toString());
    this.marks.selectAll<SVGPathElement, Point>("path")
      .attr("transform", (point) => `translate(${this.where(point).map((part) => part.toFixed(1)).join()})`);
    this.label();
  }

  private free(box: Box): boolean {
    return box[0] >= 2 && box[2] <= this.width - 2 && box[1] >= 0 && box[3] <= this.height
      && this.taken.every((other) => box[2] < other[0] || box[0] > other[2] || box[3] < other[1] || box[1] > other[3]);
  }

  /** Name places as far as there is room; a name covers no point and no other name. */
  private label(): void {
    const seen = this.points.filter((point) => this.isSeen(point));
    this.taken = seen.map((point) => {
      const [x, y] = this.where(point);
      return [x - this.radius - 1, y - this.radius - 1, x + this.radius + 1, y + this.radius + 1];
    });
    const marked = (point: Point): boolean => this.model.picked.has(point.id);
    const order = [...seen].sort((a, b) => Number(marked(b)) - Number(marked(a)));
    const placed: { text: string; x: number; y: number; end: boolean; picked: boolean }[] = [];
    const told = new Set<string>();
    for (const point of order.slice(0, 400)) {
      const picked = marked(point);
      const text = picked ? point.title : point.place;
      if ((point.nth && !picked) || told.has(text)) continue;
      const [x, y] = this.where(point);
      const width = text.length * 6.5;
      for (const end of [false, true]) {
        const left = end ? x - this.radius - 4 - width : x + this.radius + 4;
        const box: Box = [left, y - 7, left + width, y + 7];
        if (!this.free(box)) continue;
        this.taken.push(box);
        told.add(text);
        placed.push({ text, x: end ? x - this.radius - 4 : x + this.radius + 4, y: y + 4, end, picked });
        break;
      }
    }
    this.labels.selectAll("text").data(placed).join("text").text((label) => label.text)
      .classed("picked", (label) => label.picked)
      .attr("x", (label) => label.x).attr("y", (label) => label.y)
      .attr("text-anchor", (label) => (label.end ? "end" : "start"));
  }

  /** A country's name stands in the middle of what is seen of it. */
  private nameCountries(): void {
    const { k, x, y } = this.transform;
    const [dx, dy] = this.projected.translate();
    const path = geoPath(geoMercator().scale(this.projected.scale() * k).translate([dx * k + x, dy * k + y])
      .clipExtent([[4, 4], [this.width - 4, this.height - 4]]).precision(1));
    const names = this.countries.flatMap((country) => {
      const [middle, [[left], [right]]] = [path.centroid(country), path.bounds(country)];
      const { name } = country.properties;
      const half = name.length * 4.2;
      const fits = Number.isFinite(middle[0]) && right - left > half * 2.2
        && this.free([middle[0] - half, middle[1] - 11, middle[0] + half, middle[1] + 3]);
      return fits ? [{ name, middle }] : [];
    });
    this.names.selectAll("text").data(names).join("text").text(({ name }) => name)
      .attr("x", ({ middle }) => middle[0]).attr("y", ({ middle }) => middle[1]);
  }

  private isSeen(point: Point): boolean {
    if (point.row === null) return this.model.inTime(point.id);
    const row = this.model.content.table?.rows[point.row];
    return row ? this.model.rowInTime(row) : false;
  }

  show(): void {
    let shown = 0;
    this.marks.selectAll<SVGPathElement, Point>("path").classed("off", (point) => {
      const seen = this.isSeen(point);
      if (seen) shown++;
      return !seen;
    });
    this.box.dataset["shown"] = String(shown);
    this.label();
  }

  mark(): void {
    const { picked, related } = this.model;
    this.marks.selectAll<SVGPathElement, Point>("path")
      .classed("picked", (point) => picked.has(point.id))
      .classed("faded", (point) => picked.size > 0 && !picked.has(point.id) && !related.has(point.id));
    this.marks.selectAll<SVGPathElement, Point>("path.picked").raise();
    this.box.dataset["picked"] = this.points.filter((point) => picked.has(point.id)).map((point) => point.id).sort().join(" ");
    this.label();
  }

  zoom(by: number): void {
    this.svg.call(this.zooming.scaleBy, by);
  }

  fit(): void {
    this.svg.call(this.zooming.transform, zoomIdentity);
  }
}

type Feature = ReturnType<typeof outlines>[number];

function outlines() {
  const topology = atlas as unknown as Topology<{ countries: GeometryCollection<{ name: string }> }>;
  return feature(topology, topology.objects.countries).features;
}

/** Incidents are round, facilities square, all else a diamond. */
function shape(point: Point, r: number): string {
  if (point.node?.label === "Incident") return `M${-r},0a${r},${r} 0 1,0 ${2 * r},0a${r},${r} 0 1,0 ${-2 * r},0Z`;
  if (point.node?.label === "Target") return `M${-r},${-r}h${2 * r}v${2 * r}h${-2 * r}Z`;
  return `M0,${-r - 1}L${r + 1},0L0,${r + 1}L${-r - 1},0Z`;
}
