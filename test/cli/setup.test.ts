import { expect, test } from '@jest/globals';
import { resolveInputs } from '../../cli/resolve-inputs.ts';
import { datasetsOf } from '../../cli/setup.ts';
import { loadConfiguration } from '../../contracts/configuration/load.ts';
import { builtIn } from '../../parsers/catalogue.ts';
import { typeDefaultsOf } from '../../parsers/custom/definition.ts';
import { fileResources } from '../../parsers/custom/files.ts';
import { openCatalogue } from '../../parsers/custom/open.ts';

const load = (text: string) =>
  loadConfiguration(
    `cluster: x\n${text}`,
    'm.yml',
    {},
    builtIn.types.map(({ type }) => type),
  );

/** What setup would install for a configuration, by dataset. */
function datasets(text: string) {
  const configuration = load(text);
  const catalogue = openCatalogue(configuration, fileResources('.'));
  return new Map(datasetsOf(configuration.inputs, catalogue).map((dataset) => [dataset.dataset, dataset]));
}

test('without a configuration there is a dataset for each type', () => {
  const found = datasetsOf([], builtIn);
  expect(new Set(found.map(({ dataset }) => dataset))).toEqual(new Set(builtIn.types.map(({ dataset }) => dataset)));
  expect(found.find(({ dataset }) => dataset === 'json')?.open).toBe(true);
});

test('a type of the configuration has one with its fields, wherever an input sends it', () => {
  const found = datasets(`sources: [{ type: shop, fields: { shop.total: double } }]
inputs: [{ type: shop, dataset: shop.eu, paths: [/x] }]
`);
  expect(found.get('shop')).toMatchObject({ fields: { 'shop.total': { type: 'double' } }, open: false });
  expect(found.get('shop.eu')).toEqual({ ...found.get('shop'), dataset: 'shop.eu' });
});

test('types that share a dataset put their fields together', () => {
  const found = datasets('sources: [{ type: shop.web, extends: nginx.access, fields: { shop.a: long } }]\n');
  expect(found.get('nginx.access')?.fields).toMatchObject({
    'shop.a': { type: 'long' },
    'url.path': { type: 'keyword' },
  });
  const both = datasets(`sources:
  - { type: shop.a, dataset: shop, fields: { shop.a: long } }
  - { type: shop.b, dataset: shop, fields: { shop.b: long }, processors: [{ json: {} }] }
`);
  expect(Object.keys(both.get('shop')?.fields ?? {})).toEqual(expect.arrayContaining(['shop.a', 'shop.b']));
  expect(both.get('shop')?.open).toBe(true);
});

test('what processors write for every event is mapped everywhere, for events of others too', () => {
  const found = datasets('processors: [{ user_agent: {} }]\n');
  for (const dataset of ['plain', 'syslog', 'foreign'])
    expect(found.get(dataset)?.fields).toHaveProperty(['user_agent.name', 'type'], 'keyword');
  expect(found.get('foreign')?.open).toBe(true);
});

test('zone and joining of a type are those of its inputs, unless they have their own', () => {
  const configuration = load(`sources: [{ type: shop, timezone: Asia/Tokyo, multiline: { start: '^x', timeout: 5s } }]
inputs:
  - { type: shop, paths: [/a] }
  - { type: shop, paths: [/b], timezone: Europe/Paris, multiline: { start: '^y' } }
  - { type: plain, paths: [/c] }
`);
  const inputs = resolveInputs(configuration, typeDefaultsOf(configuration.sources), 'UTC');
  expect(inputs).toMatchObject([
    { timezone: 'Asia/Tokyo', dataset: 'shop', multiline: { start: '^x', timeout: 5000 } },
    { timezone: 'Europe/Paris', multiline: { start: '^y', timeout: 2000 } },
    { timezone: 'UTC' },
  ]);
});
