import { expect, test } from 'vitest';
import { FeatureColumn } from '../features/column.ts';
import { seededRandom } from '../score/random.ts';
import { editDistance, jaroWinkler } from './similarity.ts';
import { bitsIn, boundsOf } from './text-bounds.ts';

const random = seededRandom(5);
const word = (letters: string): string =>
  Array.from({ length: 1 + random(9) }, () => letters[random(letters.length)] ?? '').join('');
const texts = [
  ...new Set([
    ...Array.from({ length: 160 }, () => word('abcdeé')),
    ...Array.from({ length: 80 }, () => word('ab mnxyz0123')),
    ...['王小明', '王晓明', '𠮷野家', '𠮷野屋', '野家', 'anna@example.com', 'ana@example.com'],
  ]),
];
const column = new FeatureColumn();
for (const text of texts) column.push([text]);
const bounds = boundsOf(column);

test('bits are counted', () => {
  for (const bits of [0, 1, -1, 0x80000000, 0x0f0f0f0f, 123_456_789])
    expect(bitsIn(bits)).toBe((bits >>> 0).toString(2).replaceAll('0', '').length);
});

test('what is like enough is never ruled out, and most strangers are', () => {
  const ruledOut = { slips: 0, like: 0 };
  for (let x = 0; x < texts.length; x += 1)
    for (let y = 0; y < texts.length; y += 1) {
      const [p, q] = [column.text(x), column.text(y)];
      for (const slips of [1, 2]) {
        const mayBe = bounds.mayBeWithin(x, y, slips);
        if (!mayBe) ruledOut.slips += 1;
        if (!mayBe && editDistance(p, q, slips) <= slips) expect.fail(`${p} and ${q} are ${String(slips)} slips apart`);
      }
      for (const least of [0.8, 0.85, 0.92]) {
        const mayBe = bounds.mayBeLike(x, y, least);
        if (!mayBe) ruledOut.like += 1;
        if (!mayBe && jaroWinkler(p, q) >= least) expect.fail(`${p} and ${q} are ${String(jaroWinkler(p, q))} alike`);
      }
      const bare = q.replaceAll(' ', '');
      if (p.replaceAll(' ', '').includes(bare) && !bounds.mayHold(x, y, 0)) expect.fail(`${p} holds ${q}`);
    }
  expect(ruledOut.slips).toBeGreaterThan(texts.length ** 2);
  expect(ruledOut.like).toBeGreaterThan(texts.length ** 2);
});
