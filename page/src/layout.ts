// Where the nodes stand. What always holds here: the same content stands at the same places, always;
// no node covers another; changes read from left to right as time goes on.

import dagre from "@dagrejs/dagre";
import {
  forceCollide, forceLink, forceManyBody, forceSimulation, forceX, forceY, type SimulationNodeDatum,
} from "d3-force";

export interface Box {
  id: string;
  width: number;
  height: number;
  /** The day by which changes are ordered. */
  day: number | null;
  change: boolean;
}

export interface Tie {
  start: string;
  end: string;
  /** Words on the tie need room. */
  room: number;
}

export type Places = Map<string, { x: number; y: number }>;

/** Layers in the order of time, downwards or to the right, whichever can be drawn larger. */
export function inTime(boxes: Box[], ties: Tie[], room: { width: number; height: number }): Places {
  const ways = (["TB", "LR"] as const).map((way) => layered(boxes, ties, way));
  const size = ({ width, height }: Layers): number => Math.min(room.width / width, room.height / height);
  ways.sort((a, b) => size(b) - size(a));
  return ways[0]?.places ?? new Map();
}

interface Layers {
  places: Places;
  width: number;
  height: number;
}

/** A group stands after the change it came from, and before those it was to take part in. */
function layered(boxes: Box[], ties: Tie[], way: "TB" | "LR"): Layers {
  const graph = new dagre.graphlib.Graph({ multigraph: true });
  const down = way === "TB";
  graph.setGraph({ rankdir: way, nodesep: down ? 42 : 20, ranksep: down ? 36 : 24, marginx: 10, marginy: 10 });
  graph.setDefaultEdgeLabel(() => ({}));
  const day = new Map(boxes.map((box) => [box.id, box.day ?? 0]));
  const changes = boxes.filter((box) => box.change)
    .sort((a, b) => (a.day ?? 0) - (b.day ?? 0) || (a.id < b.id ? -1 : 1));
  const order = new Map(changes.map((box, index) => [box.id, index]));
  // The first change that a group takes part in, and whether it came out of it.
  const first = new Map<string, { order: number; out: boolean }>();
  for (const { start, end } of ties) {
    const out = order.has(start);
    const [change, group] = out ? [start, end] : [end, start];
    const at = order.get(change);
    if (at === undefined || order.has(group)) continue;
    const known = first.get(group);
    if (!known || at < known.order || (at === known.order && !out)) first.set(group, { order: at, out });
  }
  for (const box of boxes) graph.setNode(box.id, { width: box.width, height: box.height });
  ties.forEach(({ start, end, room }, index) => {
    const out = order.has(start);
    const [change, group] = out ? [start, end] : [end, start];
    const at = order.get(change);
    const begun = first.get(group);
    const asTime = at === undefined || !begun
      ? true
      : at === begun.order ? out === begun.out : !out;
    graph.setEdge(
      asTime ? start : end, asTime ? end : start,
      down ? { weight: 2 } : { width: room, height: 14, labelpos: "c", weight: 2 }, `t${index}`,
    );
  });
  // Later changes stand further to the right, whether or not they hang together.
  for (let index = 1; index < changes.length; index++) {
    const [before, after] = [changes[index - 1], changes[index]];
    if (before && after && (day.get(before.id) ?? 0) < (day.get(after.id) ?? 0)) {
      graph.setEdge(before.id, after.id, { weight: 0, minlen: 1 }, `o${index}`);
    }
  }
  dagre.layout(graph);
  const places: Places = new Map(boxes.map((box) => {
    const node = graph.node(box.id);
    return [box.id, { x: node.x ?? 0, y: node.y ?? 0 }];
  }));
  const { width, height } = graph.graph();
  return { places, width: Math.max(width ?? 1, 1), height: Math.max(height ?? 1, 1) };
}

const MOST_AROUND = 44;

