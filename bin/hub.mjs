#!/usr/bin/env node
// Runs the TypeScript sources (docs/decisions/0022). Plain JavaScript, so that an old Node can at least say so.
import process from 'node:process';

const [major, minor] = process.versions.node.split('.').map(Number);
if (major < 20 || (major === 20 && minor < 19)) {
  process.stderr.write(`Customer Hub needs Node 20.19 or newer; this is Node ${process.versions.node}.\n`);
  process.exitCode = 2;
} else {
  const { importSource } = await import('../kit/run-from-source/import-source.mjs');
  const { main } = await importSource(new URL('../cli/main.ts', import.meta.url));
  await main();
}
