import { checkLint, checkTypes, close, runJest, sum } from './check-steps.ts';

/** `npm run check`: what needs no components, in a minute or two. */
const types = await checkTypes();
const lint = await checkLint();
const tests = await runJest({
  scope: 'fast',
  only: process.argv.slice(2),
  skipsFail: process.env.CI === 'true',
  environment: {},
});
close(sum([types, lint, tests]));
