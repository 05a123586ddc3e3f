// A program for the launcher: says which Node runs it, then exits with the code asked for, or waits for a signal and says which.
const [wish = '0'] = process.argv.slice(2);
process.stdout.write(`${JSON.stringify({ node: process.version, args: process.argv.slice(2) })}\n`);
if (wish === 'wait') {
  setInterval(() => undefined, 1_000);
  process.on('SIGTERM', () => process.exit(42));
} else process.exit(Number(wish));
