import { parse } from 'graphql';
import type { Contestant } from '../contestants.ts';
import type { Pools } from '../generate/values.ts';

const text = `{ customers(first: 12) { pageInfo { endCursor } nodes { id displayName accounts { system id }
  orders(first: 3) { nodes { id lines { product { sku } } } pageInfo { endCursor } }
  quotes(first: 2) { nodes { id } } tickets(first: 2) { nodes { id } } invoices(first: 2) { nodes { id } }
  opportunities(first: 2) { nodes { id } } touches(first: 1) { nodes { campaign { id } } } } } }`;

/** Arguments that find something in the demo company, and some that do not; read from the graph itself. */
export async function ownPools(contestant: Contestant): Promise<Pools> {
  const { data } = await contestant.ask({ seed: 0, text, document: parse(text), operationName: null, variables: {} });
  const at = (...path: readonly string[]): string[] => [...new Set(collect(data, ['customers', ...path]))].slice(0, 12);
  const some = (values: readonly string[]): string[] => [...values, 'unknown'];
  const customers = some(at('nodes', 'id'));
  const accounts = some(at('nodes', 'accounts', 'id'));
  return {
    'customer.id': customers,
    'customerAsOf.id': customers,
    customer: customers,
    'customerByAccount.id': accounts,
    'order.id': some(at('nodes', 'orders', 'nodes', 'id')),
    'quote.id': some(at('nodes', 'quotes', 'nodes', 'id')),
    'ticket.id': some(at('nodes', 'tickets', 'nodes', 'id')),
    'invoice.id': some(at('nodes', 'invoices', 'nodes', 'id')),
    'opportunity.id': some(at('nodes', 'opportunities', 'nodes', 'id')),
    'campaign.id': some(at('nodes', 'touches', 'nodes', 'campaign', 'id')),
    sku: some(at('nodes', 'orders', 'nodes', 'lines', 'product', 'sku')),
    text: some(at('nodes', 'displayName')),
    after: [...at('pageInfo', 'endCursor'), ...at('nodes', 'orders', 'pageInfo', 'endCursor').slice(0, 2), 'no cursor'],
    SourceSystem: [...new Set(at('nodes', 'accounts', 'system')), 'no-such-system'],
    first: [0, 1, 1, 2, 2, 3, -1],
    country: ['DE', 'ES', 'XX'],
    DateTime: ['2024-01-01T00:00:00Z', '2025-06-01T12:00:00+02:00', '2030-01-01T00:00:00Z'],
    Date: ['2024-01-01', '2025-06-30'],
    Decimal: ['1', '12.50'],
    CurrencyCode: ['EUR'],
  };
}

function collect(value: unknown, path: readonly string[]): string[] {
  if (Array.isArray(value)) return value.flatMap((one: unknown) => collect(one, path));
  const [step, ...rest] = path;
  if (step === undefined) return typeof value === 'string' ? [value] : [];
  return typeof value === 'object' && value !== null ? collect(Reflect.get(value, step), rest) : [];
}
