import { extname, join } from 'node:path';
import { pathToFileURL } from 'node:url';

/**
 * THE LIST of subgraphs. Composition, code generation, gateway, command line, compose file and conformance tests loop
 * over it: a new subgraph is one folder and one line here.
 */
export interface SubgraphEntry {
  /** Folder below `subgraphs/`, service name in the supergraph, and prefix of its environment variables. */
  readonly name: string;
  readonly title: string;
  /** Port of `hub subgraph start <name>` unless `<NAME>_PORT` says otherwise. */
  readonly port: number;
}

export const registry: readonly SubgraphEntry[] = [
  { name: 'customer', title: 'Customers and who they are', port: 4001 },
  { name: 'sales-force', title: 'Opportunities, quotes, activities, promises', port: 4002 },
  { name: 'sales-order', title: 'Orders', port: 4003 },
  { name: 'service', title: 'Tickets, complaints, surveys', port: 4004 },
  { name: 'marketing', title: 'Campaigns, leads, touches, consent, web visits', port: 4005 },
  { name: 'erp', title: 'Products, stock, invoices, payments, shipments', port: 4006 },
];

/** `sales-order` -> `SALES_ORDER`, the prefix of a subgraph's environment variables (`SALES_ORDER_URL`, `SALES_ORDER_PORT`). */
export const envPrefix = (name: string): string => name.replaceAll('-', '_').toUpperCase();

/** Where the SDL of a subgraph lies. */
export const sdlFile = (name: string): URL => new URL(`../subgraphs/${name}/schema.graphql`, import.meta.url);

/**
 * The module of a subgraph, for `import()`; its default export is a `SubgraphModule` (kit/subgraph/module.ts). TypeScript or
 * what was made of it (docs/decisions/0022), as this module is.
 */
export const moduleUrl = (name: string): string => {
  const { dirname, filename } = import.meta;
  return pathToFileURL(join(dirname, '..', 'subgraphs', name, `index${extname(filename)}`)).href;
};
