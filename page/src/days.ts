// Days as whole numbers, counted from 1970-01-01, so that spans can be compared and drawn.

const DAY = 86_400_000;

export function dayNumber(iso: string): number {
  return Math.round(Date.parse(`${iso}T00:00:00Z`) / DAY);
}

export function isoDay(day: number): string {
  return new Date(day * DAY).toISOString().slice(0, 10);
}

export function asDate(day: number): Date {
  return new Date(day * DAY);
}
