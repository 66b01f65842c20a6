import { createHash } from 'node:crypto';

/** Equal texts have equal names, so that a connection prepares each once. Remembers the hashes of recent texts. */
export class StatementNames {
  readonly #names = new Map<string, string>();

  of(sql: string): string {
    let name = this.#names.get(sql);
    if (name === undefined) {
      name = `hub_${createHash('sha256').update(sql).digest('base64url').slice(0, 32)}`;
      if (this.#names.size >= 2000) this.#names.clear();
      this.#names.set(sql, name);
    }
    return name;
  }
}
