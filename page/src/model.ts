// What is on the page, and what of it is picked, in time and switched on.
// What always holds here: every view shows the same state; a pick in one is a pick in all.

import type { Content, LinkContent, NodeContent, RowContent, Time } from "./content";
import { dayNumber, isoDay } from "./days";

export interface Span {
  /** First day that it can have begun; nothing where no start is reported. */
  first: number | null;
  /** Last day that it can have begun. */
  begun: number | null;
  /** First day that it can have ended. */
  ending: number | null;
  /** Last day that it can have ended; nothing where no end is reported. */
  last: number | null;
}

export interface Dated {
  id: string;
  lane: string;
  text: string;
  time: Time;
  span: Span;
  item: NodeContent | LinkContent;
}

export function isLink(item: NodeContent | LinkContent): item is LinkContent {
  return "type" in item;
}

export class Model {
  readonly nodes = new Map<string, NodeContent>();
  readonly links = new Map<string, LinkContent>();
  readonly linksOf = new Map<string, LinkContent[]>();
  readonly dated: Dated[] = [];
  /** The first and the last day that anything on the page can mean. */
  readonly days: [number, number] | null;
  readonly focus: Set<string>;
  picked = new Set<string>();
  related = new Set<string>();
  range: [number, number] | null = null;
  readonly off = new Set<string>();
  private readonly spans = new Map<string, Span>();
  private readonly inTimeNow = new Map<string, boolean>();
  private readonly listeners: ((what: Change) => void)[] = [];

  constructor(readonly content: Content) {
    this.focus = new Set(content.head.focus);
    for (const node of content.nodes) {
      this.nodes.set(node.id, node);
      this.linksOf.set(node.id, []);
    }
    for (const link of content.links) {
      this.links.set(link.id, link);
      this.linksOf.get(link.start)?.push(link);
      if (link.end !== link.start) this.linksOf.get(link.end)?.push(link);
    }
    for (const item of [...content.nodes, ...content.links]) this.addTime(item);
    const days = [...this.spans.values()]
      .flatMap((span) => [span.first, span.begun, span.ending, span.last])
      .filter((day): day is number => day !== null);
    if (content.head.asOf && days.length) {
      // What has no end reported goes on to the day that was asked for.
      const asOf = dayNumber(content.head.asOf);
      const last = days.reduce((a, b) => Math.max(a, b));
      const open = this.dated.some((item) => item.span.last === null);
      days.push(open ? Math.max(asOf, last) : Math.min(Math.max(asOf, last), last + 60));
    }
    this.days = days.length
      ? [days.reduce((a, b) => Math.min(a, b)), days.reduce((a, b) => Math.max(a, b))]
      : null;
    this.range = this.days;
  }

  private addTime(item: NodeContent | LinkContent): void {
    if (!item.time) return;
    const { from, to } = item.time;
    const span = {
      first: from ? dayNumber(from[0]) : null,
      begun: from ? dayNumber(from[1]) : null,
      ending: to ? dayNumber(to[0]) : null,
      last: to ? dayNumber(to[1]) : null,
    };
    this.spans.set(item.id, span);
    if (item.lane) {
      this.dated.push({
        id: item.id, lane: item.lane, text: this.title(item.id), time: item.time, span, item,
      });
    }
  }

  onChange(listener: (what: Change) => void): void {
    this.listeners.push(listener);
  }

  private tell(what: Change): void {
    for (const listener of this.listeners) listener(what);
  }

  item(id: string): NodeContent | LinkContent | undefined {
    return this.nodes.get(id) ?? this.links.get(id);
  }

  title(id: string): string {
    const link = this.links.get(id);
    if (!link) return this.nodes.get(id)?.name ?? id;
    const [start, end] = [this.title(link.start), this.title(link.end)];
    return this.isRole(link) ? `${start}, ${link.caption}, ${end}` : `${start} ${link.caption} ${end}`;
  }

  /** Whether the words on it are a role, and no verb. */
  isRole(link: LinkContent): boolean {
    return this.content.looks.links[link.type]?.caption === "{role}";
  }

