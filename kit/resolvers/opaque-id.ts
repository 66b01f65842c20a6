/** Opaque ids of entities: they carry relation, system and legacy key, so that an id leads straight to its system. */

const escape = (part: string): string =>
  part.includes('%') || part.includes('|') ? part.replaceAll('%', '%25').replaceAll('|', '%7C') : part;
const unescape = (part: string): string => part.replaceAll('%7C', '|').replaceAll('%25', '%');

export interface EntityId {
  readonly relation: string;
  readonly system: string;
  /** Key text, as `encodeKey` of kit/sql/key.ts makes it. */
  readonly key: string;
}

export function encodeId({ relation, system, key }: EntityId): string {
  return Buffer.from(`${escape(relation)}|${escape(system)}|${escape(key)}`).toString('base64url');
}

/** Null for anything that is no id of this relation: a client sees «not found», never an error. */
export function decodeId(relation: string, id: unknown): EntityId | null {
  if (typeof id !== 'string') return null;
  const [name, system, key, ...rest] = Buffer.from(id, 'base64url').toString('utf8').split('|').map(unescape);
  if (name !== relation || !system || key === undefined || key === '' || rest.length > 0) return null;
  return { relation, system, key };
}
