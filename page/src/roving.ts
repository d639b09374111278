// Keys in a view that shows many things: arrows go from one to the next, Enter picks it.

export interface Stop {
  id: string;
  element: Element;
}

export function roving(
  box: HTMLElement, stops: () => Stop[], pick: (id: string) => void, say: (id: string) => void,
): void {
  let at = -1;
  let current: Element | null = null;
  const go = (by: number): void => {
    const all = stops();
    if (!all.length) return;
    const known = current ? all.findIndex((stop) => stop.element === current) : -1;
    at = known < 0 ? (by > 0 ? 0 : all.length - 1) : Math.min(Math.max(known + by, 0), all.length - 1);
    const stop = all[at];
    if (!stop) return;
    current?.classList.remove("cursor");
    current = stop.element;
    current.classList.add("cursor");
    current.scrollIntoView({ block: "nearest", inline: "nearest" });
    box.dataset["cursor"] = stop.id;
    say(stop.id);
  };
  box.addEventListener("keydown", (event) => {
    if (event.target !== box && !(event.target as Element).closest?.("svg, table")) return;
    const steps: Record<string, number> = {
      ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1, Home: -Infinity, End: Infinity,
    };
    const by = steps[event.key];
    if (by !== undefined) go(by === Infinity ? 1e9 : by === -Infinity ? -1e9 : by);
    else if (event.key === "Enter" || event.key === " ") {
      // A link or a button in it does its own.
      if (event.target !== box && (event.target as Element).closest("a, button")) return;
      const id = box.dataset["cursor"];
      if (id) pick(id);
    } else return;
    event.preventDefault();
  });
  box.addEventListener("blur", () => current?.classList.remove("cursor"));
}
