import { parse } from 'yaml';
import { type ProcessorDefinition, processors } from '../../../contracts/configuration/processors.ts';
import { MillraceError } from '../../../contracts/errors.ts';
import type { FieldValue } from '../../../contracts/fields.ts';
import { compileProcessors } from '../../../parsers/processors/compile.ts';
import { openGeoDatabase } from '../../../parsers/processors/geo-database.ts';
import type { Processor, WorkingEvent } from '../../../parsers/processors/processor.ts';

export type Fields = Record<string, FieldValue>;

export const november = Date.UTC(2026, 10, 21, 6);

/** What stands under `processors:` in the file, as the file has it. */
export function definitionsOf(yaml: string): ProcessorDefinition[] {
  return processors.parse(parse(yaml));
}

export function compiled(yaml: string): Processor {
  return compileProcessors(definitionsOf(yaml), { openGeoDatabase });
}

export function eventOf(fields: Fields, changes: Partial<WorkingEvent> = {}): WorkingEvent {
  const text = typeof fields.message === 'string' ? fields.message : '';
  const context = { timezone: 'UTC', referenceMs: november };
  return {
    fields: { ...fields },
    timestamp: undefined,
    dropped: false,
    text,
    type: 'nginx.access',
    dataset: 'x',
    context,
    ...changes,
  };
}

/** The event behind the processors. */
export function processed(yaml: string, fields: Fields, changes: Partial<WorkingEvent> = {}): WorkingEvent {
  const event = eventOf(fields, changes);
  compiled(yaml)(event);
  return event;
}

/** The fields behind the processors. A text stands for the message. */
export function fieldsAfter(yaml: string, fields: Fields | string): Fields {
  return processed(yaml, typeof fields === 'string' ? { message: fields } : fields).fields as Fields;
}

/** What is said of a definition that does not compile. */
export function complaintOf(yaml: string): { code: string; subject: string; message: string } {
  try {
    compiled(yaml);
  } catch (error) {
    if (error instanceof MillraceError) return { code: error.code, subject: error.subject, message: error.message };
    throw error;
  }
  throw new Error('it compiles');
}
