import { Kind, print, visit, type DocumentNode } from 'graphql';

/** Characters of a document that a span shows. */
const longest = 4_000;

const texts = new WeakMap<DocumentNode, string>();

/** A document without the values that a client wrote into it: names and shape, for spans. Made once per document. */
export function strippedDocument(document: DocumentNode): string {
  const known = texts.get(document);
  if (known !== undefined) return known;
  const text = print(
    visit(document, {
      StringValue: (node) => ({ ...node, value: '', block: false }),
      IntValue: (node) => ({ ...node, value: '0' }),
      FloatValue: (node) => ({ ...node, value: '0' }),
      ListValue: () => ({ kind: Kind.LIST, values: [] }),
      ObjectValue: () => ({ kind: Kind.OBJECT, fields: [] }),
    }),
  );
  const cut = text.length > longest ? `${text.slice(0, longest)}...` : text;
  texts.set(document, cut);
  return cut;
}
