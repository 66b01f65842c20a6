import type { Trace } from '../../../kit/telemetry/trace.ts';

/** Spans of steps that follow each other: one ends when the next begins. */
export class StepSpans {
  #step: string | null = null;
  #span: Trace | null = null;

  constructor(private readonly parent: Trace | null) {}

  at(step: string): void {
    if (step === this.#step) return;
    this.end();
    this.#step = step;
    this.#span = this.parent?.child(step) ?? null;
  }

  end(): void {
    this.#span?.end();
    this.#span = null;
    this.#step = null;
  }
}
