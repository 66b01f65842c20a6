import { readFilled } from './filled.ts';
import { withHub } from './hub.ts';
import { measurePlacing } from './measure.ts';

const [folder = '', changes = ''] = process.argv.slice(2);
const filled = await readFilled(folder);
if (!filled) throw new Error(`${folder}: expected a filled hub database, found none.`);
const found = await withHub(folder, (store) => measurePlacing(store, filled, Number(changes)));
process.stdout.write(JSON.stringify(found));
