// A thread starts with plain JavaScript, as every program of ours (docs/decisions/0022).
import { workerData } from 'node:worker_threads';
import { importSource } from '../run-from-source/import-source.mjs';

await importSource(workerData.entry);
