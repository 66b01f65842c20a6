const letters = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';
const check = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ012345';

/** Three letters that name the kind of object. */
export const prefixes = {
  account: '001',
  contact: '003',
  user: '005',
  opportunity: '006',
  task: '00T',
  event: '00U',
  quote: '0Q0',
  quoteLine: '0QL',
  teamMember: '01M',
  commitment: 'a0C',
} as const;

/** 15 letters of which case matters, and three that make it safe where case does not, as the vendor does. */
export function cloudId(kind: keyof typeof prefixes, number: number): string {
  let rest = number;
  let digits = '';
  while (digits.length < 8) {
    digits = letters.charAt(rest % 62) + digits;
    rest = Math.floor(rest / 62);
  }
  const id = `${prefixes[kind]}5g00${digits}`;
  let suffix = '';
  for (let part = 0; part < 15; part += 5) {
    let bits = 0;
    for (let i = 0; i < 5; i++) if (/[A-Z]/.test(id.charAt(part + i))) bits |= 1 << i;
    suffix += check.charAt(bits);
  }
  return id + suffix;
}
