import { z } from 'zod';
import { Secret } from './secret.ts';

/** One environment variable, declared as data: readers, `.env.example` and error messages are made of it. */
export interface Variable<T = unknown> {
  readonly name: string;
  /** One sentence for an operator. */
  readonly description: string;
  /** In the words of an error: «a port from 0 to 65535». */
  readonly expected: string;
  /** Reads the text; zod's own messages are not shown, `expected` is. */
  readonly schema: z.ZodType<T, string>;
  /** Taken when the variable is absent or empty. Without one it is required. */
  readonly fallback?: T;
  /** How the default is written, for `.env.example`; for a required variable an example. */
  readonly example: string;
  /** The value is never shown. */
  readonly isSecret: boolean;
}

/** Fallbacks: a value, `optional` (reads as null), or none, which makes the variable required. */
type Options<T> = { readonly fallback: T } | { readonly example: string };

function declare<T>(
  name: string,
  description: string,
  expected: string,
  schema: z.ZodType<T, string>,
  options: Options<T>,
): Variable<T> {
  if (!/^[A-Z][A-Z0-9_]*$/.test(name)) throw new Error(`environment variable ${name}: write the name in capitals`);
  const base = { name, description, expected, schema, isSecret: false };
  return 'fallback' in options
    ? { ...base, fallback: options.fallback, example: String(options.fallback) }
    : { ...base, example: options.example };
}

export function text(name: string, description: string, options: Options<string>): Variable<string> {
  return declare(name, description, 'a text', z.string(), options);
}

/** A port; 0 lets the operating system choose. */
export function port(name: string, fallback: number, description: string): Variable<number> {
  return whole(name, { least: 0, most: 65_535, fallback }, description, 'a port from 0 to 65535');
}

/** A whole number in bounds; say the unit in the name (`_MS`, `_BYTES`) and in the description. */
export function whole(
  name: string,
  range: { least: number; most: number; fallback: number },
  description: string,
  expected = `a whole number from ${range.least} to ${range.most}`,
): Variable<number> {
  const schema = z
    .string()
    .regex(/^-?\d{1,15}$/)
    .transform(Number)
    .pipe(z.number().int().min(range.least).max(range.most));
  return declare(name, description, expected, schema, { fallback: range.fallback });
}

export function choice<const V extends string>(
  name: string,
  values: readonly [V, ...V[]],
  fallback: NoInfer<V>,
  description: string,
): Variable<V> {
  return declare(name, description, `one of ${values.join(', ')}`, z.enum(values), { fallback });
}

export function flag(name: string, fallback: boolean, description: string): Variable<boolean> {
  const schema = z.enum(['true', 'false', '1', '0']).transform((v) => v === 'true' || v === '1');
  return declare(name, description, 'true or false', schema, { fallback });
}

/** A comma-separated list of what `holds`; empty when absent. */
export function list(
  name: string,
  description: string,
  example: string,
  entries: { readonly expected: string; holds(entry: string): boolean } = anything,
): Variable<readonly string[]> {
  const schema = z
    .string()
    .transform((v): readonly string[] =>
      v
        .split(',')
        .map((e) => e.trim())
        .filter((e) => e !== ''),
    )
    .refine((all) => all.every((entry) => entries.holds(entry)));
  return { ...declare(name, description, `a list ${entries.expected}`, schema, { example }), fallback: [] };
}

const anything = { expected: 'separated by commas', holds: () => true };

/** A number from 0 to 1. */
export function fraction(name: string, fallback: number, description: string): Variable<number> {
  const schema = z
    .string()
    .regex(/^\d{1,3}(\.\d{1,15})?$/)
    .transform(Number)
    .pipe(z.number().min(0).max(1));
  return declare(name, description, 'a number from 0 to 1', schema, { fallback });
}

/** Names and values, values percent-encoded as in a URL: `a=1,b=2`. Empty when absent. */
export function pairs(name: string, description: string, example: string): Variable<Readonly<Record<string, string>>> {
  const schema = z
    .string()
    .regex(/^[^=,]+=[^,]*(,[^=,]+=[^,]*)*$/)
    .refine((v) => decoded(v) !== null)
    .transform((v): Readonly<Record<string, string>> => decoded(v) ?? {});
  return { ...declare(name, description, 'a list like name=value,name=value', schema, { example }), fallback: {} };
}

/** The same, never shown in a message. */
export const secretPairs: typeof pairs = (...about) => ({ ...pairs(...about), isSecret: true });

/** Null when the encoding is broken. */
function decoded(list: string): Record<string, string> | null {
  try {
    return Object.fromEntries(
      list.split(',').map((pair) => {
        const [name = '', ...value] = pair.split('=');
        return [decodeURIComponent(name.trim()), decodeURIComponent(value.join('=').trim())];
      }),
    );
  } catch {
    return null;
  }
}

/** An address without credentials: `http://orders.internal:4003/graphql`. Null when absent. */
export function address(name: string, description: string, example: string): Variable<string | null> {
  const schema = z.url({ protocol: /^https?$/ }).refine((v) => !/\/\/[^/]*@/.test(v));
  const nullable: z.ZodType<string | null, string> = schema;
  return {
    ...declare(name, description, 'an http or https URL without credentials', nullable, { example }),
    fallback: null,
  };
}

/** Schemes of database URLs that the hub speaks. */
export const databaseSchemes = ['postgres', 'postgresql', 'mysql', 'mariadb', 'sqlite'] as const;

/** A database URL, kept as a Secret. Required. */
export const databaseUrl = (name: string, description: string): Variable<Secret> =>
  urlOf(databaseSchemes, 'a database URL: postgres://..., mysql://..., mariadb://... or sqlite:<file>', {
    name,
    description,
  });

/** As `databaseUrl`, of what has to be a PostgreSQL. */
export const postgresUrl = (name: string, description: string): Variable<Secret> =>
  urlOf(['postgres', 'postgresql'], 'the URL of a PostgreSQL: postgres://...', { name, description });

function urlOf(
  schemes: readonly string[],
  expected: string,
  { name, description }: Pick<Variable<Secret>, 'name' | 'description'>,
): Variable<Secret> {
  const schema = z
    .string()
    .refine((v) => schemes.some((s) => v.startsWith(`${s}:`)) && (v.startsWith('sqlite:') || URL.canParse(v)))
    .transform((v) => new Secret(v));
  return {
    ...declare(name, description, expected, schema, { example: 'postgres://user:password@host:5432/database' }),
    isSecret: true,
  };
}

/** A variable that may be absent, which reads as null. */
export function optional<T>(variable: Variable<T>): Variable<T | null> {
  return { ...variable, schema: variable.schema as z.ZodType<T | null, string>, fallback: null };
}
