/** A shipper in a process of its own, for tests that kill it. Its settings are JSON in the first argument. */
import { randomBytes } from 'node:crypto';
import { type Logger, silentLogger } from '../../contracts/logger.ts';
import { startShipper } from '../../shippers/shipper.ts';
import { connectQueue } from '../../shippers/sqs/connect.ts';
import { systemClock } from '../../shippers/system-clock.ts';
import { inputOf, outputOf } from './workshop.ts';

interface Settings {
  readonly stateFolder: string;
  readonly paths: readonly string[];
  readonly queue: string;
}

const settings = JSON.parse(process.argv[2] ?? '{}') as Settings;
const output = outputOf(settings.queue, { message_size: 4096, linger: 20 });
const logger: Logger = { ...silentLogger, error: (_, message) => process.stderr.write(`${message}\n`) };
const shipper = await startShipper({
  host: 'web-1',
  cluster: 'test',
  namespace: 'default',
  machineId: 'machine-1',
  stateFolder: settings.stateFolder,
  inputs: [inputOf(settings.paths, { multiline: { continuation: '^ ', timeout: 100, max_lines: 10 } })],
  output,
  mode: 'follow',
  version: '0.0.0',
  ports: {
    queue: connectQueue(output, { environment: {}, timeoutMs: 500 }),
    clock: systemClock,
    randomBytes,
    logger,
  },
  timing: { discoverEveryMs: 100, lookEveryMs: 50, lookAtMostEveryMs: 200, quietMs: 2000 },
});
process.on('SIGTERM', () => {
  void shipper.stop(5000).then((report) => {
    process.stdout.write(JSON.stringify(report));
    process.exitCode = 0;
  });
});
