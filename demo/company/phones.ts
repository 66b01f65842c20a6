import type { Country } from './places.ts';
import type { Random } from './random.ts';

/** A phone number in its parts; `dirt/phone.ts` writes it in many ways. */
export interface Phone {
  /** Country calling code without plus. */
  readonly calling: string;
  /** Area or operator code without trunk zero. */
  readonly area: string;
  readonly subscriber: string;
}

/** Areas whose numbers are kept for films and books: `area subscriber-prefix digits-left`. */
const reserved: Partial<Record<Country, { landline: string[]; mobile: string[] }>> = {
  GB: {
    landline:
      '1632:960:3 113:4960:3 114:4960:3 115:4960:3 116:4960:3 117:4960:3 118:4960:3 121:4960:3 131:4960:3 141:4960:3 151:4960:3 161:4960:3 20:79460:3 191:4980:3 29:20180:3'.split(
        ' ',
      ),
    mobile: ['7700:900:3'],
  },
  DE: {
    landline: ['30:23125:3', '69:90009:3', '40:66969:3', '221:4710:3', '89:99998:3'],
    mobile: ['171:39200:2', '172:99800:2', '176:040690:2', '152:28817:3', '152:28895:3', '152:54599:3'],
  },
  FR: {
    landline: ['1:9900:4', '2:6191:4', '3:5301:4', '4:6571:4', '5:3649:4'],
    mobile: ['6:3998:4'],
  },
};

const calling: Record<Country, string> = { US: '1', GB: '44', DE: '49', FR: '33', ES: '34', CN: '86' };

function usArea(random: Random): string {
  for (;;) {
    const area = `${random.int(2, 9)}${random.int(0, 8)}${random.int(0, 9)}`;
    if (!area.endsWith('11')) return area;
  }
}

/** A number in the range that the country keeps free for fiction; made up where there is none (Spain, China). */
export function phone(random: Random, country: Country, kind: 'landline' | 'mobile'): Phone {
  const code = calling[country];
  const ranges = reserved[country]?.[kind];
  if (ranges) {
    const [area = '', prefix = '', left = '3'] = random.pick(ranges).split(':');
    return { calling: code, area, subscriber: prefix + random.digits(Number(left)) };
  }
  if (country === 'US') return { calling: code, area: usArea(random), subscriber: `55501${random.digits(2)}` };
  if (country === 'ES')
    return {
      calling: code,
      area: kind === 'mobile' ? '6' + random.digits(2) : '9' + random.digits(2),
      subscriber: random.digits(6),
    };
  if (kind === 'mobile')
    return { calling: code, area: random.pick(['138', '139', '158', '186', '187']), subscriber: random.digits(8) };
  return {
    calling: code,
    area: random.pick(['10', '21', '20', '755', '512', '571', '27', '29']),
    subscriber: `6${random.digits(7)}`,
  };
}
