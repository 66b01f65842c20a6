import { CommanderError } from 'commander';
import { HubError } from '../kit/errors/hub-error.ts';
import { exit } from './io.ts';
import type { ExitCode } from './io.ts';

/** The command line asks for something that can't be: wrong value, wrong combination. Message says what to do. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}

/** The work could not be done, for a reason that the user can do something about. */
export class Refusal extends Error {
  override readonly name = 'Refusal';
}

/** A database or a service that is needed does not answer. */
export class NoAnswer extends Error {
  override readonly name = 'NoAnswer';
}

export interface Fault {
  readonly code: ExitCode;
  /** For stderr; empty when it was said already. */
  readonly talk: string;
  readonly kind: string;
}

const unanswered = new Set<string>([
  'LEGACY_UNAVAILABLE',
  'LEGACY_TIMEOUT',
  'SUBGRAPH_UNAVAILABLE',
  'SUBGRAPH_TIMEOUT',
]);
const refused = new Set(['ECONNREFUSED', 'ECONNRESET', 'ENOTFOUND', 'ETIMEDOUT', 'EHOSTUNREACH', 'EAI_AGAIN']);
/** Errors are compared by name: their modules load lazily, and what comes out of a thread has lost its class. */
const ofUse = new Set(['UsageError', 'EnvFaults']);
/** Errors whose message is written for the user, whoever threw them. */
const told = new Set([
  'Refusal',
  'HubDatabaseUnfit',
  'SourceProblems',
  'SurvivorshipProblems',
  'DatasetProblems',
  'RuleProblems',
  'CompositionError',
  'SupergraphRefused',
  'ManifestRefused',
]);

/** What an error means for somebody at a command line. */
export function describeFault(error: unknown, isDebug: boolean): Fault {
  if (error instanceof CommanderError) {
    const isHelp = ['commander.helpDisplayed', 'commander.version'].includes(error.code);
    return { code: isHelp ? exit.done : exit.usage, talk: '', kind: 'usage' };
  }
  if (!(error instanceof Error)) return { code: exit.failed, talk: 'An unknown fault.', kind: 'internal' };
  if (ofUse.has(error.name)) return { code: exit.usage, talk: error.message, kind: 'usage' };
  if (error instanceof HubError && unanswered.has(error.code))
    return { code: exit.unanswered, talk: error.message, kind: error.code };
  if (error instanceof HubError) return { code: exit.failed, talk: error.message, kind: error.code };
  if (error.name === 'NoAnswer') return { code: exit.unanswered, talk: error.message, kind: 'no-answer' };
  if (told.has(error.name)) return { code: exit.failed, talk: error.message, kind: 'refused' };
  const driver = (error as NodeJS.ErrnoException).code;
  if (driver !== undefined && refused.has(driver))
    return { code: exit.unanswered, talk: `A server does not answer (${driver}).`, kind: 'no-answer' };
  const hint = isDebug ? '' : '\nHUB_LOG_LEVEL=debug shows where it happened.';
  return {
    code: exit.failed,
    talk: `This should not happen: ${isDebug ? (error.stack ?? error.message) : error.message}${hint}`,
    kind: 'internal',
  };
}
