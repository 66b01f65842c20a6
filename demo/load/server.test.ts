import { describe, expect, it } from 'vitest';
import { Secret } from '../../kit/env/secret.ts';
import { demoConnections } from '../connections.ts';

describe('demoConnections', () => {
  const adminUrl = new Secret('postgres://boss:secret@127.0.0.1:5432/postgres');

  it('gives each system an account and a database of its own, never the superuser', () => {
    const urls = Object.entries(demoConnections({ adminUrl }));
    expect(urls).toHaveLength(6);
    expect(new Set(urls.map(([, url]) => new URL(url).username)).size).toBe(6);
    for (const [name, url] of urls) {
      expect(name).toMatch(/^DEMO_[A-Z_0-9]+_DATABASE_URL$/);
      expect(url).not.toContain('boss');
      expect(url).not.toContain('secret');
    }
  });

  it('can put one system on another server', () => {
    const urls = demoConnections({ adminUrl, servers: { 'demo-erp': 'postgres://a:b@127.0.0.1:6000/postgres' } });
    expect(new URL(urls['DEMO_ERP_DATABASE_URL'] ?? '').port).toBe('6000');
    expect(new URL(urls['DEMO_CRM_DATABASE_URL'] ?? '').port).toBe('5432');
  });
});
