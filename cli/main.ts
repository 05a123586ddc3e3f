import { Command } from 'commander';
import packageJson from '../package.json' with { type: 'json' };
import { reportFailure } from './failure.ts';
import { grokCommand } from './grok.ts';
import { readCommand } from './read.ts';
import { setupCommand } from './setup.ts';
import { shipCommand } from './ship.ts';
import { processTerminal, type Terminal } from './terminal.ts';
import { testCommand } from './test-output.ts';
import { validateCommand } from './validate.ts';

function program(terminal: Terminal): Command {
  const verbs = [shipCommand, readCommand, setupCommand, validateCommand, testCommand, grokCommand].map((make) =>
    make(terminal),
  );
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
