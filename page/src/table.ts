// The rows of the answer; for a whole graph, the list of what is on the page.
// What always holds here: rows that are not drawn, on the screen or on paper, are told of.

import type { Cell, RowContent, TableContent } from "./content";
import { byId, button, el, folded, marks } from "./dom";
import { words, type Model } from "./model";
import { roving } from "./roving";

const AT_ONCE = 200;
const ON_PAPER = 1000;
const MOST_BELOW = 20;
const TURNS = ["none", "ascending", "descending"] as const;
const ARROWS = { none: "", ascending: " ▲", descending: " ▼" } as const;

export class Table {
  private readonly table: TableContent;
  private readonly box = byId("rows");
  private readonly body = el("tbody");
  private readonly more = button("Show more", "Show more rows", () => this.grow());
  private limit = AT_ONCE;
  private before = AT_ONCE;
  private query = "";
  private sorted: { column: number; turn: (typeof TURNS)[number] } = { column: -1, turn: "none" };
  private readonly heads: HTMLTableCellElement[] = [];

  constructor(private readonly model: Model) {
    this.table = model.content.table ?? listed(model);
    const head = el("tr");
    this.table.columns.forEach((column, index) => {
      const made = el("th", { scope: "col", title: column.help, class: column.type });
      if (SORTED.includes(column.type)) {
        const press = button(column.title, `${column.help}. Sort by it`, () => this.sort(index));
        press.removeAttribute("aria-label");
        made.append(press);
      } else made.append(column.title);
      this.heads.push(made);
      head.append(made);
    });
    const table = el("table", {}, el("thead", {}, head), this.body);
    this.box.append(table);
    byId("rows-after").append(this.more);
    this.body.addEventListener("click", (event) => {
      const target = event.target as Element;
      const row = target.closest("tr");
      if (row && !target.closest("a")) this.pickRow(Number(row.dataset["row"]));
    });
    roving(this.box, () => [...this.body.querySelectorAll("tr")].map((element) => ({
      id: element.dataset["row"] ?? "", element,
    })), (row) => this.pickRow(Number(row)), (row) => {
      const cell = this.table.rows[Number(row)]?.cells.slice(0, 3);
      byId("status").textContent = (cell ?? []).filter((text) => typeof text === "string").join(", ");
    });
    for (const below of this.table.below) {
      const list = el("ul");
      for (const [about, text] of below.entries) {
        list.append(el("li", {}, about ? el("b", {}, about) : null, about ? " " : "", text));
      }
      const box = below.entries.length > MOST_BELOW
        ? el("div", { class: "long", tabindex: "0", role: "region", "aria-label": below.title }, list) : list;
      byId("below").append(el("h3", {}, below.title), box);
    }
    this.draw();
  }

  pickRow(index: number): void {
    const row = this.table.rows[index];
    this.model.pick(row?.about ?? []);
    this.box.dataset["row"] = String(index);
    this.mark();
  }

  /** Sort by the column: upwards, then downwards, then as the answer has them. */
  private sort(column: number): void {
    const turn = this.sorted.column === column ? this.sorted.turn : "none";
    this.sorted = { column, turn: TURNS[(TURNS.indexOf(turn) + 1) % TURNS.length] ?? "none" };
    this.heads.forEach((head, index) => {
      const now = index === column ? this.sorted.turn : "none";
      head.setAttribute("aria-sort", now);
      const press = head.querySelector("button");
      if (press) press.textContent = `${this.table.columns[index]?.title ?? ""}${ARROWS[now]}`;
    });
    this.draw();
  }

  /** Rows in the order that was chosen; what is not known comes last. */
  private inOrder<T extends { row: RowContent; index: number }>(rows: T[]): T[] {
    const { column, turn } = this.sorted;
    if (turn === "none") return rows;
    const numeric = NUMERIC.includes(this.table.columns[column]?.type ?? "");
    const way = turn === "ascending" ? 1 : -1;
    const cell = (row: RowContent): string => textOf(row.cells[column] ?? "");
    return [...rows].sort((a, b) => {
      const [one, other] = [cell(a.row), cell(b.row)];
      if (!one || !other) return Number(!one) - Number(!other) || a.index - b.index;
      const by = numeric ? Number(one) - Number(other) : ALPHABET.compare(one, other);
      return by * way || a.index - b.index;
    });
  }

  private grow(): void {
    this.limit += AT_ONCE;
    this.draw();
  }

  find(query: string): void {
    this.query = folded(query.trim());
    this.draw();
  }

  /** Draw every row, to be printed. */
  showAll(all: boolean): void {
    if (all) this.before = this.limit;
    this.limit = all ? ON_PAPER : this.before;
    this.draw();
  }

  private fits(row: RowContent): boolean {
    if (!this.model.rowInTime(row)) return false;
    return !this.query || row.cells.some((cell) => folded(textOf(cell)).includes(this.query));
  }

