import { addConsent, addTouch } from '../marketing.ts';
import type { Account, Reference } from '../rows.ts';
import { theAccount, type Scene } from '../scene.ts';
import { addActivity } from '../selling.ts';
import { addComplaint, addTicket } from '../serving.ts';
import { campaignAfter, later, type StoryKind } from './story.ts';

/** The customer says no more mail at one account, and the next mailing goes to another (or the same). */
function mailedAfterNo(scene: Scene, begin: number, said: Account, mailed: Account): Reference[] {
  const consent = addConsent(scene, said, 'EMAIL', 'DENIED', begin);
  const campaign = campaignAfter(scene, 'EMAIL', begin);
  const touch = addTouch(
    scene,
    mailed,
    campaign,
    later(scene, campaign.startedAt, scene.random.int(0, 12)),
    'EMAIL',
    scene.random.pick(['NONE', 'OPENED', 'REPLIED']),
  );
  return [
    { relation: 'consents', row: consent },
    { relation: 'touches', row: touch },
  ];
}

/** Voices 9, 10 and 11: tickets, silence, consent. */
export const careStories: readonly StoryKind[] = [
  {
    code: 'OUTREACH_DURING_OPEN_TICKET',
    voice: 9,
    needs: ['demo-desk', 'demo-crm', 'demo-orders', 'demo-erp'],
    daysAgo: [10, 28],
    quiet: true,
    tell(scene, begin) {
      const ticket = addTicket(scene, theAccount(scene, 'demo-desk'), begin, {
        respondedAt: later(scene, begin, 1),
        status: 'WAITING',
        priority: 'URGENT',
        subject: 'Machine stands still',
      });
      const call = addActivity(
        scene,
        theAccount(scene, 'demo-crm'),
        later(scene, begin, scene.random.int(3, 8)),
        'CALL',
        scene.owner,
        'Offered the new machine',
      );
      return [
        { relation: 'tickets', row: ticket },
        { relation: 'activities', row: call },
      ];
    },
  },
  {
    code: 'MAILING_DURING_OPEN_TICKET',
    voice: 9,
    needs: ['demo-desk', 'demo-marketing'],
    daysAgo: [62, 75],
    quiet: true,
    tell(scene, begin) {
      const ticket = addTicket(scene, theAccount(scene, 'demo-desk'), begin, {
        respondedAt: later(scene, begin, 2),
        status: 'WAITING',
        priority: 'HIGH',
      });
      const campaign = campaignAfter(scene, 'SMS', begin);
      const touch = addTouch(
        scene,
        theAccount(scene, 'demo-marketing'),
        campaign,
        later(scene, campaign.startedAt, 2),
        'SMS',
      );
      return [
        { relation: 'tickets', row: ticket },
        { relation: 'touches', row: touch },
      ];
    },
  },
  {
    code: 'UNANSWERED_INQUIRY',
    voice: 10,
    needs: ['demo-desk'],
    daysAgo: [31, 58],
    quiet: true,
    tell(scene, begin) {
      const ticket = addTicket(scene, theAccount(scene, 'demo-desk'), begin, {
        status: 'OPEN',
        subject: scene.random.pick([
          'Please send an offer for two presses',
          '请提供备件报价',
          'When will my order come?',
        ]),
      });
      return [{ relation: 'tickets', row: ticket }];
    },
  },
  {
    code: 'COMPLAINT_UNSETTLED',
    voice: 10,
    needs: ['demo-desk', 'demo-orders', 'demo-erp'],
    daysAgo: [40, 80],
    quiet: true,
    tell(scene, begin) {
      const ticket = addTicket(scene, theAccount(scene, 'demo-desk'), begin, {
        respondedAt: later(scene, begin, 3),
        status: 'WAITING',
        priority: 'HIGH',
      });
      const complaint = addComplaint(scene, ticket.account, later(scene, begin, 4), null, ticket);
      return [
        { relation: 'tickets', row: ticket },
        { relation: 'complaints', row: complaint },
      ];
    },
  },
  {
    code: 'CONTACT_AFTER_OPT_OUT',
    voice: 11,
    needs: ['demo-marketing'],
    daysAgo: [155, 175],
    optOut: true,
    tell: (scene, begin) =>
      mailedAfterNo(scene, begin, theAccount(scene, 'demo-marketing'), theAccount(scene, 'demo-marketing')),
  },
  {
    code: 'OPT_OUT_UNDER_DUPLICATE',
    voice: 11,
    needs: ['demo-marketing'],
    twice: 'demo-marketing',
    daysAgo: [155, 175],
    optOut: true,
    tell: (scene, begin) =>
      mailedAfterNo(scene, begin, theAccount(scene, 'demo-marketing', 1), theAccount(scene, 'demo-marketing')),
  },
  {
    code: 'OPT_OUT_IN_OTHER_SYSTEM',
    voice: 11,
    needs: ['demo-marketing', 'demo-crm'],
    daysAgo: [155, 175],
    optOut: true,
    tell: (scene, begin) =>
      mailedAfterNo(scene, begin, theAccount(scene, 'demo-crm'), theAccount(scene, 'demo-marketing')),
  },
];
