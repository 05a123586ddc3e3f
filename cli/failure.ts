import { CommanderError } from 'commander';
import { exitCodeOf, exitCodes, MillraceError } from '../contracts/errors.ts';
import { painter, type Terminal } from './terminal.ts';

/** Prints what went wrong and the next step. @returns the exit code */
export function reportFailure(error: unknown, terminal: Terminal): number {
  const paint = painter(terminal);
  if (error instanceof CommanderError) return error.exitCode === 0 ? exitCodes.ok : exitCodes.usage;
  if (error instanceof MillraceError) {
    terminal.note(`${paint('red', 'error')} ${error.message}`);
    terminal.note(`${paint('dim', 'next: ')} ${error.hint}`);
  } else {
    const stack = error instanceof Error ? (error.stack ?? error.message) : String(error);
    terminal.note(`${paint('red', 'error')} ${stack}`);
    terminal.note(`${paint('dim', 'next: ')} This one has no name yet: please report it with the lines above.`);
  }
  return exitCodeOf(error);
}
