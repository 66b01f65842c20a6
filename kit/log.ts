import { pino } from 'pino';
import type { DestinationStream, Logger } from 'pino';
import pretty from 'pino-pretty';
import { HubError } from './errors/hub-error.ts';

export interface LogOptions {
  /** Service that talks: `gateway`, `sales-order`. */
  readonly name: string;
  /** Of HUB_LOG_LEVEL, read by the composition root. */
  readonly level: string;
  /** Readable lines instead of JSON; by default when stderr is a terminal. */
  readonly pretty?: boolean;
  /** For tests; stderr otherwise. stdout is data and never a log. */
  readonly destination?: DestinationStream;
}

/** Keys whose values are never written, wherever in the first three levels they stand. */
const hidden = [
  ...['password', 'url', 'connectionString', 'authorization', 'cookie', 'token', 'secret'],
  ...['variables', 'bindings', 'parameters', 'sql', 'query', 'rows', 'row', 'parents', 'representations', 'body'],
  ...['email', 'emails', 'phone', 'phones', 'displayName', 'addresses', 'birthOn', 'nationalId', 'taxNumber'],
];

/** A logger that writes to stderr: one JSON object per line, or readable lines on a terminal. */
export function createLogger(options: LogOptions): Logger {
  const isPretty = options.pretty ?? (options.destination === undefined && process.stderr.isTTY);
  const stderr = (): DestinationStream =>
    isPretty
      ? pretty({ destination: 2, sync: true, ignore: 'pid,hostname' })
      : pino.destination({ dest: 2, sync: true });
  return pino(
    {
      name: options.name,
      level: options.level,
      redact: { paths: hidden.flatMap((key) => [key, `*.${key}`, `*.*.${key}`]), censor: '[redacted]' },
      // pino would copy the message of an error into `msg` as it is.
      hooks: {
        logMethod(args, method) {
          const [first, ...rest] = args as [unknown, ...unknown[]];
          const err = first instanceof Error ? first : errorIn(first);
          if (err === undefined) method.apply(this, args);
          else {
            const fields = first instanceof Error ? { err } : first;
            Reflect.apply(method, this, [fields, ...(rest.length > 0 ? rest : [describeError(err).message])]);
          }
        },
      },
      serializers: { err: describeError, error: describeError, cause: describeError },
    },
    options.destination ?? stderr(),
  );
}

function errorIn(fields: unknown): unknown {
  return typeof fields === 'object' && fields !== null && 'err' in fields ? fields.err : undefined;
}

interface LoggedError {
  type: string;
  message: string;
  code?: string;
  detail?: unknown;
  stack?: string;
  cause?: LoggedError;
}

/**
 * An error without the data that drivers put into it: no statement, no bindings, no `detail` or `where` of PostgreSQL,
 * and no message where the database quotes a value (SQLSTATE classes 22 and 23: data and constraints).
 */
export function describeError(error: unknown): LoggedError {
  if (!(error instanceof Error)) return { type: typeof error, message: 'something that is not an Error was thrown' };
  const facts = error as Error & { code?: unknown; sqlState?: unknown; detail?: unknown };
  const code = [facts.sqlState, facts.code].find((c): c is string => typeof c === 'string' && c !== '');
  const isDriver = 'sqlState' in error || 'sqlMessage' in error || 'severity' in error || /^SQLITE/.test(code ?? '');
  const quotesData = code !== undefined && /^2[23]/.test(code);
  const message = quotesData
    ? `the database refused a value (${code})`
    : isDriver
      ? afterStatement(error.message)
      : withoutVariables(messageOf(error));
  const frames = error.stack?.slice(error.stack.indexOf('\n    at '));
  return {
    type: error.name,
    message,
    ...(code !== undefined && { code }),
    ...(error instanceof HubError && { detail: error.detail }),
    ...(frames !== undefined && { stack: `${error.name}: ${message}${frames}` }),
    ...(error.cause !== undefined && { cause: describeError(error.cause) }),
  };
}

/** Of a host with several addresses Node says nothing but what each of them answered. */
function messageOf(error: Error): string {
  if (error.message !== '' || !(error instanceof AggregateError)) return error.message;
  return error.errors.map((one) => describeError(one).message).join(', ');
}

/** knex writes `<statement> - <message>`, and MySQL quotes the statement again in its syntax errors. */
function afterStatement(message: string): string {
  const at = message.lastIndexOf(' - ');
  return message.slice(at === -1 ? 0 : at + 3).replace(/ near '[\s\S]*'/, ' near (not shown)');
}

/** graphql-js quotes the values of variables. */
function withoutVariables(message: string): string {
  return message.replace(/got invalid value [\s\S]*?(?=$|; )/, 'got an invalid value');
}
