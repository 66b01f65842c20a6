import type { PublicDetail } from '../errors/hub-error.ts';

/** Work for a thread of its own. What goes in and comes out is copied, so it is data: neither functions nor objects of classes. */
export interface Work {
  readonly task: unknown;
  readonly progress: unknown;
  readonly report: unknown;
}

/** What a thread says to who started it: any number of PROGRESS, then one of the others. */
export type FromThread<W extends Work> =
  | { readonly what: 'PROGRESS'; readonly progress: W['progress'] }
  | { readonly what: 'REPORT'; readonly report: W['report'] }
  | { readonly what: 'FAULT'; readonly fault: SentFault };

/** An error on its way: classes are lost there, so what people are told goes by name and code. */
export interface SentFault {
  readonly name: string;
  readonly message: string;
  readonly stack: string | undefined;
  /** A code of the hub's or of a driver; null without. */
  readonly code: string | null;
  readonly detail: PublicDetail;
}