/** Around the one that was asked about, where most hang on it; nothing where they do not. */
export function around(focus: string, boxes: Box[], ties: Tie[]): Places | null {
  const middle = boxes.find((box) => box.id === focus);
  if (!middle || boxes.length > MOST_AROUND) return null;
  const near = new Set<string>();
  for (const tie of ties) {
    if (tie.start === focus) near.add(tie.end);
    if (tie.end === focus) near.add(tie.start);
  }
  near.delete(focus);
  // Ties come sorted by what they say, so those of one kind stand together.
  const first = new Map<string, number>();
  ties.forEach((tie, index) => {
    for (const id of [tie.start, tie.end]) if (!first.has(id)) first.set(id, index);
  });
  const others = boxes.filter((box) => box.id !== focus)
    .sort((a, b) => (first.get(a.id) ?? Infinity) - (first.get(b.id) ?? Infinity) || (a.id < b.id ? -1 : 1));
  if (!near.size || near.size < 0.8 * others.length) return null;
  // Those tied to each other stand side by side.
  const left = new Map(others.map((box) => [box.id, box]));
  const ring: Box[] = [];
  const take = (id: string): void => {
    const box = left.get(id);
    if (!box) return;
    left.delete(id);
    ring.push(box);
    for (const tie of ties) {
      if (tie.start === id) take(tie.end);
      else if (tie.end === id) take(tie.start);
    }
  };
  for (const box of others) take(box.id);
  const length = ring.reduce((sum, box) => sum + box.width * 0.62 + 34, 0);
  const room = Math.max(...ties.map((tie) => tie.room), 0) + middle.width / 2;
  const high = Math.max(length / (2 * Math.PI * 1.22), 120);
  const wide = Math.max(high * 1.5, room + 130);
  const places: Places = new Map([[focus, { x: 0, y: 0 }]]);
  // Steps of equal length along the ellipse, so that none stands closer than another.
  const steps = 2000;
  const points = Array.from({ length: steps + 1 }, (_, index) => {
    const angle = (index / steps) * 2 * Math.PI - Math.PI / 2;
    return { x: wide * Math.cos(angle), y: high * Math.sin(angle) };
  });
  const lengths = [0];
  for (let index = 1; index <= steps; index++) {
    const [a, b] = [points[index - 1], points[index]];
    lengths.push((lengths[index - 1] ?? 0) + (a && b ? Math.hypot(b.x - a.x, b.y - a.y) : 0));
  }
  const whole = lengths[steps] ?? 1;
  let at = 0;
  ring.forEach((box, index) => {
    const wanted = (whole * index) / ring.length;
    while (at < steps && (lengths[at] ?? 0) < wanted) at++;
    const point = points[at] ?? { x: 0, y: 0 };
    places.set(box.id, { x: point.x, y: point.y });
  });
  const moving: Moving[] = boxes.map((box) => ({
    id: box.id, width: box.width, height: box.height, x: 0, y: 0, ...places.get(box.id),
  }));
  apart(moving);
  return new Map(moving.map((node) => [node.id, { x: node.x, y: node.y }]));
}

interface Moving extends SimulationNodeDatum {
  id: string;
  width: number;
  height: number;
  x: number;
  y: number;
}

/** What hangs together, by force; what stands alone, in rows below. */
export function byForce(boxes: Box[], ties: Tie[]): Places {
  const tied = new Set(ties.flatMap((tie) => [tie.start, tie.end]));
  const places = forced(boxes.filter((box) => tied.has(box.id)), ties);
  const alone = boxes.filter((box) => !tied.has(box.id)).sort((a, b) => (a.id < b.id ? -1 : 1));
  const xs = [...places.values()].map((place) => place.x);
  const left = xs.length ? Math.min(...xs) : 0;
  const right = Math.max(xs.length ? Math.max(...xs) : 0, left + Math.sqrt(alone.length) * 220);
  let y = (places.size ? Math.max(...[...places.values()].map((place) => place.y)) : 0) + 66;
  let x = left;
  let highest = 0;
  for (const box of alone) {
    if (x > left && x + box.width > right) {
      x = left;
      y += Math.max(highest + 16, 58);
      highest = 0;
    }
    places.set(box.id, { x: x + box.width / 2, y: y + box.height / 2 });
    x += box.width + 16;
    highest = Math.max(highest, box.height);
  }
  return places;
}

/** From the one with most ties outwards, so that what hangs together starts close together. */
function walked(boxes: Box[], ties: Tie[]): Box[] {
  const near = new Map<string, string[]>(boxes.map((box) => [box.id, []]));
  for (const { start, end } of ties) {
    near.get(start)?.push(end);
    near.get(end)?.push(start);
  }
  const count = (id: string): number => near.get(id)?.length ?? 0;
  const left = new Map([...boxes].sort((a, b) => count(b.id) - count(a.id) || (a.id < b.id ? -1 : 1))
    .map((box) => [box.id, box]));
  const order: Box[] = [];
  for (const first of [...left.keys()]) {
    const waiting = [first];
    for (let id = waiting.shift(); id !== undefined; id = waiting.shift()) {
      const box = left.get(id);
      if (!box) continue;
      left.delete(id);
      order.push(box);
      waiting.push(...(near.get(id) ?? []));
    }
  }
  return order;
}

