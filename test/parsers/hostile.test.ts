import { readFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';
import { parserOf, sourceOf, sources } from '../../parsers/catalogue.ts';
import { runWithin } from '../../parsers/grok/time-limit.ts';
import { joinLines } from '../../parsers/join.ts';

/** What makes repeats that touch each other count all the ways to share a text. */
const pieces = [
  ' ',
  '\t',
  'a ',
  'a.',
  'A::',
  '1',
  '-',
  '"',
  '\\"',
  '[',
  '] [',
  '(',
  ': ',
  ', ',
  '\n',
  '\n at ',
  ' a=b',
  '/',
];
const characters = 100_000;
/** A linear pattern takes milliseconds for such a text, a quadratic one half a minute. */
const limitMs = 5000;

test.each(sources.map(({ type }) => type))('%s: a long run of the same takes no quadratic time', (type) => {
  const parser = parserOf(type);
  const lines = readFileSync(new URL(`./sources/${type}.log`, import.meta.url), 'utf8')
    .trimEnd()
    .split('\n');
  const events = joinLines(lines, sourceOf(type).multiline);
  const slow: string[] = [];
  for (const [i, piece] of pieces.entries()) {
    const run = piece.repeat(characters / piece.length);
    // Each piece within another event, so that all of them have their turn.
    const event = events[(i * 7) % events.length] ?? '';
    for (const text of [event.slice(0, event.length * 0.6) + run, run + event]) {
      const work = () => void parser.parse(text, { timezone: 'UTC', referenceMs: 0 });
      if (!runWithin(limitMs, work)) slow.push(`${text.slice(0, 200)}… with ${JSON.stringify(piece)}`);
    }
  }
  expect(slow).toEqual([]);
});
