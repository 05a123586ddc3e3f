import type { OptionsOf } from '../../contracts/configuration/processors.ts';
import { messageOf } from '../../contracts/errors.ts';
import { nearest } from '../../contracts/nearest.ts';
import { compileDatePattern, type DateReader } from '../date-pattern.ts';
import { parseTimestamp, type TimeContext, timestampFormats } from '../timestamp.ts';
import { textOf } from './field-text.ts';
import { badOption } from './problems.ts';
import type { Processor } from './processor.ts';
import { addTag } from './tags.ts';

/**
 * Reads a time, in the first format that fits.
 * @throws MillraceError `bad_configuration` for a format that is none
 */
export function compileDate({ field, formats, timezone, target }: OptionsOf<'date'>): Processor {
  const readers = formats.map(compileFormat);
  const contextOf = timezone === undefined ? (context: TimeContext) => context : inZone(timezone);
  return (event) => {
    const { fields } = event;
    const text = textOf(fields, field);
    if (text === undefined) return;
    const context = contextOf(event.context);
    for (const read of readers) {
      const time = read(text, context);
      if (time === undefined) continue;
      if (target === '@timestamp') event.timestamp = time;
      else fields[target] = time;
      return;
    }
    addTag(fields, '_dateparsefailure');
  };
}

/** Events of a segment share their context: it is made over once for all of them. */
function inZone(timezone: string): (context: TimeContext) => TimeContext {
  let last: TimeContext | undefined;
  let made: TimeContext = { timezone, referenceMs: 0 };
  return (context) => {
    if (context !== last) {
      last = context;
      made = { timezone, referenceMs: context.referenceMs };
    }
    return made;
  };
}

function compileFormat(format: string, index: number): DateReader {
  const known = timestampFormats.find((name) => name === format);
  if (known !== undefined) {
    const formats = [known];
    return (text, context) => parseTimestamp(text, formats, context);
  }
  try {
    return compileDatePattern(format);
  } catch (error) {
    const meant = nearest(format, timestampFormats);
    const hint = meant === undefined ? `known by name: ${timestampFormats.join(', ')}` : `did you mean ${meant}?`;
    throw badOption(`formats[${index}]`, `"${format}" is no format: ${messageOf(error)}`, hint);
  }
}
