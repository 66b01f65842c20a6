import {
  composedSupergraph,
  customers,
  dryRun,
  engine,
  mistakes,
  port,
  rules,
  seed,
  sources,
  subgraphPort,
  supergraph,
  systems,
} from './options.ts';
import type { Verb } from './verb.ts';

/** Every verb of `hub`. */
export const verbs: readonly Verb[] = [
  {
    noun: null,
    name: 'start',
    summary: 'Start the whole hub; without sources with a made demo company',
    options: [sources, port, customers],
    examples: [
      ['start', 'a made company of 5000 customers, nothing to configure'],
      ['start --customers 500 --port 4100', 'a smaller one, elsewhere'],
      ['start --sources ./sources/adventureworks', 'your own systems; source.yaml names the variables with their URLs'],
    ],
    load: () => import('./commands/start.ts'),
  },
  {
    noun: null,
    name: 'sync',
    summary: 'Read who the customers are from each source, and join their accounts',
    options: [
      sources,
      systems,
      dryRun,
      { flags: '--anew', description: 'match all accounts and learn anew, however few have changed' },
    ],
    examples: [
      ['sync', 'all sources of HUB_SOURCES'],
      ['sync --system adventureworks --dry-run', 'what would change, for one of them'],
    ],
    load: () => import('./commands/sync.ts'),
  },
  {
    noun: 'source',
    name: 'list',
    summary: 'List sources: system, what it serves, which variable has its URL',
    options: [sources],
    examples: [['source list --sources ./sources', 'every source folder in ./sources']],
    load: () => import('./commands/source/list.ts'),
  },
  {
    noun: 'source',
    name: 'check',
    summary: 'Check source folders, and their databases where the URL is known; shows every problem at once',
    arguments: [{ name: '[folders...]', description: 'source folders (default: HUB_SOURCES, else ./sources)' }],
    options: [{ flags: '--offline', description: 'look at the files only, connect to nothing' }],
    examples: [
      ['source check sources/adventureworks', 'files, then the database of ADVENTUREWORKS_DATABASE_URL'],
      ['source check --offline --json', 'for a build server'],
    ],
    load: () => import('./commands/source/check.ts'),
  },
  {
    noun: 'graph',
    name: 'compose',
    summary: 'Compose the subgraphs and write schema/supergraph.graphql and schema/api.graphql',
    options: [dryRun],
    examples: [['graph compose', 'after a change of any schema.graphql']],
    load: () => import('./commands/graph/compose.ts'),
  },
  {
    noun: 'graph',
    name: 'check',
    summary: 'Check that the subgraphs compose to what is committed',
    examples: [['graph check', 'exit code 1 when schema/*.graphql must be composed again']],
    load: () => import('./commands/graph/check.ts'),
  },
  {
    noun: 'graph',
    name: 'plan',
    summary: 'Show how an operation would be answered: which subgraph is asked for what, and when; asks none',
    arguments: [{ name: '<file>', description: 'GraphQL document' }],
    options: [
      composedSupergraph,
      { flags: '--operation <name>', description: 'which operation of the document' },
      { flags: '--variables <json>', description: 'their values: conditions and sizes of pages change plan and cost' },
    ],
    examples: [
      ['graph plan query.graphql', 'the plan, and what the operation may cost'],
      [`graph plan query.graphql --variables '{"isDeep":true}' --json`, 'for a script'],
    ],
    load: () => import('./commands/graph/plan.ts'),
  },
  {
    noun: 'operation',
    name: 'check',
    summary: 'Check that the operations of clients are answered: valid for the supergraph, within limits and cost',
    arguments: [
      {
        name: '<manifest>',
        description: 'persisted query manifest of Apollo, or { "<id>": "<document>" } of other builds',
      },
    ],
    options: [composedSupergraph],
    examples: [
      ['operation check ./persisted-query-manifest.json', 'before a release of a client, or of the graph'],
      ['operation check ./persisted-documents.json --supergraph ./next.graphql --json', 'for a build server'],
    ],
    load: () => import('./commands/operation/check.ts'),
  },
  {
    noun: 'subgraph',
    name: 'list',
    summary: 'List subgraphs: name, port, what they hold',
    examples: [['subgraph list --json', 'for a script']],
    load: () => import('./commands/subgraph/list.ts'),
  },
  {
    noun: 'subgraph',
    name: 'start',
    summary: 'Serve one subgraph over HTTP, for the gateway or any Federation 2 router',
    arguments: [{ name: '<name>', description: 'as `hub subgraph list` says' }],
    options: [sources, subgraphPort],
    examples: [['subgraph start erp --sources ./sources/adventureworks', 'http://127.0.0.1:4006/graphql']],
    load: () => import('./commands/subgraph/start.ts'),
  },
  {
    noun: 'gateway',
    name: 'start',
    summary: 'Serve any supergraph: its subgraphs at the addresses that it names, without a database',
    options: [supergraph, port, engine],
    examples: [
      [
        'gateway start --supergraph ./supergraph.graphql',
        'http://127.0.0.1:4000/graphql; a changed file is taken over',
      ],
      [
        'gateway start --supergraph ./supergraph.graphql --engine apollo --port 4100',
        'by the stock gateway, elsewhere',
      ],
    ],
    load: () => import('./commands/gateway/start.ts'),
  },
  {
    noun: 'customer',
    name: 'erase',
    summary: 'Remove every personal value of a customer from the hub, for good; says which systems still hold it',
    arguments: [{ name: '<id>', description: 'any identifier that was ever given to the customer' }],
    options: [
      { flags: '--reason <text>', description: 'why, for the record: the number of a request, never a name' },
      sources,
      dryRun,
    ],
    examples: [
      ['customer erase 6e3763f3-c2b8-53f8-aa5c-ef1b2ff60fff --reason "request 4711" --dry-run', 'what would go'],
      [
        'customer erase 6e3763f3-c2b8-53f8-aa5c-ef1b2ff60fff --reason "request 4711"',
        'it is gone; no sync brings it back',
      ],
    ],
    load: () => import('./commands/customer/erase.ts'),
  },
  {
    noun: 'identity',
    name: 'evaluate',
    summary: 'Match the records of a labelled data set and measure the result: precision, recall, worst mistakes',
    arguments: [{ name: '<folder>', description: 'folder with dataset.yaml, records.csv and truth.csv' }],
    options: [
      rules,
      { flags: '--without <attributes...>', description: 'leave these attributes out', isList: true },
      mistakes,
      { flags: '--show-values', description: 'show the records of mistakes: personal data, unless it is made up' },
    ],
    examples: [
      ['identity evaluate ./sets/ours', 'figures, and the worst mistakes with their evidence'],
      ['identity evaluate ./sets/ours --without national_id --json', 'how well it goes without that attribute'],
    ],
    load: () => import('./commands/identity/evaluate.ts'),
  },
  {
    noun: 'identity',
    name: 'explain',
    summary: 'Say why two accounts, or two customers, are one customer or are not: the evidence, field by field',
    arguments: [
      { name: '<a>', description: 'an account as system:id, or any identifier that was ever given to a customer' },
      { name: '<b>', description: 'another one' },
    ],
    options: [
      { flags: '--show-values', description: 'show what the accounts say, and the words of stewards: personal data' },
    ],
    examples: [
      ['identity explain crm:1017 shop:C-88', 'evidence, vetoes, decisions, and through which accounts they are one'],
      [
        'identity explain crm:1017 6e3763f3-c2b8-53f8-aa5c-ef1b2ff60fff --json',
        'an account and a customer, for a script',
      ],
    ],
    load: () => import('./commands/identity/explain.ts'),
  },
  {
    noun: 'demo',
    name: 'create',
    summary: 'Make the databases of the demo company',
    options: [customers, seed, { flags: '--force', description: 'make it again, even if it is there' }],
    examples: [
      ['demo create', 'in the embedded PostgreSQL under HUB_DATA_DIR'],
      ['demo create --customers 20000 --force', 'a bigger company in place of the one that is there'],
    ],
    load: () => import('./commands/demo/create.ts'),
  },
];

/** What the nouns are, for `hub --help`. */
export const nouns: Readonly<Record<string, string>> = {
  source: 'Legacy systems: list and check their folders',
  graph: 'The graph: compose and check it, plan an operation',
  operation: 'Operations of clients: check them',
  subgraph: 'Subgraphs: list them, serve one alone',
  gateway: 'The gateway alone, over any subgraphs',
  customer: 'Customers: erase one from the hub',
  identity: 'Who is one customer: explain it, measure the matching',
  demo: 'The made company',
};
