import type { OptionsOf } from '../../contracts/configuration/processors.ts';
import type { FieldDefinition, FieldValue } from '../../contracts/fields.ts';
import { isIp } from '../families/web.ts';
import { boundedCache, ownCopy } from './bounded-cache.ts';
import { textOf } from './field-text.ts';
import { forOption } from './problems.ts';
import type { Processor } from './processor.ts';
import type { GeoDatabase, GeoRecord, ProcessorResources } from './resources.ts';
import { addTag } from './tags.ts';

const remembered = 10_000;

/** Behind the name of the object that the address belongs to: `source.` for `source.ip`. */
export const geoFields = {
  'geo.city_name': 'keyword',
  'geo.continent_code': 'keyword',
  'geo.continent_name': 'keyword',
  'geo.country_iso_code': 'keyword',
  'geo.country_name': 'keyword',
  'geo.location': 'geo_point',
  'geo.postal_code': 'keyword',
  'geo.region_iso_code': 'keyword',
  'geo.region_name': 'keyword',
  'geo.timezone': 'keyword',
  'as.number': 'long',
  'as.organization.name': 'keyword',
} as const satisfies Record<string, FieldDefinition['type']>;

type GeoField = keyof typeof geoFields;
type Found = readonly (readonly [name: string, value: FieldValue])[];

/**
 * Tells where an address is and whose it is, as far as the database says. An address that it does not have, as private ones, makes no field.
 * @throws MillraceError `bad_configuration` where the database cannot be opened
 */
export function compileGeoip({ field, database: path }: OptionsOf<'geoip'>, resources: ProcessorResources): Processor {
  const database = forOption('database', () => resources.openGeoDatabase(path));
  const prefix = geoPrefix(field);
  const known = boundedCache<Found>(remembered);
  return ({ fields }) => {
    const address = textOf(fields, field);
    if (address === undefined) return;
    let found = known.get(address);
    if (found === undefined) {
      if (!isIp(address)) return addTag(fields, '_geoipfailure');
      found = find(database, address, prefix);
      if (found === undefined) return addTag(fields, '_geoipfailure');
      known.set(ownCopy(address), found);
    }
    for (const [name, value] of found) fields[name] = value;
  };
}

/** `source.ip` → `source.`; an address that belongs to nothing is taken for the source's. */
export function geoPrefix(field: string): string {
  const dot = field.lastIndexOf('.');
  return dot < 0 ? 'source.' : field.slice(0, dot + 1);
}

/** @returns undefined where the database is broken at this address */
function find(database: GeoDatabase, address: string, prefix: string): Found | undefined {
  try {
    const record = database.lookup(address);
    return record === undefined ? [] : named(record, prefix);
  } catch {
    return undefined;
  }
}

function named(record: GeoRecord, prefix: string): Found {
  const { city, continent, country, location, postal, subdivisions } = record;
  const region = subdivisions?.[0];
  const values: Record<GeoField, string | number | undefined> = {
    'geo.city_name': city?.names?.en,
    'geo.continent_code': continent?.code,
    'geo.continent_name': continent?.names?.en,
    'geo.country_iso_code': country?.iso_code,
    'geo.country_name': country?.names?.en,
    'geo.location': pointOf(location),
    'geo.postal_code': postal?.code,
    'geo.region_iso_code': region?.iso_code && country?.iso_code && `${country.iso_code}-${region.iso_code}`,
    'geo.region_name': region?.names?.en,
    'geo.timezone': location?.time_zone,
    'as.number': record.autonomous_system_number,
    'as.organization.name': record.autonomous_system_organization,
  };
  return Object.entries(values).flatMap(([name, value]) =>
    value === undefined || value === '' ? [] : [[prefix + name, value] as const],
  );
}

function pointOf(location: GeoRecord['location']): string | undefined {
  if (location?.latitude === undefined || location.longitude === undefined) return undefined;
  return `${location.latitude},${location.longitude}`;
}
