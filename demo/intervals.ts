/** Half-open stretch of bytes. */
export interface Interval {
  readonly from: number;
  readonly to: number;
}

/** Sorted, without overlaps, touching ones joined. */
export function union(intervals: Iterable<Interval>): Interval[] {
  const sorted = [...intervals].sort((a, b) => a.from - b.from);
  const joined: { from: number; to: number }[] = [];
  for (const { from, to } of sorted) {
    const last = joined.at(-1);
    if (last && from <= last.to) last.to = Math.max(last.to, to);
    else joined.push({ from, to });
  }
  return joined;
}

/** The parts of `whole` that `parts` (as `union` returns them) do not cover. */
export function holes(whole: Interval, parts: readonly Interval[]): Interval[] {
  const found: Interval[] = [];
  let position = whole.from;
  for (const { from, to } of parts) {
    if (to <= position) continue;
    if (from >= whole.to) break;
    if (from > position) found.push({ from: position, to: from });
    position = to;
  }
  if (position < whole.to) found.push({ from: position, to: whole.to });
  return found;
}
