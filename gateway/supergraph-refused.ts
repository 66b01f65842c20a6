/** A supergraph that can't be used, with every reason. For the operator, never for a client. */
export class SupergraphRefused extends Error {
  override readonly name = 'SupergraphRefused';
  constructor(readonly problems: readonly string[]) {
    super(`The supergraph is refused:\n${problems.map((p) => `  - ${p}`).join('\n')}`);
  }
}
