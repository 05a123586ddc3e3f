#!/usr/bin/env node
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { handOver, launch, project } from './launch.mjs';

// A Node that strips types runs the sources as they are, when the packages that they need are there.
const [major, minor] = process.versions.node.split('.').map(Number);
const isNewEnough = major > 22 || (major === 22 && minor >= 18);
const args = process.argv.slice(2);

if (isNewEnough && existsSync(join(project, 'node_modules', 'commander'))) {
  await handOver(process.execPath, ['--disable-warning=ExperimentalWarning', join(project, 'cli/main.ts'), ...args]);
} else {
  await launch('cli/main.ts', args);
}
