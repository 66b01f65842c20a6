import { choice, flag, optional, text, whole } from '../../../kit/env/variable.ts';

/** off: no list. log: others are let through and told to the log. only: others are refused. */
export const trustModes = ['off', 'log', 'only'] as const;
export type TrustMode = (typeof trustModes)[number];

/** Operations that are asked for by an identifier instead of their text. */
export interface PersistedSettings {
  readonly trust: TrustMode;
  /** The manifest; watched, and replaced while running. Null only when `trust` is off. */
  readonly file: string | null;
  /** Whether clients may teach the gateway documents by their hash (Automatic Persisted Queries). */
  readonly automatic: boolean;
  /** Memory for what they teach, bytes; what is used least goes first. */
  readonly automaticBytes: number;
}

export const persistedDefaults: PersistedSettings = {
  trust: 'off',
  file: null,
  automatic: true,
  automaticBytes: 16 * 1024 * 1024,
};

export const persistedVariables = {
  trust: choice(
    'GATEWAY_TRUSTED_DOCUMENTS',
    trustModes,
    persistedDefaults.trust,
    'Operations outside of GATEWAY_TRUSTED_DOCUMENTS_FILE: off has no such list, log lets them through and tells the log, only refuses them',
  ),
  file: optional(
    text('GATEWAY_TRUSTED_DOCUMENTS_FILE', 'Manifest of trusted documents; a changed file is taken over', {
      example: './persisted-query-manifest.json',
    }),
  ),
  automatic: flag(
    'GATEWAY_APQ',
    persistedDefaults.automatic,
    'Whether clients may register documents by their hash; never with GATEWAY_TRUSTED_DOCUMENTS=only',
  ),
  automaticBytes: whole(
    'GATEWAY_APQ_BYTES',
    { least: 1_024, most: 1_000_000_000, fallback: persistedDefaults.automaticBytes },
    'Memory for registered documents, bytes; those used least go first',
  ),
};