  draw(): void {
    const rows = this.inOrder(
      this.table.rows.map((row, index) => ({ row, index })).filter(({ row }) => this.fits(row)));
    this.body.replaceChildren(...rows.slice(0, this.limit).map(({ row, index }) => {
      const line = el("tr", { "data-row": String(index) });
      row.cells.forEach((cell, column) => {
        line.append(el("td", { class: this.table.columns[column]?.type ?? "text" }, ...shown(cell)));
      });
      return line;
    }));
    const all = this.table.rows.length;
    const word = this.model.content.kind === "whole" ? "entries" : "rows";
    const fitting = rows.length === all ? "" : `${rows.length} of ${all} ${word}, as searched for and dated above.`;
    byId("rows-note").textContent = !all ? this.table.nothing
      : [fitting, rows.length > this.limit ? `The first ${this.limit} of ${rows.length} ${word} are here.` : ""]
        .filter(Boolean).join(" ");
    this.more.hidden = rows.length <= this.limit;
    this.box.dataset["shown"] = String(rows.length);
    this.mark();
  }

  mark(): void {
    const { picked } = this.model;
    const row = this.box.dataset["row"];
    this.body.querySelectorAll("tr").forEach((line) => {
      const about = this.table.rows[Number(line.dataset["row"])]?.about ?? [];
      const whole = picked.size > 0 && about.length > 0 && about.every((id) => picked.has(id));
      const touched = picked.size > 0 && about.some((id) => picked.has(id));
      line.classList.toggle("picked", whole || (touched && (picked.size === 1 || line.dataset["row"] === row)));
    });
    const first = this.body.querySelector<HTMLElement>("tr.picked");
    if (first) this.box.scrollTop = Math.max(0, first.offsetTop - this.box.clientHeight / 2);
    this.box.dataset["picked"] = [...this.body.querySelectorAll<HTMLElement>("tr.picked")]
      .map((line) => line.dataset["row"]).join(" ");
  }
}

/** Types of columns that rows can be sorted by. */
const SORTED = ["text", "list", "date", "integer", "number", "flag"];
const NUMERIC = ["integer", "number"];
const ALPHABET = new Intl.Collator("en", { sensitivity: "base" });

function textOf(cell: Cell): string {
  return typeof cell === "string" ? cell : cell.map(([text]) => text).join(" ");
}

function shown(cell: Cell): Node[] {
  if (typeof cell === "string") return [document.createTextNode(cell)];
  return cell.flatMap(([text, numbers]) => text
    ? [el("div", {}, text, " ", ...marks(numbers))]
    : marks(numbers));
}

/** What is on the page, one entry a line; nothing is added up. */
function listed(model: Model): TableContent {
  const order = ["ChangeEvent", "Group", "Person", "Incident", "Target", "Location"];
  const nodes = model.content.nodes.map((node) => ({ node, rank: (order.indexOf(node.label) + 10) % 10 }));
  nodes.sort((a, b) => a.rank - b.rank
    || (a.node.time?.from?.[0] ?? "").localeCompare(b.node.time?.from?.[0] ?? "")
    || a.node.name.localeCompare(b.node.name));
  return {
    nothing: "Nothing is on record.",
    columns: [
      { title: "what", help: "What kind of thing it is", type: "text" },
      { title: "name", help: "Its short name", type: "text" },
      { title: "date", help: "When, as far as it is known", type: "date" },
      { title: "summary", help: "What is said of it", type: "text" },
      { title: "sources", help: "Who says so", type: "sources" },
    ],
    rows: nodes.map(({ node }) => ({
      cells: [
        words(node.look === node.label ? node.label : node.look), node.name, node.time?.text ?? "",
        node.summary ?? fact(node.facts, "full name"), [["", node.sources ?? []]],
      ],
      about: [node.id],
    })),
    below: doubts(model).filter(({ entries }) => entries.length),
  };
}

/** What is disputed, and what the sources tell differently, so that a list and paper have it too. */
function doubts(model: Model): TableContent["below"] {
  const { nodes, links } = model.content;
  const all = [...nodes, ...links].map((item) => ({ item, about: model.title(item.id) }));
  return [
    {
      title: "What is disputed",
      entries: all.filter(({ item }) => item.disputed).map(({ item, about }) => [about, item.disputedBy?.length
        ? `disputed by [${item.disputedBy.join(", ")}]` : "sources name different groups, or it is denied"]),
    },
    {
      title: "Where the sources disagree",
      entries: all.flatMap(({ item, about }) => (item.conflicts ? [[about, item.conflicts] as [string, string]] : [])),
    },
  ];
}

function fact(facts: [string, string][] | undefined, key: string): string {
  return facts?.find(([name]) => name === key)?.[1] ?? "";
}
