#!/usr/bin/env node
import { launch } from './launch.mjs';

await launch('conformance/main.ts', process.argv.slice(2));
