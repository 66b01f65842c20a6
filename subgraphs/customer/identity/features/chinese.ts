import { Converter } from 'opencc-js/t2cn';

/** Traditional characters as simplified ones. */
export const simplified: (text: string) => string = Converter({ from: 'tw', to: 'cn' });
