/** What `hub customer erase` asks of a subgraph that keeps personal values, and what it gets back. */

export interface EraseOptions {
  /** Any identifier that was ever given to the customer. */
  readonly customer: string;
  /** Why, for the record: the number of a request, never a name. 1 to 500 characters. */
  readonly reason: string;
  /** Look and report; keep everything. */
  readonly dryRun?: boolean;
}

export interface EraseReport {
  readonly dryRun: boolean;
  /** The identifier that lived. */
  readonly customer: string;
  /** ISO 8601 UTC. */
  readonly erasedAt: string;
  /** Accounts that the hub knew, also those that were gone from their system. */
  readonly accounts: number;
  /** Systems that still hold accounts of the customer: the hub only reads them, so somebody must erase there. */
  readonly heldBy: readonly { readonly system: string; readonly accounts: number; readonly ids: readonly string[] }[];
}
