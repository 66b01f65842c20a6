import { DAY } from '../../company/calendar.ts';
import { placeOrder } from '../buying.ts';
import { addLead, addTouch, addVisit } from '../marketing.ts';
import { theAccount } from '../scene.ts';
import { addActivity, addOpportunity } from '../selling.ts';
import { campaignAfter, later, offer, type StoryKind } from './story.ts';

/** Voices 1, 4, 5, 6 and 7: what becomes of interest. */
export const leadStories: readonly StoryKind[] = [
  {
    code: 'LEAD_CONVERTED',
    voice: 1,
    needs: ['demo-marketing', 'demo-crm', 'demo-orders', 'demo-erp'],
    daysAgo: [150, 300],
    share: 2,
    tell(scene, begin) {
      const product = scene.random.pick(scene.company.activeProducts);
      const lead = addLead(scene, theAccount(scene, 'demo-marketing'), begin, 'CONVERTED', 'web form', null, product);
      const visit = addVisit(scene, theAccount(scene, 'demo-marketing'), later(scene, begin, 1), product);
      const crm = theAccount(scene, 'demo-crm');
      const call = addActivity(scene, crm, later(scene, begin, 2), 'CALL', scene.owner, `Called about ${product.name}`);
      const chance = addOpportunity(
        scene,
        crm,
        later(scene, begin, 4),
        'WON',
        [offer(scene, product, begin, 250)],
        scene.owner,
      );
      const order = placeOrder(scene, theAccount(scene, 'demo-orders'), later(scene, chance.closedAt ?? begin, 2), {
        lines: [offer(scene, product, begin, 250)],
      });
      return [
        { relation: 'leads', row: lead },
        { relation: 'web-visits', row: visit },
        { relation: 'activities', row: call },
        { relation: 'opportunities', row: chance },
        { relation: 'orders', row: order },
      ];
    },
  },
  {
    code: 'LEAD_LOST',
    voice: 1,
    needs: ['demo-marketing', 'demo-crm'],
    daysAgo: [130, 300],
    share: 2,
    tell(scene, begin) {
      const product = scene.random.pick(scene.company.activeProducts);
      const lead = addLead(
        scene,
        theAccount(scene, 'demo-marketing'),
        begin,
        'DISQUALIFIED',
        'bought list',
        null,
        product,
      );
      const crm = theAccount(scene, 'demo-crm');
      const call = addActivity(scene, crm, later(scene, begin, 9), 'CALL', scene.owner, 'No budget this year');
      const chance = addOpportunity(
        scene,
        crm,
        later(scene, begin, 10),
        'LOST',
        [offer(scene, product, begin, 0)],
        scene.owner,
      );
      return [
        { relation: 'leads', row: lead },
        { relation: 'activities', row: call },
        { relation: 'opportunities', row: chance },
      ];
    },
  },
  {
    code: 'CAMPAIGN_PAID_OFF',
    voice: 4,
    needs: ['demo-marketing', 'demo-orders', 'demo-erp'],
    daysAgo: [170, 175],
    share: 2,
    tell(scene, begin) {
      const campaign = campaignAfter(scene, 'EMAIL', begin);
      const touch = addTouch(
        scene,
        theAccount(scene, 'demo-marketing'),
        campaign,
        later(scene, campaign.startedAt, 1),
        'EMAIL',
        'CLICKED',
      );
      const order = placeOrder(
        scene,
        theAccount(scene, 'demo-orders'),
        later(scene, touch.occurredAt, scene.random.int(4, 14)),
      );
      return [
        { relation: 'touches', row: touch },
        { relation: 'orders', row: order },
      ];
    },
  },
  {
    code: 'FAIR_CARD_FOLLOWED_UP',
    voice: 5,
    needs: ['demo-marketing', 'demo-crm'],
    daysAgo: [124, 128],
    quiet: true,
    share: 2,
    tell(scene, begin) {
      const fair = campaignAfter(scene, 'FAIR', begin);
      const lead = addLead(
        scene,
        theAccount(scene, 'demo-marketing'),
        later(scene, fair.startedAt, scene.random.int(0, 3)),
        'WORKING',
        fair.name,
        fair,
      );
      const call = addActivity(
        scene,
        theAccount(scene, 'demo-crm'),
        later(scene, lead.capturedAt, scene.random.int(2, 9)),
        'CALL',
        scene.owner,
        `Followed up the card from ${fair.name}`,
      );
      return [
        { relation: 'leads', row: lead },
        { relation: 'activities', row: call },
      ];
    },
  },
  {
    code: 'FAIR_CARD_FORGOTTEN',
    voice: 5,
    needs: ['demo-marketing', 'demo-crm'],
    daysAgo: [124, 128],
    quiet: true,
    share: 4,
    tell(scene, begin) {
      const fair = campaignAfter(scene, 'FAIR', begin);
      const lead = addLead(
        scene,
        theAccount(scene, 'demo-marketing'),
        later(scene, fair.startedAt, scene.random.int(0, 3)),
        'NEW',
        fair.name,
        fair,
      );
      return [{ relation: 'leads', row: lead }];
    },
  },
  {
    code: 'REAL_BUYER',
    voice: 6,
    needs: ['demo-marketing'],
    daysAgo: [15, 40],
    tell(scene, begin) {
      const account = theAccount(scene, 'demo-marketing');
      const product = scene.random.pick(scene.company.activeProducts);
      const lead = addLead(scene, account, begin, 'NEW', 'web form: price request', null, product);
      const visits = [1, 3, 4, 8, 11].map((day) => addVisit(scene, account, later(scene, begin, day), product));
      return [{ relation: 'leads', row: lead }, ...visits.map((row) => ({ relation: 'web-visits', row }))];
    },
  },
  {
    code: 'CARD_COLLECTOR',
    voice: 6,
    needs: ['demo-marketing'],
    daysAgo: [500, 510],
    quiet: true,
    tell(scene, begin) {
      const account = theAccount(scene, 'demo-marketing');
      const fairs = scene.company.campaigns.filter((c) => c.channel === 'FAIR' && c.startedAt > begin).slice(0, 4);
      return fairs.map((fair) => ({
        relation: 'leads',
        row: addLead(scene, account, later(scene, fair.startedAt, 1), 'DISQUALIFIED', fair.name, fair),
      }));
    },
  },
  {
    code: 'WEB_RESEARCH',
    voice: 7,
    needs: ['demo-marketing', 'demo-orders', 'demo-erp'],
    daysAgo: [8, 24],
    tell(scene, begin) {
      const machines = scene.company.activeProducts.filter((p) => p.category === 'Machines');
      const wanted = scene.random.few(machines, 2);
      const days = [0, 1, 2, 4, 5, 7].filter((day) => begin + day * DAY < begin + 8 * DAY);
      return days.map((day) => ({
        relation: 'web-visits',
        row: addVisit(scene, theAccount(scene, 'demo-marketing'), later(scene, begin, day), scene.random.pick(wanted)),
      }));
    },
  },
];
