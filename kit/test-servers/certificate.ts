import { execFile } from 'node:child_process';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** Files of a server that vouches for itself. */
export interface Certificate {
  readonly certificate: string;
  readonly key: string;
}

/** Makes a certificate for servers at `localhost`, by that name only, in a new folder, or null when the machine has no OpenSSL. */
export async function makeCertificate(folder: string): Promise<Certificate | null> {
  await mkdir(folder);
  const made = { certificate: join(folder, 'server.crt'), key: join(folder, 'server.key') };
  const words = ['req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-days', '2', '-subj', '/CN=test server'];
  const names = ['-addext', 'subjectAltName=DNS:localhost'];
  try {
    await run('openssl', [...words, ...names, '-out', made.certificate, '-keyout', made.key]);
  } catch (error) {
    if ((error as { code?: unknown }).code === 'ENOENT') return null;
    throw error;
  }
  return made;
}
