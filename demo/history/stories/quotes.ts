import { placeOrder } from '../buying.ts';
import type { Reference, SystemName } from '../rows.ts';
import { theAccount, type Scene } from '../scene.ts';
import { addActivity, addQuote } from '../selling.ts';
import { colleagues, later, offer, type StoryKind } from './story.ts';

const everywhere: readonly SystemName[] = [
  'demo-crm',
  'demo-orders',
  'demo-orders-2',
  'demo-desk',
  'demo-marketing',
  'demo-erp',
];

/** Two sellers, one product, two prices; the second quote may hang at the customer's other account. */
function conflict(scene: Scene, begin: number, accountOfSecond: number): Reference[] {
  const product = scene.random.pick(scene.company.activeProducts);
  const lines = [offer(scene, product, begin, 250)];
  const first = addQuote(scene, theAccount(scene, 'demo-crm'), begin, 'SENT', lines, scene.owner, null);
  const other = scene.random.pick(colleagues(scene));
  const cheaper = lines
    .map((l) => ({ ...offer(scene, product, begin, 1250), quantity: l.quantity }))
    .map((l) => ({ ...l, totalCents: Math.round((l.quantity * l.unitCents * (10_000 - l.discount)) / 10_000) }));
  const second = addQuote(
    scene,
    theAccount(scene, 'demo-crm', accountOfSecond),
    later(scene, begin, scene.random.int(2, 12)),
    'SENT',
    cheaper,
    other,
    null,
  );
  return [
    { relation: 'quotes', row: first },
    { relation: 'quotes', row: second },
  ];
}

/** Voices 2, 3 and 8: what to offer, and what was offered. */
export const quoteStories: readonly StoryKind[] = [
  {
    code: 'CUSTOMER_ON_THE_ROAD',
    voice: 2,
    needs: everywhere,
    daysAgo: [12, 30],
    tell(scene, begin) {
      const product = scene.random.pick(scene.company.activeProducts);
      const order = placeOrder(scene, theAccount(scene, 'demo-orders'), begin, {
        lines: [offer(scene, product, begin, 500)],
      });
      const visit = addActivity(
        scene,
        theAccount(scene, 'demo-crm'),
        later(scene, begin, 3),
        'VISIT',
        scene.owner,
        `Visit before delivery of ${product.name}`,
      );
      return [
        { relation: 'orders', row: order },
        { relation: 'activities', row: visit },
      ];
    },
  },
  {
    code: 'OLD_CUSTOMER_REQUOTE',
    voice: 3,
    needs: ['demo-orders', 'demo-erp', 'demo-crm'],
    daysAgo: [5, 20],
    tell(scene, begin) {
      const product = scene.random.pick(scene.company.activeProducts);
      const past = [900, 620, 310].map((days, i) =>
        placeOrder(scene, theAccount(scene, 'demo-orders'), begin - days * 86_400_000, {
          lines: [offer(scene, product, begin - days * 86_400_000, 500 + i * 250)],
        }),
      );
      const quote = addQuote(
        scene,
        theAccount(scene, 'demo-crm'),
        begin,
        'DRAFT',
        [offer(scene, product, begin, 0)],
        scene.owner,
        null,
      );
      return [...past.map((row) => ({ relation: 'orders', row })), { relation: 'quotes', row: quote }];
    },
  },
  {
    code: 'QUOTE_CONFLICT',
    voice: 8,
    needs: ['demo-crm'],
    daysAgo: [14, 29],
    tell: (scene, begin) => conflict(scene, begin, 0),
  },
  {
    code: 'QUOTE_CONFLICT_UNDER_DUPLICATE',
    voice: 8,
    needs: ['demo-crm', 'demo-orders', 'demo-erp'],
    twice: 'demo-crm',
    daysAgo: [14, 29],
    tell: (scene, begin) => conflict(scene, begin, 1),
  },
];
