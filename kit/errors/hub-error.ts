import type { ErrorCode } from './catalogue.ts';

/** Facts that may leave the house with an error: no SQL, hosts, stack or personal data. */
export interface PublicDetail {
  system?: string;
  subgraph?: string;
  relation?: string;
}

/** A coded fault. The message is public; `cause` is for the log only. */
export class HubError extends Error {
  override readonly name = 'HubError';
  constructor(
    readonly code: ErrorCode,
    message: string,
    readonly detail: PublicDetail = {},
    options?: { cause?: unknown },
  ) {
    super(message, options);
  }

  /** graphql-js copies these into the GraphQLError that it makes. */
  get extensions(): PublicDetail & { code: ErrorCode } {
    return { code: this.code, ...this.detail };
  }
}
