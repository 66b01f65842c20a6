/** Thresholds of joining on exact identifiers, as data; the code of this folder only reads them. */
export const linkRules = {
  /** An identifier with more accounts than this is a switchboard or a placeholder: it is no evidence. */
  maxAccountsPerIdentifier: 60,
  /** The same, for distinct names on it. */
  maxNamesPerIdentifier: 8,
} as const;
