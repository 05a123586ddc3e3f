import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from '@jest/globals';
import { compileProcessors } from '../../../parsers/processors/compile.ts';
import { openGeoDatabase } from '../../../parsers/processors/geo-database.ts';
import { compiled, complaintOf, definitionsOf, eventOf } from './run.ts';

const path = fileURLToPath(new URL('geo-test.mmdb', import.meta.url));
const yaml = `- geoip: { database: ${path} }`;

function placed(address: string, field = 'source.ip'): unknown {
  const event = eventOf({ [field]: address });
  compiled(`- geoip: { field: ${field}, database: ${path} }`)(event);
  const { [field]: _, ...found } = event.fields;
  return found;
}

describe('geoip', () => {
  test('tells the place', () => {
    expect(placed('192.0.2.77')).toEqual({
      'source.geo.city_name': 'Haarlem',
      'source.geo.continent_code': 'EU',
      'source.geo.continent_name': 'Europe',
      'source.geo.country_iso_code': 'NL',
      'source.geo.country_name': 'Netherlands',
      'source.geo.location': '52.38,4.63',
      'source.geo.postal_code': '2011',
      'source.geo.region_iso_code': 'NL-NH',
      'source.geo.region_name': 'North Holland',
      'source.geo.timezone': 'Europe/Amsterdam',
    });
  });

  test('tells whose it is', () => {
    expect(placed('198.51.100.1')).toEqual({
      'source.as.number': 64496,
      'source.as.organization.name': 'Example Networks',
    });
  });

  test('beside the address, whatever object it belongs to', () => {
    expect(placed('2001:db8::9', 'destination.ip')).toEqual({
      'destination.geo.continent_code': 'OC',
      'destination.geo.continent_name': 'Oceania',
      'destination.geo.country_iso_code': 'NZ',
      'destination.geo.country_name': 'New Zealand',
    });
    expect(placed('198.51.100.1', 'client')).toMatchObject({ 'source.as.number': 64496 });
  });

  test('an address that is not in it has no place, and that is no failure', () => {
    expect(placed('10.0.0.1')).toEqual({});
    expect(placed('::1')).toEqual({});
  });

  test.each(['localhost', '999.1.1.1', '1.2.3', '::ffff::1', 'fe80::1%eth0'])('%s is no address', (address) => {
    expect(placed(address, 'source.address')).toEqual({ tags: ['_geoipfailure'] });
  });

  test('the database is opened once, when the processor is compiled', () => {
    let opened = 0;
    let asked = 0;
    const openOnce = (at: string) => {
      opened++;
      const database = openGeoDatabase(at);
      const lookup = (address: string) => {
        asked++;
        return database.lookup(address);
      };
      return { lookup };
    };
    const processor = compileProcessors(definitionsOf(yaml), { openGeoDatabase: openOnce });
    for (let i = 0; i < 10; i++) processor(eventOf({ 'source.ip': '192.0.2.1' }));
    expect([opened, asked]).toEqual([1, 1]);
  });

  test('a database that is broken within costs the event its place', () => {
    const broken = {
      lookup: () => {
        throw new Error('broken');
      },
    };
    const event = eventOf({ 'source.ip': '192.0.2.1' });
    compileProcessors(definitionsOf(yaml), { openGeoDatabase: () => broken })(event);
    expect(event.fields).toEqual({ 'source.ip': '192.0.2.1', tags: ['_geoipfailure'] });
  });

  test.each(['/nowhere/x.mmdb', fileURLToPath(import.meta.url)])('%s is told at load', (file) => {
    const complaint = complaintOf(`- drop: {}\n- geoip: { database: ${file} }`);
    expect(complaint).toMatchObject({ code: 'bad_configuration', subject: 'processors[1].geoip.database' });
    expect(complaint.message).toContain(`${file} is no MaxMind database`);
  });

  test('the database holds nothing but documentation ranges', () => {
    expect(readFileSync(path).length).toBeLessThan(4096);
  });
});
