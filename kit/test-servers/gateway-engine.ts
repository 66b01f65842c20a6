import { inject } from 'vitest';

/** The engine of gateways under test: GATEWAY_ENGINE of the test run. */
export const gatewayEngine = (): 'apollo' | 'hub' => inject('gatewayEngine');
