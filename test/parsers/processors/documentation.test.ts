import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from '@jest/globals';
import { processorNames } from '../../../contracts/configuration/processors.ts';
import { compileProcessors } from '../../../parsers/processors/compile.ts';
import { openGeoDatabase } from '../../../parsers/processors/geo-database.ts';
import { definitionsOf, eventOf } from './run.ts';

const page = readFileSync(new URL('../../../docs/processors.md', import.meta.url), 'utf8');
const database = fileURLToPath(new URL('geo-test.mmdb', import.meta.url));

/** A section, with what its blocks show: definitions, then fields before and after them. */
const sections = page
  .split(/^## /m)
  .slice(1)
  .map((section) => {
    const blocks = (language: string) =>
      [...section.matchAll(new RegExp(`^\`\`\`${language}\\n([^]*?)^\`\`\``, 'gm'))].map(([, text = '']) => text);
    return { title: section.split('\n', 1)[0] ?? '', yaml: blocks('yaml')[0] ?? '', json: blocks('json') };
  });

describe('docs/processors.md', () => {
  test('has a section for each processor, and no other', () => {
    const titles = sections.map(({ title }) => title).filter((title) => title !== 'Conditions');
    expect(titles.sort()).toEqual([...processorNames].sort());
  });

  test.each(sections)('the example of $title does what it shows', ({ yaml, json }) => {
    const processor = compileProcessors(definitionsOf(yaml), { openGeoDatabase: () => openGeoDatabase(database) });
    expect([0, 2]).toContain(json.length);
    const [before = '{}', after = '{}'] = json;
    const event = eventOf(JSON.parse(before));
    processor(event);
    expect(event.fields).toEqual(JSON.parse(after));
  });
});
