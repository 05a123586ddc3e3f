import type { InputConfiguration } from '../../contracts/configuration/schema.ts';

/** @returns whether an event is shipped */
export type EventFilter = (text: Uint8Array) => boolean;

/** @returns undefined when everything is shipped */
export function eventFilter({
  include,
  exclude,
}: Pick<InputConfiguration, 'include' | 'exclude'>): EventFilter | undefined {
  if (include.length === 0 && exclude.length === 0) return undefined;
  const wanted = include.map((source) => new RegExp(source, 'u'));
  const unwanted = exclude.map((source) => new RegExp(source, 'u'));
  return (bytes) => {
    const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('utf8');
    try {
      if (wanted.length > 0 && !wanted.some((pattern) => pattern.test(text))) return false;
      return !unwanted.some((pattern) => pattern.test(text));
    } catch {
      // V8 gives up on some patterns in long lines (its stack is used up). What cannot be judged is shipped.
      return true;
    }
  };
}
