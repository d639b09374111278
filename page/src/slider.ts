// The dates: two handles on one bar, which every view follows.

import { isoDay } from "./days";
import { byId, button, el } from "./dom";
import type { Model } from "./model";

export class Slider {
  private readonly from: HTMLInputElement;
  private readonly to: HTMLInputElement;
  private readonly text = el("output", { id: "dates-text" });
  private readonly all: HTMLButtonElement;

  constructor(private readonly model: Model, private readonly days: [number, number], wide: (days: [number, number]) => void) {
    const [first, last] = days;
    const input = (name: string, value: number): HTMLInputElement => el("input", {
      type: "range", id: `dates-${name}`, min: String(first), max: String(last), value: String(value), step: "1",
      "aria-label": name === "from" ? "From this day" : "To this day",
    });
    this.from = input("from", first);
    this.to = input("to", last);
    this.all = button("All dates", "Show all dates again", () => {
      this.model.setRange(this.days);
      wide(this.days);
    });
    const near = button("Only these", "Draw the time line for these dates only", () => {
      if (this.model.range) wide(this.model.range);
    });
    for (const moved of [this.from, this.to]) {
      moved.addEventListener("input", () => this.moved(moved));
      // An arrow key goes on by a day, these by a year.
      moved.addEventListener("keydown", (event) => {
        const by = { PageUp: 365, PageDown: -365 }[event.key];
        if (by === undefined) return;
        event.preventDefault();
        moved.value = String(Number(moved.value) + by);
        this.moved(moved);
      });
    }
    byId("slider").append(
      el("div", { class: "range" }, el("div", { class: "track" }), this.from, this.to), this.text, near, this.all,
    );
    this.draw();
  }

  private moved(handle: HTMLInputElement): void {
    let [from, to] = [Number(this.from.value), Number(this.to.value)];
    if (from > to) {
      if (handle === this.from) from = to;
      else to = from;
    }
    this.model.setRange([from, to]);
    this.draw();
  }

  draw(): void {
    const [from, to] = this.model.range ?? this.days;
    this.from.value = String(from);
    this.to.value = String(to);
    this.from.setAttribute("aria-valuetext", isoDay(from));
    this.to.setAttribute("aria-valuetext", isoDay(to));
    this.text.textContent = `${isoDay(from)} – ${isoDay(to)}`;
    this.all.disabled = this.model.allTime;
    const track = byId("slider").querySelector<HTMLElement>(".track");
    const width = Math.max(this.days[1] - this.days[0], 1);
    // Where both handles stand at the end, the one that can still be moved is the one to be had.
    this.from.classList.toggle("above", from - this.days[0] > width / 2);
    track?.style.setProperty("--from", `${((from - this.days[0]) / width) * 100}%`);
    track?.style.setProperty("--to", `${((to - this.days[0]) / width) * 100}%`);
  }
}
