import { isCjk, words } from './fold.ts';

/** Legal forms and fillers: the same firm is written with and without them. */
const fillers = new Set(
  (
    'gmbh ggmbh mbh ag kg kgaa ohg gbr ug ek ev eg se sa sas sasu sarl srl spa snc sl slu sau bv nv vof ab oy oyj as asa aps ' +
    'inc incorporated ltd limited llc llp lp plc corp corporation co company cie pty pte bhd sdn kk gk zrt kft doo sro ' +
    'aktiengesellschaft kommanditgesellschaft gesellschaft mit beschrankter haftung pvt private ' +
    'the and und et y e de of & haftungsbeschrankt'
  ).split(' '),
);
const cjkForms =
  /(股份有限公司|有限责任公司|有限責任公司|有限公司|股份公司|公司|株式会社|有限会社|合同会社|주식회사|유한회사)/gu;
const formWord = new Set(
  'gmbh ggmbh mbh ag kg kgaa ohg ug inc incorporated ltd limited llc llp plc corp corporation bv nv sarl srl spa pty pte'.split(
    ' ',
  ),
);

/**
 * What is left of a firm's name without legal form, punctuation and case: `Müller & Co. KG` and `Muller` are both
 * `muller`. Null when nothing is left.
 */
export function organizationCore(name: string | null): string | null {
  if (name === null) return null;
  const text = name.replace(/\./g, '').replace(cjkForms, ' ');
  const kept = words(text).filter((word) => !fillers.has(word));
  const core = kept.join(isCjk(text) ? '' : ' ');
  return core === '' ? words(name).join(' ') || null : core;
}

/** Whether a name can only be a firm's, by its legal form. */
export function looksLikeOrganization(name: string): boolean {
  return name.search(cjkForms) >= 0 || words(name.replace(/\./g, '')).some((word) => formWord.has(word));
}
