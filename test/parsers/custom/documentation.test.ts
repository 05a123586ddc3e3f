import { readFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';
import { loadParsing } from '../../../contracts/configuration/load.ts';
import { builtIn } from '../../../parsers/catalogue.ts';
import { fileResources } from '../../../parsers/custom/files.ts';
import { openCatalogue } from '../../../parsers/custom/open.ts';
import { interpreter } from '../../../parsers/interpret.ts';

/** The examples of docs/log-sources.md, run as they stand there. */
const text = readFileSync(new URL('../../../docs/log-sources.md', import.meta.url), 'utf8');
const section = text.slice(text.indexOf('## Types of your own'), text.indexOf('## Recognition'));
const blocks = (language: string) =>
  [...section.matchAll(/```(\w+)\n(.*?)```/gs)].flatMap(([, name, body]) => (name === language ? [body ?? ''] : []));
const types = builtIn.types.map(({ type }) => type);
const open = (yaml: string) => openCatalogue(loadParsing(yaml, 'docs', {}, types), fileResources('.'));

test('the example makes of its line the document beside it', () => {
  const [yaml = ''] = blocks('yaml');
  const [line = ''] = blocks('text');
  const [json = '{}'] = blocks('json');
  const catalogue = open(yaml);
  const type = 'shop.orders';
  const context = { timezone: catalogue.sourceOf(type).timezone ?? '', referenceMs: Date.UTC(2026, 10, 21) };
  const origin = { type, dataset: type, context };
  const { interpret } = interpreter(catalogue.parserOf(type), catalogue.processingOf(type), origin);
  const event = interpret(line.trimEnd());
  expect({ ...event?.fields, '@timestamp': event?.timestamp }).toEqual(JSON.parse(json));
  expect(interpret('21/11/2026T05:37:03 INFO started')?.timestamp).toBe('2026-11-21T04:37:03.000Z');
  expect(interpret('2026-11-21T05:37:03 DEBUG noise')).toBeUndefined();
});

test('the example that extends a type adds to what its parser found', () => {
  const catalogue = open(blocks('yaml')[1] ?? '');
  const type = 'nginx.access';
  const origin = { type, dataset: type, context: { timezone: 'UTC', referenceMs: 0 } };
  const { interpret } = interpreter(catalogue.parserOf(type), catalogue.processingOf(type), origin);
  const line = '10.0.0.1 - - [17/May/2015:10:05:03 +0000] "GET /?utm_campaign=may HTTP/1.1" 200 12 "-" "curl/8.5.0"';
  expect(interpret(line)?.fields).toMatchObject({
    'url.query': 'utm_campaign=may',
    'shop.campaign': 'may',
    'user_agent.name': 'curl',
  });
});

test('every key of a source stands in the table', () => {
  for (const key of ['type', 'dataset', 'pattern_directories', 'break_on_match', 'anchored', 'constants', 'fields'])
    expect(section).toContain(`| \`${key}\` |`);
});
