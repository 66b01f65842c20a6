// A thread does not inherit how its parent loads TypeScript (docs/decisions/0001).
import { workerData } from 'node:worker_threads';
import { register } from 'tsx/esm/api';

register();
await import(workerData.entry);
