/** A line of columns with a TAB between them, as Zeek and others write. */
export function columns(...patterns: readonly string[]): string {
  return patterns.join('\\t');
}

/** What Zeek writes for a value that is not set is matched, and gives no field. */
export function orUnset(pattern: string): string {
  return `(?:-|${pattern})`;
}

/** The same for sets, which can also be empty. */
export function orEmpty(pattern: string): string {
  return `(?:\\(empty\\)|-|${pattern})`;
}

/** A column verbatim. It can be empty, and cannot hold a TAB: so there is one way only to divide a line. */
export function verbatim(field: string): string {
  return `(?<${field}>[^\\t]*)`;
}
