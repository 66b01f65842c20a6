import { DAY, at } from './calendar.ts';
import { Random } from './random.ts';

export type Channel = 'EMAIL' | 'LETTER' | 'PHONE' | 'SMS' | 'WEB' | 'FAIR' | 'SOCIAL' | 'AD';

export interface Campaign {
  readonly number: number;
  readonly uuid: string;
  readonly name: string;
  readonly channel: Channel;
  /** Midnight UTC. */
  readonly startedAt: number;
  readonly endedAt: number;
  readonly budgetCents: number;
  readonly costCents: number;
}

/** name|channel|month|days|cost in dollars, every year */
const yearly = `
  Great Lakes Tool Fair|FAIR|3|4|410000
  Metall & Werkzeug Messe|FAIR|5|5|520000
  Shanghai Machine Days|FAIR|4|4|380000
  Spring catalogue mailing|EMAIL|2|20|38000
  Autumn price letter|LETTER|9|25|64000
  Maintenance webinar|WEB|6|10|17000
  Machine trade-in offer|EMAIL|10|30|29000
  Search advertising|AD|1|150|260000
  Workshop short message|SMS|5|8|9000
`;

/** Every campaign of the years 2016 to 2026 that had begun by today. */
export function campaigns(seed: number, now: number): Campaign[] {
  const random = new Random(seed, 'campaigns');
  const out: Campaign[] = [];
  for (let year = 2016; year <= 2026; year++)
    for (const line of yearly.trim().split('\n')) {
      const [name = '', channel = 'EMAIL', month = '1', days = '1', cost = '0'] = line.trim().split('|');
      const startedAt = at(year, Number(month), random.int(2, 12));
      const endedAt = startedAt + Number(days) * DAY;
      const costCents = Math.round(Number(cost) * 100 * (0.7 + (year - 2016) * 0.06 + random.next() * 0.2));
      const uuid = random.uuid();
      if (endedAt + 5 * DAY < now)
        out.push({
          number: out.length + 1,
          uuid,
          name: `${name} ${year}`,
          channel: channelOf(channel),
          startedAt,
          endedAt,
          costCents,
          budgetCents: Math.round(costCents / 100000) * 100000,
        });
    }
  return out;
}

function channelOf(text: string): Channel {
  const known: Channel[] = ['EMAIL', 'LETTER', 'PHONE', 'SMS', 'WEB', 'FAIR', 'SOCIAL', 'AD'];
  return known.find((c) => c === text) ?? 'EMAIL';
}
