import { isData, type Data } from '../data.ts';

/** So many of one outline are compared one by one. */
const few = 8;

/** Finds representations that are equal, among however many, without comparing each with each. */
export class Alike {
  /** Those that differ, in order. */
  readonly all: Data[] = [];
  /** Positions by outline, and, of those that many share their outline with, by JSON. */
  readonly #positions = new Map<string, number[]>();

  /** The position of an equal one among `all`; null when there was none: then this one is the last of them. */
  positionOf(representation: Data): number | null {
    const outline = outlineOf(representation);
    const near = this.#positions.get(outline);
    if (!near) return this.#addAs(outline, representation);
    for (const at of near) if (isSame(this.all[at], representation)) return at;
    if (near.length < few) {
      near.push(this.all.push(representation) - 1);
      return null;
    }
    // What makes them differ lies deeper (a key within a key). No outline is JSON: it ends with a line.
    const json = JSON.stringify(representation);
    return this.#positions.get(json)?.[0] ?? this.#addAs(json, representation);
  }

  /** The list is made with its only position: one that grows takes the memory of seventeen. */
  #addAs(text: string, representation: Data): null {
    this.#positions.set(text, [this.all.push(representation) - 1]);
    return null;
  }
}

/** The plain values in it: mostly a type and an id. What differs here differs; what is equal here is looked at. */
function outlineOf(representation: Data): string {
  let text = '';
  for (const key in representation) {
    const value = representation[key];
    if (typeof value === 'string' || typeof value === 'number') text += `${String(value)}\n`;
  }
  return text;
}

/** Whether these are the same JSON, whatever the order of their keys. */
function isSame(a: unknown, b: unknown): boolean {
  if (a === b) return true;
  if (Array.isArray(a) && Array.isArray(b)) return a.length === b.length && a.every((one, at) => isSame(one, b[at]));
  if (!isData(a) || !isData(b)) return false;
  for (const key in a) if (!isSame(a[key], b[key])) return false;
  for (const key in b) if (a[key] === undefined && b[key] !== undefined) return false;
  return true;
}
