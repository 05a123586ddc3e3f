// A program for the launcher: says which Node runs it, then exits with the code asked for, or waits for TERM and exits with 42.
const [wish = '0'] = process.argv.slice(2);
if (wish === 'wait') {
  process.on('SIGTERM', () => process.exit(42));
  setInterval(() => undefined, 1_000);
} else process.exitCode = Number(wish);
process.stdout.write(`${JSON.stringify({ node: process.version, args: process.argv.slice(2) })}\n`);
