/** More columns than any log has. */
const columnsMax = 256;

/**
 * The columns of one record of RFC 4180: what is quoted may hold commas, line ends and doubled quotes.
 * @returns undefined where it is not one record: a quote that is not closed, text behind one, too many columns
 */
export function csvRecord(text: string): string[] | undefined {
  const columns: string[] = [];
  let at = 0;
  while (columns.length < columnsMax) {
    const end = text.charCodeAt(at) === 34 ? quotedEnd(text, at) : plainEnd(text, at);
    if (end < 0) return undefined;
    const quoted = text.charCodeAt(at) === 34;
    columns.push(quoted ? text.slice(at + 1, end - 1).replaceAll('""', '"') : text.slice(at, end));
    if (end === text.length) return columns;
    if (text.charCodeAt(end) !== 44) return undefined;
    at = end + 1;
  }
  return undefined;
}

/** Behind the closing quote; -1 where there is none. */
function quotedEnd(text: string, from: number): number {
  let at = text.indexOf('"', from + 1);
  while (at >= 0 && text.charCodeAt(at + 1) === 34) at = text.indexOf('"', at + 2);
  return at < 0 ? -1 : at + 1;
}

function plainEnd(text: string, from: number): number {
  const comma = text.indexOf(',', from);
  return comma < 0 ? text.length : comma;
}
