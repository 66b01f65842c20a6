import { expect, it } from 'vitest';
import { gatewayUnderTest } from '../../testing/gateway-under-test.ts';

it('the stock gateway does not phone home', async () => {
  delete process.env['APOLLO_TELEMETRY_DISABLED'];
  const hub = await gatewayUnderTest();
  expect(process.env['APOLLO_TELEMETRY_DISABLED']).toBe('1');
  await hub.stop();
});
