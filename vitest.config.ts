import { defineConfig } from 'vitest/config';

export default defineConfig({
  // One copy of graphql: packages load its CommonJS build, and Vite would give us the other one.
  resolve: { alias: [{ find: /^graphql$/, replacement: 'graphql/index.js' }] },
  test: {
    include: ['{kit,subgraphs,gateway,cli,demo,schema,tests,scenarios,sources,bench}/**/*.test.ts'],
    globalSetup: ['kit/test-servers/global-setup.ts'],
    // The whole suite again with another engine: GATEWAY_ENGINE=apollo npx vitest run gateway scenarios
    provide: { gatewayEngine: process.env['GATEWAY_ENGINE'] === 'apollo' ? 'apollo' : 'hub' },
    maxWorkers: 2,
    testTimeout: 30_000,
    hookTimeout: 60_000,
    teardownTimeout: 15_000,
  },
});
