import type { MultilineConfiguration } from '../../contracts/configuration/schema.ts';

/** Which lines belong together. */
export interface LineJoiner {
  readonly maxLines: number;
  readonly timeoutMs: number;
  /** @param line without its ending. @returns true when it begins an event, false when it belongs to the one before */
  begins(line: Buffer): boolean;
}

export function lineJoiner(configuration: MultilineConfiguration): LineJoiner {
  const { start, continuation, timeout, max_lines } = configuration;
  const pattern = new RegExp(start ?? continuation ?? '', 'u');
  const beginsOnMatch = start !== undefined;
  return {
    maxLines: max_lines,
    timeoutMs: timeout,
    begins: (line) => pattern.test(line.toString('utf8')) === beginsOnMatch,
  };
}
