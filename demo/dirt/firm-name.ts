import type { FirmName } from '../company/firms.ts';
import { toTraditional } from '../company/names-chinese.ts';
import type { Random } from '../company/random.ts';
import { plainLetters, typo } from './typing.ts';

const otherForms: Record<string, readonly string[]> = {
  'Inc.': ['Incorporated', 'Inc', ', Inc.'],
  LLC: ['L.L.C.', ''],
  'Corp.': ['Corporation', 'Corp'],
  'Co.': ['Company', 'Co'],
  Ltd: ['Limited', 'Ltd.', ''],
  plc: ['PLC', ''],
  GmbH: ['Gesellschaft mbH', 'G.m.b.H.', ''],
  'GmbH & Co. KG': ['GmbH u. Co KG', 'GmbH + Co. KG', 'KG'],
  AG: ['Aktiengesellschaft', ''],
  SARL: ['S.A.R.L.', 'Sarl', ''],
  'S.A.': ['SA', ''],
  'S.L.': ['SL', ''],
  'Co., Ltd.': ['Company Limited', 'Co.,Ltd', 'Co Ltd', ''],
};

/** The same firm as another clerk, or another alphabet, has it. */
export function writeFirm(
  random: Random,
  firm: FirmName,
  style: { script: 'hanzi' | 'latin'; sloppiness: number },
): string {
  if (firm.hanzi && style.script === 'hanzi') {
    if (random.chance(0.12 * style.sloppiness)) return toTraditional(firm.hanzi);
    return random.chance(0.15 * style.sloppiness) ? firm.hanzi.replace('有限公司', '') : firm.hanzi;
  }
  const careless = (probability: number) => random.chance(probability * style.sloppiness);
  let { core, legalForm } = firm;
  if (careless(0.4)) legalForm = random.pick(otherForms[legalForm] ?? [legalForm]);
  if (careless(0.1)) core = typo(random, core);
  if (careless(0.25)) core = core.includes('&') ? core.replace('&', 'and') : core.replace(' and ', ' & ');
  if (careless(0.3)) core = plainLetters(core, 'german');
  if (careless(0.05)) core = core.split(' ').map((w) => (w.length > 7 ? `${w.slice(0, 4)}.` : w)).join(' '); // prettier-ignore
  return legalForm.startsWith(',') ? core + legalForm : `${core} ${legalForm}`.trim();
}
