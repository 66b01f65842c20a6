import { readFileSync } from 'node:fs';
import { buildSchema } from 'graphql';
import { describe, expect, it } from 'vitest';
import { apiFile, checkArtefacts } from '../schema/artefacts.ts';
import { generateTypes } from '../schema/generate-types.ts';
import { registry } from '../schema/registry.ts';

describe('committed artefacts', () => {
  it('have the supergraph and the API schema that the subgraphs compose to (else: npm run hub graph compose)', async () => {
    expect(await checkArtefacts()).toEqual([
      { file: 'schema/supergraph.graphql', state: 'same' },
      { file: 'schema/api.graphql', state: 'same' },
    ]);
  });

  it('have the types that the SDL gives (else: npm run codegen)', async () => {
    const files = await generateTypes();
    expect(files.length).toBe(registry.length);
    for (const { file, text } of files) expect(readFileSync(file, 'utf8') === text, file.pathname).toBe(true);
  });

  it('give clients the fields that the public contract promises', () => {
    const schema = buildSchema(readFileSync(apiFile, 'utf8'));
    const promised: Record<string, string> = {
      Query: 'customer customerByAccount customers searchCustomers sources',
      Customer:
        'id displayName kind emails phones addresses accounts asOf orders tickets complaints satisfaction leads touches consents webVisits opportunities quotes activities commitments owners invoices balance shipments',
      SourceAccount: 'system id customer',
      Order: 'id placedAt status total lines account',
      OrderLine: 'quantity unitPrice product',
      Quote: 'id quotedAt validUntil status total salesPerson lines',
      Ticket: 'id openedAt closedAt status priority subject firstRespondedAt',
      Touch: 'id occurredAt channel response campaign',
      Invoice: 'id issuedOn dueOn total balance',
      Activity: 'id occurredAt kind salesPerson subject',
      Product: 'sku name listPrice standardCost stock',
      Stock: 'location quantity',
      Money: 'amount currency',
    };
    for (const [name, fields] of Object.entries(promised)) {
      const type = schema.getType(name);
      expect(type, name).toBeDefined();
      const has = type && 'getFields' in type ? Object.keys(type.getFields()) : [];
      expect(
        fields.split(' ').filter((f) => !has.includes(f)),
        name,
      ).toEqual([]);
    }
  });
});
