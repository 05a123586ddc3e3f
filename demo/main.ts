import { CommanderError } from 'commander';
import { reportFailure } from '../cli/failure.ts';
import { processTerminal, type Terminal } from '../cli/terminal.ts';
import { exitCodes } from '../contracts/errors.ts';
import { runLive } from './live.ts';
import { forgetShipper } from './local-shipper.ts';
import { runOnce } from './once.ts';
import { type DemoOptions, parseDemoOptions } from './options.ts';
import { openRoad } from './road.ts';

async function run(options: DemoOptions, terminal: Terminal): Promise<number> {
  const stop = new AbortController();
  terminal.onStop(() => {
    terminal.note('\nstopping; once more to stop at once');
    stop.abort();
  });
  if (options.fresh) await forgetShipper(options.dataFolder);
  const road = await openRoad(options.dataFolder, options.fresh, terminal);
  try {
    if (stop.signal.aborted) return exitCodes.failed;
    // The shipper and its clients find the local AWS as any client of the SDK finds AWS.
    Object.assign(process.env, road.aws.environment);
    const act = options.once ? runOnce : runLive;
    return await act(options, road, terminal, stop.signal);
  } finally {
    await road.stop();
  }
}

const terminal = processTerminal();
try {
  process.exitCode = await run(parseDemoOptions(process.argv.slice(2), process.cwd()), terminal);
} catch (error) {
  process.exitCode = error instanceof CommanderError && error.exitCode === 0 ? 0 : reportFailure(error, terminal);
}
