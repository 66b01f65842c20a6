import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { Secret } from '../../env/secret.ts';
import { makeCertificate } from '../../test-servers/certificate.ts';
import { temporaryFolder } from '../../test-servers/temporary-folder.ts';
import { mariadbTlsUrl } from '../../test-servers/test-database.ts';
import type { RawRow } from '../database.ts';
import { openDatabase } from '../open-database.ts';

// What holds with and without TLS is in database.db.test.ts, which runs over both.
const url = mariadbTlsUrl();
if (url === null) process.stderr.write('SKIPPED: MariaDB over TLS, no mariadbd or no openssl on this machine\n');

async function cipher(at: string): Promise<RawRow[]> {
  const database = openDatabase({ system: 'test', url: new Secret(at), connections: 1, connectTimeoutMs: 2000 });
  const options = { timeoutMs: 5000, signal: new AbortController().signal };
  try {
    return await database.query({ sql: `show status like 'Ssl_cipher'`, bindings: [] }, options);
  } finally {
    await database.close();
  }
}

describe.skipIf(url === null)('MariaDB over TLS', () => {
  const over = url ?? '';
  test('statements are encrypted', async () => {
    expect(await cipher(over)).toEqual([
      { Variable_name: 'Ssl_cipher', Value: expect.stringMatching(/\w/) as unknown },
    ]);
  });

  test('a stranger’s certificate is refused', async () => {
    const other = await makeCertificate(join(temporaryFolder(), 'other'));
    await expect(cipher(mariadbTlsUrl(other?.certificate ?? '') ?? '')).rejects.toMatchObject({
      code: 'LEGACY_UNAVAILABLE',
      message: 'System test could not be reached.',
      cause: { message: expect.stringContaining('self-signed certificate') as unknown },
    });
  });
});
