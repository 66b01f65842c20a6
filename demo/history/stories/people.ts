import { DAY, now } from '../../company/calendar.ts';
import { theAccount } from '../scene.ts';
import { addActivity, addCommitment, addOpportunity, addOwner } from '../selling.ts';
import { colleagues, later, offer, type StoryKind } from './story.ts';

const today = Math.floor(now / DAY) * DAY;

/** Voice 12: who promised what, and who is gone. */
export const peopleStories: readonly StoryKind[] = [
  {
    code: 'OWNER_LEFT',
    voice: 12,
    needs: ['demo-crm', 'demo-orders', 'demo-erp'],
    daysAgo: [700, 800],
    tell(scene, begin) {
      const gone = scene.company.staff.find((s) => s.country === scene.owner.country && s.leftAt !== null);
      if (!gone?.leftAt) throw new Error(`nobody of ${scene.owner.country} has left`);
      const account = theAccount(scene, 'demo-crm');
      const mine = scene.history.owners.findIndex((o) => o.account === account && o.untilOn === null);
      if (mine >= 0) scene.history.owners.splice(mine, 1);
      const earlier = scene.history.owners.findIndex((o) => o.account === account && o.seller === gone);
      if (earlier >= 0) scene.history.owners.splice(earlier, 1);
      addOwner(scene, account, gone, Math.floor(begin / DAY) * DAY, null);
      const last = gone.leftAt - 20 * DAY;
      const call = addActivity(scene, account, later(scene, last, 1), 'MEETING', gone, 'Talked about a second machine');
      const chance = addOpportunity(
        scene,
        account,
        later(scene, last, 2),
        'NEGOTIATION',
        [offer(scene, scene.random.pick(scene.company.activeProducts), last, 500)],
        gone,
      );
      const promise = addCommitment(
        scene,
        account,
        later(scene, last, 3),
        'OPEN',
        gone,
        today + scene.random.int(5, 40) * DAY,
      );
      return [
        { relation: 'activities', row: call },
        { relation: 'opportunities', row: chance },
        { relation: 'commitments', row: promise },
      ];
    },
  },
  {
    code: 'OVERLAPPING_COMMITMENTS',
    voice: 12,
    needs: ['demo-crm'],
    daysAgo: [12, 40],
    tell(scene, begin) {
      const account = theAccount(scene, 'demo-crm');
      const promisers = [scene.owner, ...scene.random.few(colleagues(scene), 2)];
      const what = ['Special price on the next machine', 'Delivery within a week', 'Exclusive supply in the region'];
      return promisers.map((seller, i) => ({
        relation: 'commitments',
        row: addCommitment(
          scene,
          account,
          later(scene, begin, i * 3),
          'OPEN',
          seller,
          today + scene.random.int(3, 30) * DAY,
          what[i] ?? 'Free training',
        ),
      }));
    },
  },
];
