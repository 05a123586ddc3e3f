/** Joins lines to events as the shipper does, for samples and fixtures. */
export interface JoinRule {
  /** A line that matches begins an event. */
  readonly start?: string;
  /** A line that matches belongs to the one before. */
  readonly continuation?: string;
}

export function joinLines(lines: readonly string[], rule: JoinRule | undefined): string[] {
  if (!rule) return [...lines];
  const start = rule.start === undefined ? undefined : new RegExp(rule.start, 'u');
  const continuation = rule.continuation === undefined ? undefined : new RegExp(rule.continuation, 'u');
  const events: string[] = [];
  for (const line of lines) {
    const continues = start ? !start.test(line) : (continuation?.test(line) ?? false);
    const last = events.length - 1;
    if (continues && last >= 0) events[last] += `\n${line}`;
    else events.push(line);
  }
  return events;
}
