import { Command, CommanderError } from 'commander';
import { exitCodeOf, exitCodes, MillraceError } from '../contracts/errors.ts';
import packageJson from '../package.json' with { type: 'json' };
import { readCommand } from './read.ts';
import { setupCommand } from './setup.ts';
import { shipCommand } from './ship.ts';
import { painter, processTerminal, type Terminal } from './terminal.ts';
import { testCommand } from './test-output.ts';
import { validateCommand } from './validate.ts';

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

function program(terminal: Terminal): Command {
  const verbs = [shipCommand, readCommand, setupCommand, validateCommand, testCommand].map((make) => make(terminal));
  const root = new Command('millrace')
    .description('Carries log lines from hosts through SQS into Elasticsearch, and accounts for every one.')
    .version(packageJson.version)
    .addHelpText('after', '\nExit codes: 0 ok, 1 ran and failed, 2 usage, 78 bad configuration.');
  for (const verb of verbs) root.addCommand(verb);
  for (const command of [root, ...verbs, ...verbs.flatMap((verb) => verb.commands)]) command.exitOverride();
  return root;
}

const terminal = processTerminal();
try {
  await program(terminal).parseAsync(process.argv);
} catch (error) {
  process.exitCode = reportFailure(error, terminal);
}
