import { HubError } from '../../errors/hub-error.ts';

/** More rows than the limit of the source. */
export const tooManyRows = (system: string, limit: number, relation: string): HubError =>
  new HubError('LEGACY_LIMIT_EXCEEDED', `The answer of system ${system} has more than ${String(limit)} rows.`, {
    system,
    relation,
  });
