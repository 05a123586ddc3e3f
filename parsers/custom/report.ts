import { MillraceError, messageOf } from '../../contracts/errors.ts';

/** Says what is wrong with the value at a path. */
export type Report = (path: readonly PropertyKey[], message: string) => void;

/** What an error says, and the next step where it has one. */
export function describe(error: unknown): string {
  return error instanceof MillraceError ? `${error.message}; ${error.hint}` : messageOf(error);
}
