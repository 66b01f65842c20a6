/** Collects the values of a statement while its text is written, in the order of the text. */
export class Bindings {
  readonly values: unknown[] = [];
  constructor(private readonly placeholder: (n: number) => string) {}

  /** The placeholder of a value. */
  add(value: unknown): string {
    this.values.push(value);
    return this.placeholder(this.values.length);
  }
}
