/** The columns of CloudFront's logs under one name each: `cs(User-Agent)` of the standard log is `cs-user-agent` in the real-time log. */

/** Standard log. Columns were only ever added at the end: a line with fewer is older. */
const standard =
  'date time x-edge-location sc-bytes c-ip cs-method cs-host cs-uri-stem sc-status cs-referer cs-user-agent cs-uri-query cs-cookie x-edge-result-type x-edge-request-id x-host-header cs-protocol cs-bytes time-taken x-forwarded-for ssl-protocol ssl-cipher x-edge-response-result-type cs-protocol-version fle-status fle-encrypted-fields c-port time-to-first-byte x-edge-detailed-result-type sc-content-type sc-content-len sc-range-start sc-range-end'.split(
    ' ',
  );
const standardColumnsMin = standard.indexOf('cs-uri-query') + 1;

/** Real-time log with all columns chosen. */
const realTime =
  'timestamp c-ip time-to-first-byte sc-status sc-bytes cs-method cs-protocol cs-host cs-uri-stem cs-bytes x-edge-location x-edge-request-id x-host-header time-taken cs-protocol-version c-ip-version cs-user-agent cs-referer cs-cookie cs-uri-query x-edge-response-result-type x-forwarded-for ssl-protocol ssl-cipher x-edge-result-type fle-encrypted-fields fle-status sc-content-type sc-content-len sc-range-start sc-range-end c-port x-edge-detailed-result-type c-country cs-accept-encoding cs-accept cache-behavior-path-pattern cs-headers cs-header-names cs-headers-count'.split(
    ' ',
  );

export type Columns = ReadonlyMap<string, string>;

const columnsMax = 200;
const edge = /^[A-Z]{3}[0-9A-Z]*(?:-[0-9A-Z]+)*$/;

/**
 * Reads an entry: tabs between the columns of the standard and the real-time log, or a JSON object with the names of the columns.
 * @returns undefined where it is none
 */
export function readColumns(text: string): Columns | undefined {
  if (text.startsWith('{')) return fromJson(text);
  const values = text.includes('\t') ? text.split('\t', columnsMax) : text.split(/ +/, columnsMax);
  if (values.length >= realTime.length && /^\d{9,11}(?:\.\d+)?$/.test(values[0] ?? '')) return named(realTime, values);
  return values.length >= standardColumnsMin ? named(standard, values) : undefined;
}

function named(names: readonly string[], values: readonly string[]): Columns | undefined {
  const columns = new Map<string, string>();
  names.forEach((name, index) => {
    const value = values[index];
    if (value !== undefined && value !== '-' && value !== '') columns.set(name, value);
  });
  return isEntry(columns) ? columns : undefined;
}

function fromJson(text: string): Columns | undefined {
  const document: unknown = JSON.parse(text);
  if (typeof document !== 'object' || document === null) return undefined;
  const columns = new Map<string, string>();
  for (const [name, value] of Object.entries(document).slice(0, columnsMax)) {
    if (typeof value !== 'string' && typeof value !== 'number') continue;
    const plain = name.toLowerCase().replace('(', '-').replace(')', '');
    if (value !== '-' && value !== '') columns.set(plain, String(value));
  }
  return isEntry(columns) ? columns : undefined;
}

/** An entry has a time, and the edge location that answered; many tables have the former. */
function isEntry(columns: Columns): boolean {
  const dated =
    /^\d{4}-\d\d-\d\d$/.test(columns.get('date') ?? '') && /^\d\d:\d\d:\d\d$/.test(columns.get('time') ?? '');
  return (
    (dated || columns.has('timestamp') || columns.has('timestamp-ms')) &&
    edge.test(columns.get('x-edge-location') ?? '')
  );
}

/** ISO 8601 or seconds since 1970. */
export function timeOf(columns: Columns): string | undefined {
  const date = columns.get('date');
  if (date !== undefined) return `${date}T${columns.get('time')}Z`;
  const ms = columns.get('timestamp-ms');
  return ms === undefined ? columns.get('timestamp') : ms.replace(/(\d{3})$/, '.$1');
}

/** Percent-encoding undone; twice, since older entries are encoded twice. What is no encoding stays as it is. */
export function decoded(value: string): string {
  const once = decode(value);
  return once.includes('%') ? decode(once) : once;
}

function decode(value: string): string {
  return value.replace(/(?:%[0-9A-Fa-f]{2})+/g, (run) => {
    try {
      return decodeURIComponent(run);
    } catch {
      return run;
    }
  });
}
