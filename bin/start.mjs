#!/usr/bin/env node
import { launch } from './launch.mjs';

await launch('demo/main.ts', process.argv.slice(2));
