import { startFloor } from '../floor/server.ts';

/** `floor.ts`: the queries of the benchmark by hand. */
process.send?.({ ready: await startFloor(process.env) });
