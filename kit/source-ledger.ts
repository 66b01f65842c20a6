import { numeral, quoted, tenths } from './json-scalars.ts';

export type SourceStatus = 'OK' | 'TIMEOUT' | 'UNAVAILABLE' | 'STALE';

/** One line of `extensions.sources`. */
export interface SourceReport {
  readonly system: string;
  readonly status: SourceStatus;
  /** Longest statement, milliseconds. */
  readonly ms: number;
  /** When the data was true at the source, ISO 8601 UTC. */
  readonly asOf: string | null;
  /** SQL statements that this request sent to the system. */
  readonly statements: number;
}

type Line = { -readonly [K in keyof SourceReport]: SourceReport[K] };

const severity: Record<SourceStatus, number> = { OK: 0, STALE: 1, TIMEOUT: 2, UNAVAILABLE: 3 };

/** Collects what each system did for one request. The worst status wins. */
export class SourceLedger {
  /** In the order of their systems. They are few: no Map. */
  readonly #lines: Line[] = [];

  record(system: string, status: SourceStatus, ms: number, asOf: string | null, statements = 1): void {
    const rounded = Math.max(0, Math.round(ms * 10) / 10);
    const line = this.#lines.find((one) => one.system === system);
    if (!line) {
      this.#add({ system, status, ms: rounded, asOf, statements });
      return;
    }
    if (severity[status] > severity[line.status]) line.status = status;
    line.ms = Math.max(line.ms, rounded);
    if (asOf !== line.asOf && (!line.asOf || (asOf && asOf < line.asOf))) line.asOf = asOf;
    line.statements += statements;
  }

  /** Adds the reports of a remote subgraph's answer. */
  merge(reports: readonly SourceReport[]): void {
    for (const r of reports) this.record(r.system, r.status, r.ms, r.asOf, r.statements);
  }

  /** As it is now. */
  report(): SourceReport[] {
    return this.#lines.map((line) => ({ ...line }));
  }

  /** The report as JSON. */
  toText(): string {
    let text = '';
    for (const { system, status, ms, asOf, statements } of this.#lines) {
      const before = text === '' ? '' : ',';
      text += `${before}{"system":${quoted(system)},"status":"${status}","ms":${tenths(ms)},"asOf":${asOf === null ? 'null' : quoted(asOf)},"statements":${numeral(statements)}}`;
    }
    return `[${text}]`;
  }

  #add(line: Line): void {
    const lines = this.#lines;
    lines.push(line);
    for (let at = lines.length - 1; at > 0; at--) {
      const before = lines[at - 1];
      if (!before || before.system <= line.system) return;
      lines[at] = before;
      lines[at - 1] = line;
    }
  }
}