  /** Pick what the ids name; what hangs together with it is related. No id picks nothing. */
  pick(ids: readonly string[]): void {
    this.picked = new Set(ids.filter((id) => this.item(id)));
    this.related = new Set();
    for (const id of this.picked) {
      const link = this.links.get(id);
      if (link) {
        this.related.add(link.start).add(link.end);
      } else if (this.picked.size === 1) {
        this.relateAll(id);
      } else {
        for (const other of this.linksOf.get(id) ?? []) {
          if (this.picked.has(other.start) && this.picked.has(other.end)) this.related.add(other.id);
        }
      }
    }
    for (const id of this.picked) this.related.delete(id);
    this.tell("pick");
  }

  private relateAll(id: string): void {
    for (const link of this.linksOf.get(id) ?? []) {
      const other = link.start === id ? link.end : link.start;
      this.related.add(link.id).add(other);
      // A facility or a place is related to who did what there, too.
      const label = this.nodes.get(other)?.label;
      if (label !== "Incident" && label !== "ChangeEvent") continue;
      if (this.nodes.get(id)?.label === "Group" && label === "Incident") {
        for (const next of this.linksOf.get(other) ?? []) {
          if (next.type === "STRUCK") this.related.add(next.id).add(next.end);
        }
      }
    }
  }

  setRange(range: [number, number]): void {
    if (this.range && range[0] === this.range[0] && range[1] === this.range[1]) return;
    this.range = range;
    this.inTimeNow.clear();
    this.tell("time");
  }

  switchKind(key: string, on: boolean): void {
    if (on) this.off.delete(key);
    else this.off.add(key);
    this.tell("kinds");
  }

  /** Whether the whole time is chosen. */
  get allTime(): boolean {
    return !this.days || !this.range
      || (this.range[0] <= this.days[0] && this.range[1] >= this.days[1]);
  }

  /** Whether it is, or may be, in the time chosen; what has no date goes with what it is tied to. */
  inTime(id: string): boolean {
    if (this.allTime) return true;
    let known = this.inTimeNow.get(id);
    if (known === undefined) {
      known = this.computeInTime(id);
      this.inTimeNow.set(id, known);
    }
    return known;
  }

  private computeInTime(id: string): boolean {
    const own = this.ownTime(id);
    if (own === false) return false;
    const link = this.links.get(id);
    if (link) return this.inTime(link.start) && this.inTime(link.end);
    if (own || this.focus.has(id)) return true;
    let dated = false;
    for (const tie of this.linksOf.get(id) ?? []) {
      const other = tie.start === id ? tie.end : tie.start;
      const times = [this.ownTime(tie.id), this.ownTime(other)];
      if (times.every((time) => time === null)) continue;
      if (!times.includes(false)) return true;
      dated = true;
    }
    return !dated;
  }

  /** Whether its own date is in the time chosen; nothing where it has none. */
  private ownTime(id: string): boolean | null {
    const span = this.spans.get(id);
    if (!span || !this.range) return null;
    const first = span.first ?? -Infinity;
    const last = span.last ?? Infinity;
    return first <= this.range[1] && last >= this.range[0];
  }

  rowInTime(row: RowContent): boolean {
    if (this.allTime || !row.about?.length) return true;
    const dated = row.about.filter((id) => this.spans.has(id));
    return (dated.length ? dated : row.about).some((id) => this.inTime(id));
  }

  /** What the legend switches: the label, told apart where the colour is another. */
  kindOf(node: NodeContent): string {
    const colour = (look: string): string | undefined => this.content.looks.nodes[look]?.colour;
    return colour(node.look) === colour(node.label) ? node.label : node.look;
  }

  isOn(item: NodeContent | LinkContent): boolean {
    if (!isLink(item)) return !this.off.has(this.kindOf(item));
    const ends = [this.nodes.get(item.start), this.nodes.get(item.end)];
    return !this.off.has(item.type) && ends.every((end) => end !== undefined && this.isOn(end));
  }

  shortRange(): string {
    return this.range ? `${isoDay(this.range[0])} – ${isoDay(this.range[1])}` : "";
  }
}

export type Change = "pick" | "time" | "kinds" | "theme";

/** A word of the model as a reader would say it: ChangeEvent is a change event. */
export function words(name: string): string {
  const text = name.includes("_") || name === name.toUpperCase()
    ? name.replace(/_/g, " ").toLowerCase()
    : name.replace(/([a-z])([A-Z])/g, "$1 $2").toLowerCase();
  return text.charAt(0).toUpperCase() + text.slice(1);
}
