// Dark and light, and colours that can be told from what is behind them.

import { byId } from "./dom";

type Theme = "light" | "dark";

const listeners: (() => void)[] = [];
let chosen: Theme | null = null;
let printing = false;

export function isDark(): boolean {
  if (printing) return false;
  return (chosen ?? (matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light")) === "dark";
}

export function onTheme(listener: () => void): void {
  listeners.push(listener);
}

function apply(): void {
  document.documentElement.dataset["theme"] = isDark() ? "dark" : "light";
  byId("theme").textContent = isDark() ? "Light" : "Dark";
  for (const listener of listeners) listener();
}

export function startTheme(): void {
  byId("theme").addEventListener("click", () => {
    chosen = isDark() ? "light" : "dark";
    apply();
  });
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", apply);
  apply();
}

/** While printing, everything is drawn on white. */
export function setPrinting(on: boolean): void {
  if (printing === on) return;
  printing = on;
  apply();
}

export function background(): string {
  return isDark() ? "#15181d" : "#ffffff";
}

/** How lines are broken in the graph and in its legend. */
export const DASHES = { disputed: [6, 4], inferred: [1.5, 3], suspected: [10, 3, 2, 3] } as const;

type Rgb = [number, number, number];

function rgb(colour: string): Rgb {
  const value = parseInt(colour.slice(1), 16);
  return [value >> 16, (value >> 8) & 255, value & 255];
}

function luminance(colour: Rgb): number {
  const [r, g, b] = colour.map((part) => {
    const c = part / 255;
    return c <= 0.03928 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4;
  }) as Rgb;
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

export function contrast(one: string, other: string): number {
  const [a, b] = [luminance(rgb(one)), luminance(rgb(other))];
  return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
}

function hex(colour: Rgb): string {
  return `#${colour.map((part) => Math.round(part).toString(16).padStart(2, "0")).join("")}`;
}

/** The colour as it is when a little of it lies on what is behind it. */
export function pale(colour: string): string {
  const [own, behind] = [rgb(colour), rgb(background())];
  return hex(own.map((part, index) => (behind[index] ?? 0) + (part - (behind[index] ?? 0)) * 0.25) as Rgb);
}

/** The colour, mixed with white or black only as far as it needs to stand out so much. */
export function visible(colour: string, behind: string = background(), least = 3): string {
  const towards: Rgb = luminance(rgb(behind)) < 0.2 ? [255, 255, 255] : [0, 0, 0];
  const own = rgb(colour);
  for (let share = 0; share <= 1; share += 0.05) {
    const text = hex(own.map((part, index) => part + ((towards[index] ?? 0) - part) * share) as Rgb);
    if (contrast(text, behind) >= least) return text;
  }
  return behind === "#ffffff" ? "#000000" : "#ffffff";
}
