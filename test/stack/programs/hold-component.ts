import { supervise } from '../../../stack/supervised.ts';

// A parent to be killed: supervises a shell that has a child of its own and (on request) is deaf to TERM.
const [folder = '', deaf] = process.argv.slice(2);
const script = `${deaf ? "trap '' TERM;" : ''} mkdir -p ${folder}/tmp/left-behind; sleep 1000 & echo $! > ${folder}/child; wait; sleep 1000`;
const component = await supervise({
  command: 'sh',
  args: ['-c', script],
  cwd: folder,
  env: { PATH: process.env.PATH ?? '' },
  logFile: `${folder}/log`,
  graceMs: 300,
  removeFolders: [`${folder}/tmp`],
  afterwards: [['touch', `${folder}/afterwards`]],
});
// Before it says that it is there: what hears that may send the signal at once.
process.on('SIGUSR2', () => void component.stop().then(() => process.exit(0)));
process.stdout.write(`${JSON.stringify({ component: component.component, watchdogPid: component.watchdogPid })}\n`);
setInterval(() => undefined, 1_000);
