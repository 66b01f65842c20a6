import { expect, it } from 'vitest';
import { gatewayUnderTest } from '../testing/gateway-under-test.ts';
import { sdl, supergraphOf } from '../testing/made-subgraphs.ts';

it('says that a subscription is not answered, where the schema has one', async () => {
  const supergraph = supergraphOf({ visits: `${sdl.visits} type Subscription { visited: Visit }` });
  const hub = await gatewayUnderTest({ supergraph });
  const { status, errors } = await hub.ask('subscription { visited { at } }');
  expect([status, errors]).toEqual([
    400,
    [
      {
        message: 'This gateway answers no subscriptions.',
        extensions: { code: 'OPERATION_RESOLUTION_FAILURE' },
      },
    ],
  ]);
  expect(hub.log.join('')).not.toContain('an internal fault');
  await hub.stop();
});
