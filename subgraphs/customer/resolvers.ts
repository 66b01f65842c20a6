import type { Clock } from '../../kit/context.ts';
import { HubError } from '../../kit/errors/hub-error.ts';
import { decodeCursor, encodeCursor } from '../../kit/resolvers/cursor.ts';
import { column, set, type SetCall } from '../../kit/resolvers/field.ts';
import { plainType, type ObjectType } from '../../kit/resolvers/object-type.ts';
import { connection, nodeSelection, wantsCursors, wantsRows } from '../../kit/resolvers/page.ts';
import { maxRootPageSize, pageSize } from '../../kit/resolvers/page-size.ts';
import { lookup } from '../../kit/resolvers/references.ts';
import { customerIdentities, explanationValues } from './explanation/customer-identity.ts';
import { listSources } from './freshness/list-sources.ts';
import { goldenCustomerFields } from './golden/golden-fields.ts';
import { customerAsOf } from './history/customer-as-of.ts';
import { reviewsPage, reviewValues } from './reviews/reviews-page.ts';
import type { HubRules } from './rules.ts';
import { searchStatement } from './search/search-statement.ts';
import { longestSearch } from './search/search-text.ts';
import { decisionsPage } from './stewardship/decisions-page.ts';
import { stewardValues } from './stewardship/mutations.ts';
import { customerSql, customerFields } from './store/customer-columns.ts';
import { withLists } from './store/customer-lists.ts';
import {
  countCustomers,
  customersAfter,
  placeOf,
  type CustomerOrder,
  type CustomerWhere,
} from './store/read-customers-page.ts';
import { customersByAccounts, customersByIds, type AccountRef } from './store/read-customers.ts';
import type { HubReader } from './store/reader.ts';

/** Types whose objects come whole out of the statement that finds the customer. */
export const values = [
  'EmailAddress',
  'PhoneNumber',
  'PostalAddress',
  'Source',
  'FieldLineage',
  'LineageValue',
  'CustomerSnapshot',
  ...stewardValues,
  ...explanationValues,
  ...reviewValues,
];

const text = (value: unknown): string => (typeof value === 'string' || typeof value === 'number' ? String(value) : '');

/** What the arguments of `customers` can be, by the SDL. */
interface PageArguments {
  where?: CustomerWhere | null;
  orderBy?: CustomerOrder | null;
  first?: number | null;
  after?: string | null;
}

async function customersPage(reader: HubReader, { args, context, selection }: SetCall) {
  const { where, orderBy, first, after }: PageArguments = args;
  const order = orderBy ?? 'NAME_ASC';
  const size = pageSize(first, maxRootPageSize);
  const list = `customers,${order}`;
  const [nameKey, id] = after == null ? [] : decodeCursor(list, after, 2).decoded;
  const place = nameKey == null || id == null ? null : { nameKey, id };
  const [rows, totalCount] = await Promise.all([
    wantsRows(selection)
      ? customersAfter(
          reader,
          {
            where: where ?? {},
            orderBy: order,
            limit: size + 1,
            after: place,
            withPlaces: wantsCursors(selection),
            selection: nodeSelection(selection),
          },
          context,
        )
      : [],
    selection.has('totalCount') ? countCustomers(reader, where ?? {}, context) : null,
  ]);
  return connection(
    rows,
    {
      first: size,
      hasPreviousPage: place !== null,
      cursor: (row) => {
        const { nameKey: name, id: customerId } = placeOf(row);
        const at = [name, customerId];
        return encodeCursor(list, { system: 'hub', raw: at, decoded: at });
      },
      node: (row) => row,
    },
    totalCount,
  );
}

async function search(reader: HubReader, { args, context, selection }: SetCall) {
  const wanted = text(args['text']).trim();
  const size = pageSize(args['first']);
  if (wanted === '' || wanted.length > longestSearch)
    throw new HubError(
      'BAD_USER_INPUT',
      `text: expected 1 to ${String(longestSearch)} characters to search for, found ${String(wanted.length)}.`,
    );
  const found = await reader.rows(searchStatement(wanted, size, customerSql(selection)), context);
  return withLists(reader, found, context);
}

const accountOf = (parent: Readonly<Record<string, unknown>>): AccountRef => ({
  system: text(parent['system']),
  id: text(parent['id']),
});

/** One answer for every parent of a root field: there is only one. */
const forEach = async (call: SetCall, answer: Promise<unknown>): Promise<readonly unknown[]> => {
  const value = await answer;
  return call.parents.map(() => value);
};

/** The resolvers of the subgraph over its own database; a field costs the same statements for one parent and for all. */
export function customerTypes(reader: HubReader, clock: Clock, rules: HubRules): ObjectType[] {
  const byId = ({ parents, context, selection }: SetCall) =>
    customersByIds(
      reader,
      parents.map((parent) => text(parent['id'])),
      selection,
      context,
    );
  const Customer = plainType('Customer', {
    references: byId,
    fields: {
      ...customerFields,
      ...goldenCustomerFields(rules.survivorship),
      identity: set((call) => customerIdentities(reader, rules.identity, call)),
    },
  });
  const SourceAccount = plainType('SourceAccount', {
    references: async ({ parents, context, selection }) => {
      const accounts = parents.map(accountOf);
      const customers = await customersByAccounts(reader, accounts, selection.child('customer'), context);
      return accounts.map((account, at) => (customers[at] ? { ...account, customer: customers[at] } : null));
    },
    fields: {
      system: column('system'),
      id: column('id'),
      customer: set(async ({ parents, context, selection }) => {
        // A reference brought its customer along; the accounts of a customer did not.
        const missing = parents.filter((parent) => !('customer' in parent)).map(accountOf);
        const read = missing.length === 0 ? [] : await customersByAccounts(reader, missing, selection, context);
        let next = 0;
        return parents.map((parent) => ('customer' in parent ? parent['customer'] : (read[next++] ?? null)));
      }),
    },
  });
  const Query = plainType('Query', {
    fields: {
      customer: lookup(byId),
      customerByAccount: set((call) =>
        forEach(
          call,
          customersByAccounts(reader, [accountOf(call.args)], call.selection, call.context).then(
            ([found]) => found ?? null,
          ),
        ),
      ),
      customers: set((call) => forEach(call, customersPage(reader, call))),
      searchCustomers: set((call) => forEach(call, search(reader, call))),
      sources: set((call) => forEach(call, listSources(reader, call, clock))),
      customerAsOf: set((call) => forEach(call, customerAsOf(reader, call))),
      matchReviews: set((call) => forEach(call, reviewsPage(reader, rules.identity, call))),
      decisions: set((call) => forEach(call, decisionsPage(reader, call))),
    },
  });
  return [Query, Customer, SourceAccount];
}
