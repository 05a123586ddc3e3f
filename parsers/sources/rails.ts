import { applicationSource, finishApplication } from '../families/application.ts';
import { logfmtPairs } from '../families/logfmt.ts';
import { splitUrl } from '../families/web.ts';
import type { Draft, SourceDefinition } from '../source.ts';

const text = applicationSource({ type: 'rails', title: '', language: 'ruby' });
const fieldOfPair: Readonly<Record<string, string>> = {
  method: 'http.request.method',
  path: 'url.original',
  format: 'rails.format',
  controller: 'rails.controller',
  action: 'rails.action',
  request_id: 'http.request.id',
  ip: 'source.address',
  remote_ip: 'source.address',
  host: 'url.domain',
};
const numberOfPair: Readonly<Record<string, string>> = {
  status: 'http.response.status_code',
  view: 'rails.view_ms',
  db: 'rails.db_ms',
  allocations: 'rails.allocations',
};

/** The lines of a request (`Started`, `Processing`, `Completed`) stay events of their own; tags of a request's id tie them together. */
export const source: SourceDefinition = {
  ...text,
  title: 'Ruby on Rails (requests, tagged or not, Lograge), Logger, Sidekiq, Puma, with backtraces',
  patterns: ['%{RUBYHEAD}(?<pairs>method=[A-Z]+ path=%{GREEDYDATA})', ...text.patterns],
  // Frames, empty lines, and what Rails shows of a template; an indented line of another kind is an event.
  multiline: {
    continuation:
      '^(?:\\s*$|\\s*(?:from )?[^\\s:]+(?: \\([^)]*\\) [^\\s:]+)?:\\d+:in [`\'"](?!.*\\([A-Z][\\w:]*\\)$)|\\s*Causes:|\\s+\\d+: )',
  },
  fields: [...text.fields, 'url.domain'],
  ownFields: {
    'rails.controller': { type: 'keyword', purpose: 'The controller that answered' },
    'rails.action': { type: 'keyword', purpose: 'Its action' },
    'rails.format': { type: 'keyword', purpose: 'The format that was asked for' },
    'rails.view_ms': { type: 'float', purpose: 'Milliseconds that views took' },
    'rails.db_ms': { type: 'float', purpose: 'Milliseconds that the database took' },
    'rails.allocations': { type: 'long', purpose: 'Objects that were made' },
  },
  // One pattern more than the family has stands before the others.
  isTypical: (event, draft) => draft.pattern === 0 || text.isTypical?.(event, { ...draft, pattern: draft.pattern - 1 }),
  finish(draft: Draft) {
    if (typeof draft.aside.pairs === 'string') takePairs(draft, draft.aside.pairs);
    if (typeof draft.aside.timings === 'string') takeTimings(draft.fields, draft.aside.timings);
    draft.aside.timestamp ??= draft.aside.request_time ?? '';
    if (draft.aside.timestamp === '') delete draft.aside.timestamp;
    finishApplication(draft);
  },
};

/** `Views: 5.0ms | ActiveRecord: 2.1ms (3 queries, 0 cached) | Allocations: 123`. */
function takeTimings(fields: Draft['fields'], timings: string): void {
  for (const [, name, value] of timings.matchAll(/(\w+): ([0-9.]+)/g)) {
    if (name === 'Views') fields['rails.view_ms'] = Number(value);
    if (name === 'ActiveRecord') fields['rails.db_ms'] = Number(value);
    if (name === 'Allocations') fields['rails.allocations'] = Number(value);
  }
}

/** Lograge. What it has more of is in the text. */
function takePairs({ fields, aside }: Draft, text: string): void {
  const pairs = logfmtPairs(text.trim());
  for (const [name, value] of pairs ?? []) {
    const field = Object.hasOwn(fieldOfPair, name) ? fieldOfPair[name] : undefined;
    if (field !== undefined && value !== true && value !== '') fields[field] = value;
    const counted = Object.hasOwn(numberOfPair, name) ? numberOfPair[name] : undefined;
    if (counted !== undefined && /^\d{1,12}(?:\.\d+)?$/.test(String(value))) fields[counted] = Number(value);
    if (name === 'duration' && /^\d{1,9}(?:\.\d+)?$/.test(String(value))) aside.duration_ms = value;
  }
  splitUrl(fields);
}
