import { describe, expect, it } from 'vitest';
import { ManifestRefused, readManifest, sha256, TrustedDocuments } from './manifest.ts';

const apollo = (operations: unknown, more: object = {}): string =>
  JSON.stringify({ format: 'apollo-persisted-query-manifest', version: 1, operations, ...more });

describe('a manifest', () => {
  it('is read in the format of Apollo, and as a plain map', () => {
    const body = 'query Tiny { visitors }';
    expect(readManifest(apollo([{ id: 'a1', name: 'Tiny', type: 'query', body }]))).toEqual([
      { id: 'a1', name: 'Tiny', text: body, sha256: sha256(body) },
    ]);
    expect(readManifest(JSON.stringify({ a1: body }))).toEqual([
      { id: 'a1', name: null, text: body, sha256: sha256(body) },
    ]);
    expect(readManifest(apollo([]))).toEqual([]);
    expect(readManifest('{}')).toEqual([]);
  });

  it.each([
    ['not JSON', '{ "a": ', /it is not JSON/],
    ['of another kind', '[]', /expected \{ "<id>": "<document>" \}/],
    ['of another format', JSON.stringify({ format: 'other', version: 1, operations: [] }), /at format/],
    ['of another version', apollo([], { version: 2 }), /at version/],
    ['without a text', apollo([{ id: 'a' }]), /at operations\.0\.body/],
    ['a map with more than texts', '{ "a": 1 }', /at a:/],
    [
      'of two minds',
      apollo([
        { id: 'a', body: '{ a }' },
        { id: 'a', body: '{ b }' },
      ]),
      /id a is given to two documents/,
    ],
  ])('that is %s is refused with the reason', (_, text, reason) => {
    expect(() => readManifest(text)).toThrow(ManifestRefused);
    expect(() => readManifest(text)).toThrow(reason);
  });
});

describe('trusted documents', () => {
  const text = 'query Tiny {\n  visitors # all of them\n}';
  const documents = new TrustedDocuments(readManifest(JSON.stringify({ a1: text })));
  it('are found by their id and by the hash of their text', () => {
    for (const id of ['a1', 'sha256:a1', sha256(text), `sha256:${sha256(text)}`])
      expect(documents.byId(id)?.id).toBe('a1');
    for (const id of ['a2', '', 'sha256:', '__proto__', 'constructor', 'sha1:a1'])
      expect(documents.byId(id)).toBeUndefined();
  });
  it('are found by their text, whatever is between its words', () => {
    for (const same of [text, 'query Tiny{visitors}', 'query Tiny { visitors, }'])
      expect(documents.byText(same)?.id).toBe('a1');
    for (const other of ['query Tiny { visitors visitors }', 'query Other { visitors }', '{ visitors }', '"', ''])
      expect(documents.byText(other)).toBeUndefined();
  });
});
