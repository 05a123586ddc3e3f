import { startStack } from '../../../stack/stack.ts';

// A parent to be killed: brings a whole stack up and says where it is.
const [dataFolder = ''] = process.argv.slice(2);
const stack = await startStack({ dataFolder, environment: process.env });
process.stdout.write(`${JSON.stringify({ elasticsearchUrl: stack.elasticsearchUrl, endpoint: stack.aws.endpoint })}\n`);
setInterval(() => undefined, 1_000);
