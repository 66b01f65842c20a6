import { measurePlacing } from './measure.ts';

const [accounts = 0, changes = 0, seed = 0] = process.argv.slice(2).map(Number);
process.stdout.write(JSON.stringify(await measurePlacing(accounts, changes, seed)));
