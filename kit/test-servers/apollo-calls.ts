import { ApolloServer } from '@apollo/server';
import { vi } from 'vitest';

const handed = vi.spyOn(ApolloServer.prototype, 'executeHTTPGraphQLRequest');

/** How many requests Apollo Server was handed in this test file until now. */
export const apolloCalls = (): number => handed.mock.calls.length;
