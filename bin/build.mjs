#!/usr/bin/env node
import { launch } from './launch.mjs';

await launch('cli/build.ts', process.argv.slice(2));
