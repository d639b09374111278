// The rows of the answer; for a whole graph, the list of what is on the page.

import type { Cell, RowContent, TableContent } from "./content";
import { byId, button, el, folded, marks } from "./dom";
import { words, type Model } from "./model";
import { roving } from "./roving";

const AT_ONCE = 200;

export class Table {
  private readonly table: TableContent;
  private readonly box = byId("rows");
  private readonly body = el("tbody");
  private readonly more = button("Show more", "Show more rows", () => this.grow());
  private limit = AT_ONCE;
  private query = "";

  constructor(private readonly model: Model) {
    this.table = model.content.table ?? listed(model);
    const head = el("tr");
    for (const column of this.table.columns) {
      head.append(el("th", { scope: "col", title: column.help, class: column.type }, column.title));
    }
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
      byId("below").append(el("h3", {}, below.title), list);
    }
    this.draw();
  }

  pickRow(index: number): void {
    const row = this.table.rows[index];
    this.model.pick(row?.about ?? []);
    this.box.dataset["row"] = String(index);
    this.mark();
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
    this.limit = all ? 1000 : AT_ONCE;
    this.draw();
  }

  private fits(row: RowContent): boolean {
    if (!this.model.rowInTime(row)) return false;
    return !this.query || row.cells.some((cell) => folded(textOf(cell)).includes(this.query));
  }

  draw(): void {
    const rows = this.table.rows.map((row, index) => ({ row, index })).filter(({ row }) => this.fits(row));
    this.body.replaceChildren(...rows.slice(0, this.limit).map(({ row, index }) => {
      const line = el("tr", { "data-row": String(index) });
      row.cells.forEach((cell, column) => {
        line.append(el("td", { class: this.table.columns[column]?.type ?? "text" }, ...shown(cell)));
      });
      return line;
    }));
    const all = this.table.rows.length;
    const word = this.model.content.kind === "whole" ? "entries" : "rows";
    byId("rows-note").textContent = !all ? "Nothing on record fits."
      : rows.length === all ? "" : `${rows.length} of ${all} ${word}, as searched for and dated above.`;
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
    below: [],
  };
}

function fact(facts: [string, string][] | undefined, key: string): string {
  return facts?.find(([name]) => name === key)?.[1] ?? "";
}
