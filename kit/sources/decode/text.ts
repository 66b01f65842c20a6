export const textOf = (value: unknown): string | null =>
  value === null || value === undefined ? null : String(value as string);
