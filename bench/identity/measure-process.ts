import { measure } from './measure.ts';

const [folder = '', threads = '1'] = process.argv.slice(2);
process.stdout.write(JSON.stringify(await measure(folder, Number(threads))));
