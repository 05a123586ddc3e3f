/** What inputs and types of one's own both say of lines. */
import { z } from 'zod';
import { namePattern } from '../envelope/header.ts';
import { duration } from './quantities.ts';

export const name = z.string().regex(namePattern, 'lower-case letters, digits, dots and underscores only');

/** A JavaScript regular expression, checked when the file is read. */
export const regex = z.string().superRefine((source, context) => {
  try {
    new RegExp(source, 'u');
  } catch (error) {
    context.addIssue({ code: 'custom', message: error instanceof Error ? error.message : String(error) });
  }
});

export const timezone = z.string().refine(isTimezone, 'not an IANA time zone such as Europe/Amsterdam');

function isTimezone(zone: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: zone });
    return true;
  } catch {
    return false;
  }
}

export const multiline = z
  .strictObject({
    start: regex.optional().describe('A line that matches begins an event; all others belong to the one before.'),
    continuation: regex.optional().describe('A line that matches belongs to the one before.'),
    timeout: duration(2000, { min: 50, max: 600_000 }).describe(
      'An event is complete when nothing follows for so long.',
    ),
    max_lines: z.number().int().min(2).max(100_000).default(1000),
  })
  .refine((value) => (value.start === undefined) !== (value.continuation === undefined), {
    error: 'give either start or continuation',
  });
