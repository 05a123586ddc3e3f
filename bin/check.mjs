#!/usr/bin/env node
import { launch } from './launch.mjs';

await launch('stack/run-check.ts', process.argv.slice(2));
