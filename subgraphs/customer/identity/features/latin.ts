import anyAscii from 'any-ascii';
import { isAscii } from '../normalise/fold.ts';

/** Runs of letters of scripts other than Latin and those of Chinese, Japanese and Korean, which names keep. */
const foreign =
  /(?:(?![\p{Script=Latin}\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}])[\p{L}\p{M}])+/gu;
/** An accent written apart from its Latin letter is no letter of another script. */
const hasForeignLetter =
  /(?![\p{Script=Latin}\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}])\p{L}/u;

/** Whether a text has letters that `latin` writes in others. */
export const isForeign = (text: string): boolean => !isAscii(text) && hasForeignLetter.test(text.normalize('NFKC'));

/** Cyrillic, Greek, Arabic, Indian letters and others in Latin ones: `Петров` is `Petrov`. All else stays. */
export const latin = (text: string): string =>
  isForeign(text) ? text.normalize('NFKC').replace(foreign, (run) => anyAscii(run)) : text;
