/** What the gateway asks of one remote subgraph at a time. */
export interface RemoteLimits {
  /** Connections, and so calls under way. */
  readonly connections: number;
  /** Calls that may wait for a connection; the next one is refused at once. */
  readonly waiting: number;
  /** A subgraph is spared after so many faults in a row; 0: never. */
  readonly spareAfter: number;
}

export const remoteDefaults: RemoteLimits = { connections: 64, waiting: 1_000, spareAfter: 5 };