/** Pushed apart by force, pulled together by ties; d3-force starts alike and draws no lots. */
function forced(boxes: Box[], ties: Tie[], wide = 1.7): Places {
  const moving: Moving[] = walked(boxes, ties).map((box, index) => {
    const angle = index * 2.399963;
    const radius = 40 * Math.sqrt(index + 0.5);
    return {
      id: box.id, width: box.width, height: box.height,
      x: radius * Math.cos(angle), y: radius * Math.sin(angle),
    };
  });
  const sizes = new Map(boxes.map((box) => [box.id, box.width]));
  const known = new Set(boxes.map((box) => box.id));
  const links = ties.filter((tie) => known.has(tie.start) && known.has(tie.end))
    .map((tie) => ({ source: tie.start, target: tie.end, far: tie.room
      + ((sizes.get(tie.start) ?? 0) + (sizes.get(tie.end) ?? 0)) / 8 }));
  const many = boxes.length > 800;
  const simulation = forceSimulation<Moving>(moving)
    .force("link", forceLink<Moving, (typeof links)[number] & { source: string; target: string }>(links)
      .id((node) => node.id).distance((link) => 40 + link.far))
    .force("charge", forceManyBody<Moving>().strength(many ? -160 : -380).theta(many ? 1.2 : 0.9)
      .distanceMax(many ? 500 : 1200))
    .force("x", forceX<Moving>(0).strength(0.04))
    .force("y", forceY<Moving>(0).strength(0.04 * wide))
    .force("collide", forceCollide<Moving>((node) => (node.width + node.height) / 3.4).iterations(1))
    .stop();
  simulation.tick(many ? (boxes.length > 3000 ? 40 : 110) : 320);
  lie(moving);
  apart(moving);
  return new Map(moving.map((node) => [node.id, { x: node.x, y: node.y }]));
}

/** Turn it so that it is wider than high, as the room for it is. */
function lie(moving: Moving[]): void {
  const mean = (of: (node: Moving) => number): number =>
    moving.reduce((sum, node) => sum + of(node), 0) / Math.max(moving.length, 1);
  const [mx, my] = [mean((node) => node.x), mean((node) => node.y)];
  const xx = mean((node) => (node.x - mx) ** 2);
  const yy = mean((node) => (node.y - my) ** 2);
  const xy = mean((node) => (node.x - mx) * (node.y - my));
  const angle = -Math.atan2(2 * xy, xx - yy) / 2;
  const [cos, sin] = [Math.cos(angle), Math.sin(angle)];
  for (const node of moving) {
    const [x, y] = [node.x - mx, node.y - my];
    [node.x, node.y] = [x * cos - y * sin, x * sin + y * cos];
  }
}

const GAP = 9;

/** Move what overlaps apart, along the way that is shorter; from left to right, so that few are compared. */
function apart(moving: Moving[]): void {
  const widest = moving.reduce((most, node) => Math.max(most, node.width), 0) + GAP;
  for (let round = 0; round < 150; round++) {
    const line = [...moving].sort((a, b) => a.x - b.x || (a.id < b.id ? -1 : 1));
    let moved = false;
    for (let at = 0; at < line.length; at++) {
      const node = line[at] as Moving;
      for (let next = at + 1; next < line.length; next++) {
        const other = line[next] as Moving;
        if (other.x - node.x > widest) break;
        if (Math.abs(other.y - node.y) < 120 && pushed(node, other)) moved = true;
      }
    }
    if (!moved) return;
  }
}

function pushed(one: Moving, other: Moving): boolean {
  const [dx, dy] = [other.x - one.x, other.y - one.y];
  const overX = (one.width + other.width) / 2 + GAP - Math.abs(dx);
  const overY = (one.height + other.height) / 2 + GAP - Math.abs(dy);
  if (overX <= 0.5 || overY <= 0.5) return false;
  if (overX < overY) {
    const by = (dx < 0 ? -overX : overX) / 2;
    one.x -= by;
    other.x += by;
  } else {
    const by = (dy < 0 ? -overY : overY) / 2;
    one.y -= by;
    other.y += by;
  }
  return true;
}
