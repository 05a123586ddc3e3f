import { describe, expect, test } from '@jest/globals';
import { configurationJsonSchema, loadConfiguration } from '../../../contracts/configuration/load.ts';
import { parseDuration, parseSize } from '../../../contracts/configuration/quantities.ts';
import { MillraceError } from '../../../contracts/errors.ts';

const types = ['nginx.access', 'syslog'];
const minimal = `cluster: shop
inputs:
  - type: nginx.access
    paths: [/var/log/nginx/*access.log]
output:
  queue: https://sqs.eu-west-1.amazonaws.com/123456789012/logs
`;

function problemsOf(text: string, environment: Record<string, string> = {}): string {
  try {
    loadConfiguration(text, 'millrace.yml', environment, types);
  } catch (error) {
    if (error instanceof MillraceError && error.code === 'bad_configuration') return error.message;
    throw error;
  }
  return '';
}

describe('what a first user writes', () => {
  test('is enough: everything else has a default', () => {
    const configuration = loadConfiguration(minimal, 'millrace.yml', {}, types);
    expect(configuration.namespace).toBe('default');
    expect(configuration.inputs[0]).toMatchObject({
      type: 'nginx.access',
      start: 'beginning',
      line_limit: 1024 * 1024,
    });
    expect(configuration.output).toMatchObject({ compression: 'zstd', message_size: 256 * 1024, linger: 1000 });
  });

  test('sizes and durations are read as people write them', () => {
    const configuration = loadConfiguration(
      `${minimal}  message_size: 128KiB\n  linger: 5s\n`,
      'millrace.yml',
      {},
      types,
    );
    expect(configuration.output).toMatchObject({ message_size: 131_072, linger: 5000 });
  });

  test('variables are expanded inside of values, with defaults', () => {
    const text = minimal.replace('shop', '${NAME:-shop}-${STAGE}');
    expect(loadConfiguration(text, 'millrace.yml', { STAGE: 'production' }, types).cluster).toBe('shop-production');
  });

  test('a key is what it is, whatever the variables are', () => {
    expect(problemsOf(`${minimal}${'${NAME}'}: x\n`, { NAME: 'state' })).toContain('${NAME}: unknown key');
  });

  test('the value of a variable cannot add keys', () => {
    const text = minimal.replace('shop', '${NAME}');
    expect(loadConfiguration(text, 'millrace.yml', { NAME: 'a\nstate: /etc' }, types).cluster).toBe('a\nstate: /etc');
  });
});

describe('what is wrong is named with key, line and the nearest name', () => {
  test('an unknown key', () => {
    expect(problemsOf(minimal.replace('paths', 'path'))).toContain(
      'millrace.yml:4: inputs[0].path: unknown key; did you mean paths?',
    );
  });

  test('an unknown key far from any known one lists what is known', () => {
    expect(problemsOf(`${minimal}xyzzyplugh: 1\n`)).toContain(
      'millrace.yml:7: xyzzyplugh: unknown key; known here: cluster',
    );
  });

  test('a wrong type', () => {
    expect(problemsOf(minimal.replace('shop', '[1]'))).toMatch(/millrace\.yml:1: cluster: expected text$/m);
  });

  test('a type that no parser knows', () => {
    expect(problemsOf(minimal.replace('nginx.access', 'nginx.acess'))).toBe(
      'millrace.yml:3: inputs[0].type: there is no type nginx.acess; did you mean nginx.access? Or describe a type of your own under sources:',
    );
  });

  test('a time zone that does not exist', () => {
    const text = minimal.replace('paths:', 'timezone: Europe/Amsterdm\n    paths:');
    expect(problemsOf(text)).toContain('millrace.yml:4: inputs[0].timezone: not an IANA time zone');
  });

  test('a missing key', () => {
    expect(problemsOf('inputs: []\n')).toMatch(/cluster: missing/);
  });

  test('a regular expression that does not compile', () => {
    expect(problemsOf(minimal.replace('paths:', "exclude: '('\n    paths:"))).toMatch(
      /millrace\.yml:4: inputs\[0\]\.exclude/,
    );
  });

  test('a size out of bounds', () => {
    expect(problemsOf(`${minimal}  message_size: 2MiB\n`)).toContain(
      'millrace.yml:7: output.message_size: must lie between',
    );
  });

  test('a variable without a value', () => {
    expect(problemsOf(minimal.replace('shop', '${NAME}'))).toContain(
      'millrace.yml:1: ${NAME}: the variable is not set',
    );
  });

  test('YAML that does not parse', () => {
    expect(problemsOf('cluster: [\n')).toMatch(/millrace\.yml:\d: YAML: /);
  });

  test.each([
    ['inputs: x', 'inputs: expected a list; write it as "- type: syslog"'],
    ['inputs: [syslog]', 'inputs[0]: expected keys and values; write it as "- type: syslog"'],
    ['inputs: [{ type: syslog, paths: /x }]', 'inputs[0].paths: expected a list; write it as [/x]'],
    ['inputs: [{ type: syslog }]', 'inputs[0].paths: missing; expected a list; write it as [/var/log/syslog]'],
    ['inputs: [{ type: syslog, paths: [] }]', 'inputs[0].paths: an empty list; name at least one'],
    ['inputs: [{ type: syslog, paths: [/x], exclude: 3 }]', 'inputs[0].exclude: expected text, or a list of texts'],
    ['inputs: [{ type: syslog, paths: [/x], start: 3 }]', 'inputs[0].start: expected one of beginning, end'],
    ['output: x', 'output: expected keys and values; write it as "queue: https://…"'],
    ['output: { queue: here }', 'output.queue: expected a URL'],
    ['output: { queue: "https://a/b", concurrency: many }', 'output.concurrency: expected a number'],
    ['output: { queue: "https://a/b", concurrency: 0 }', 'output.concurrency: must be at least 1'],
    ['reader: {}', 'reader.elasticsearch: missing; expected keys and values; write it as { url: '],
    ['host: 3', 'host: expected text; put the number in quotes'],
  ])('a wrong shape: %s', (text, expected) => {
    const problems = problemsOf(`cluster: x\n${text}\n`);
    expect(problems).toContain(`millrace.yml:2: ${expected}`);
    expect(problems).not.toMatch(/Invalid|Too |received/);
  });

  test('a key that is a number by mistake is not repeated', () => {
    const text = 'cluster: x\nreader: { elasticsearch: { url: "https://x", api_key: 4711 } }\n';
    expect(problemsOf(text)).not.toContain('4711');
  });

  test('several problems are listed at once', () => {
    expect(problemsOf(minimal.replace('paths', 'path').replace('queue', 'queu')).split('\n').length).toBeGreaterThan(2);
  });
});

test('the JSON Schema describes the keys for editors', () => {
  const schema = configurationJsonSchema() as { properties: Record<string, { description?: string }> };
  expect(schema.properties.cluster?.description).toBe('Names the deployment.');
});

test.each([
  ['64KiB', 65_536],
  ['1 MiB', 1_048_576],
  ['10', 10],
  ['1.5KiB', 1536],
  ['1MB', undefined],
  ['-1', undefined],
])('the size %s is %s bytes', (text, bytes) => expect(parseSize(text)).toBe(bytes));

test.each([
  ['500ms', 500],
  ['1s', 1000],
  ['1.5m', 90_000],
  ['5', undefined],
  ['1 week', undefined],
])('the duration %s is %s milliseconds', (text, ms) => expect(parseDuration(text)).toBe(ms));
