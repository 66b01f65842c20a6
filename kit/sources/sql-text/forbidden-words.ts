/** What a mapping must not say, as data. Words count only where they can be what they are called. */

/** Begin a statement that changes something. */
export const changing: ReadonlySet<string> = new Set([
  ...['insert', 'update', 'delete', 'merge', 'replace', 'truncate', 'create', 'alter', 'drop', 'grant', 'revoke'],
  ...['call', 'do', 'copy', 'lock', 'set', 'reset', 'execute', 'prepare', 'vacuum', 'analyze', 'refresh', 'attach'],
  ...['begin', 'commit', 'rollback', 'start', 'use', 'pragma', 'load', 'listen', 'notify', 'handler', 'rename'],
]);

/** May stand inside or behind a WITH. */
export const changingInWith: ReadonlySet<string> = new Set(['insert', 'update', 'delete', 'merge']);

/** Functions that change, lock, wait or reach outside the database, though called in a SELECT. */
export const harmfulFunctions: ReadonlySet<string> = new Set([
  ...['nextval', 'setval', 'set_config', 'pg_sleep', 'pg_sleep_for', 'pg_sleep_until', 'sleep', 'benchmark'],
  ...['pg_advisory_lock', 'pg_advisory_xact_lock', 'pg_try_advisory_lock', 'pg_try_advisory_xact_lock', 'get_lock'],
  ...[
    'release_lock',
    'pg_terminate_backend',
    'pg_cancel_backend',
    'pg_reload_conf',
    'pg_notify',
    'dblink',
    'dblink_exec',
  ],
  ...['lo_import', 'lo_export', 'pg_read_file', 'pg_read_binary_file', 'pg_ls_dir', 'load_file', 'load_extension'],
]);

/** Words that are never an alias when they end an expression. */
export const notAnAlias: ReadonlySet<string> = new Set([
  ...['end', 'null', 'true', 'false', 'unknown', 'current_date', 'current_time', 'current_timestamp', 'localtime'],
  ...['localtimestamp', 'current_user', 'session_user', 'user', 'distinct', 'all'],
]);

/** Words after which the next word is an operand and not an alias. */
export const operatorWords: ReadonlySet<string> = new Set([
  ...['and', 'or', 'not', 'is', 'in', 'like', 'ilike', 'between', 'similar', 'to', 'case', 'when', 'then', 'else'],
  ...[
    'div',
    'mod',
    'xor',
    'collate',
    'at',
    'time',
    'zone',
    'interval',
    'regexp',
    'rlike',
    'binary',
    'escape',
    'select',
  ],
  ...['distinct', 'all', 'from', 'over', 'date', 'timestamp', 'where', 'having', 'on', 'limit', 'offset', 'by', 'any'],
]);

/** End the list of columns of a SELECT. */
export const afterList: ReadonlySet<string> = new Set([
  ...[
    'from',
    'where',
    'group',
    'having',
    'window',
    'union',
    'intersect',
    'except',
    'minus',
    'order',
    'limit',
    'offset',
  ],
  ...['fetch', 'for', 'into'],
]);

/** Words that follow a whole operand, so that a question mark before them is a placeholder. */
export const afterOperand: ReadonlySet<string> = new Set([
  ...afterList,
  ...[
    'and',
    'or',
    'is',
    'as',
    'in',
    'not',
    'then',
    'else',
    'when',
    'end',
    'like',
    'between',
    'asc',
    'desc',
    'on',
    'join',
  ],
]);
