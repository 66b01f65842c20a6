import type { AccountName } from '../store/account-scope.ts';

/** Who decided, and why, in their own words. */
export interface Signed {
  readonly by: string;
  readonly reason: string;
}

/** What a steward can ask for. */
export type Command = Signed &
  (
    | { readonly kind: 'SAME' | 'DIFFERENT'; readonly a: AccountName; readonly b: AccountName }
    | { readonly kind: 'MERGE'; readonly ids: readonly string[] }
    | { readonly kind: 'SPLIT'; readonly id: string; readonly accounts: readonly AccountName[] }
    | { readonly kind: 'UNDO'; readonly id: string }
  );

export const userErrorCodes = ['BAD_INPUT', 'NOT_FOUND', 'ALREADY_UNDONE', 'SYNC_RUNNING', 'SYNC_NEEDED'] as const;

/** An expected outcome of a mutation that did nothing. */
export interface UserError {
  readonly code: (typeof userErrorCodes)[number];
  readonly message: string;
  /** Below the argument `input`. */
  readonly path: readonly string[];
}

/** Thrown inside of a transaction to roll it back. */
export class Refused extends Error {
  override readonly name = 'Refused';
  constructor(readonly userErrors: readonly UserError[]) {
    super(userErrors.map(({ message }) => message).join(' '));
  }
}

export const refuse = (code: UserError['code'], message: string, ...path: string[]): Refused =>
  new Refused([{ code, message, path: ['input', ...path] }]);

const longest = { by: 200, reason: 2_000 } as const;

/** Everything that is wrong with who and why. */
export function signatureProblems(signed: Signed): UserError[] {
  return (['by', 'reason'] as const).flatMap((field): UserError[] => {
    const length = signed[field].trim().length;
    if (length >= 1 && length <= longest[field]) return [];
    const message = `${field}: expected 1 to ${String(longest[field])} characters, found ${String(length)}.`;
    return [{ code: 'BAD_INPUT', message, path: ['input', field] }];
  });
}
