#!/usr/bin/env node
// run.mjs <file.ts> [arguments]: runs a TypeScript file of this repository, as `node <file.ts> [arguments]` would.
import { resolve } from 'node:path';
import process from 'node:process';
import { pathToFileURL } from 'node:url';
import { importSource } from '../kit/run-from-source/import-source.mjs';

process.argv.splice(1, 2, resolve(process.argv[2] ?? ''));
await importSource(pathToFileURL(process.argv[1]));
