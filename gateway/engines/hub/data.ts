import type { JsonBytes } from '../json-bytes.ts';

/** An object on its way into the answer, by response key; also an entity that later steps add to. */
export type Data = Record<string, unknown>;

export const isData = (value: unknown): value is Data =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/**
 * A value that is whole and already JSON (UTF-8) as the client wants it: it stands in the answer where objects would, at places that
 * no other step reads or adds to (compile/own-places.ts).
 */
export class Written {
  constructor(readonly json: Uint8Array) {}

  writeTo(out: JsonBytes): true {
    out.bytes(this.json);
    return true;
  }
}
