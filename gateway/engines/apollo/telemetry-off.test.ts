import { expect, it } from 'vitest';
import { gatewayUnderTest } from '../../testing/gateway-under-test.ts';
import { engines } from '../engines.ts';

it('the stock gateway does not phone home', async () => {
  delete process.env['APOLLO_TELEMETRY_DISABLED'];
  const hub = await gatewayUnderTest({ engine: engines.apollo });
  expect(process.env['APOLLO_TELEMETRY_DISABLED']).toBe('1');
  await hub.stop();
});
