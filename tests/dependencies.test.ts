import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { root, sourceFiles } from './source-tree.ts';

interface Manifest {
  name: string;
  license: string;
  engines: { node: string };
  dependencies: Record<string, string>;
  devDependencies: Record<string, string>;
  optionalDependencies?: Record<string, string>;
  overrides: Record<string, string>;
  allowScripts: Record<string, boolean>;
}

interface Locked {
  version?: string;
  resolved?: string;
  integrity?: string;
  optional?: boolean;
  hasInstallScript?: boolean;
  engines?: { node?: string };
}

const read = (file: string): string => readFileSync(join(root, file), 'utf8');
const manifest = JSON.parse(read('package.json')) as Manifest;
const locked = Object.entries((JSON.parse(read('package-lock.json')) as { packages: Record<string, Locked> }).packages);
const decision = read('docs/decisions/0002-dependencies.md');
const [production = '', development = ''] = decision.split('## For development');
const listed = (text: string): string[] => [...text.matchAll(/^\| `([^`]+)` \| ..../gm)].map((m) => m[1] ?? '');

/** The oldest Node that package.json promises: `>=20.19` -> [20, 19]. */
const oldest = (/(\d+)\.(\d+)/.exec(manifest.engines.node) ?? []).slice(1).map(Number);

/** Whether a range like `^20.19.0 || >=22.12.0` takes the oldest Node in; knows the forms that packages use. */
function takesOldest(range: string): boolean {
  const [major = 0, minor = 0] = oldest;
  return range.split('||').some((part) =>
    part
      .trim()
      .replace(/([<>=^~]+)\s+/g, '$1')
      .split(/\s+/)
      .every((term) => {
        const match = /^(>=|>|<=|<|\^|~|=)?v?(\d+|\*|x)(?:\.(\d+))?/.exec(term);
        if (!match) return term === '' || term === '*';
        const [, sign = '', a = '0', b = '0'] = match;
        if (a === '*' || a === 'x') return true;
        const difference = major - Number(a) || minor - Number(b);
        if (sign === '>=' || sign === '>') return difference >= 0;
        if (sign === '<' || sign === '<=') return difference < 0;
        return major === Number(a) && (match[3] === undefined || minor >= Number(b));
      }),
  );
}

describe('dependencies', () => {
  it('each have a line that says why, in the decision of their kind', () => {
    const shipped = [...Object.keys(manifest.dependencies), ...Object.keys(manifest.optionalDependencies ?? {})];
    expect(listed(production).sort()).toEqual(shipped.sort());
    expect(listed(development).sort()).toEqual(Object.keys(manifest.devDependencies).sort());
  });

  it('are pinned to one version', () => {
    const all = { ...manifest.dependencies, ...manifest.devDependencies, ...manifest.overrides };
    expect(Object.keys(all).length).toBeGreaterThan(40);
    expect(Object.entries(all).filter(([, version]) => !/^\d+\.\d+\.\d+(-[\w.]+)?$/.test(version))).toEqual([]);
  });

  it('all run on the oldest Node of engines', () => {
    expect(locked.length).toBeGreaterThan(500);
    expect(takesOldest('>=22.15.0')).toBe(false);
    expect(takesOldest('^20.19.0 || >=22.12.0')).toBe(true);
    const old = locked.filter(([, p]) => p.engines?.node && !p.optional && !takesOldest(p.engines.node));
    expect(old.map(([path, p]) => `${path} wants ${p.engines?.node ?? ''}`)).toEqual([]);
  });

  it('are locked by content and by no host, so that any registry can serve them', () => {
    const packages = locked.filter(([path]) => path !== '');
    expect(packages.filter(([, p]) => p.resolved !== undefined).map(([path]) => path)).toEqual([]);
    expect(packages.filter(([, p]) => p.integrity === undefined).map(([path]) => path)).toEqual([]);
  });

  it('run install scripts only where somebody decided so', () => {
    const scripted = locked.filter(([, p]) => p.hasInstallScript === true);
    const names = scripted.map(([path]) => path.slice(path.lastIndexOf('node_modules/') + 'node_modules/'.length));
    const undecided = names.filter((n) => n !== 'fsevents' && !(n in manifest.allowScripts));
    expect(names.length).toBeGreaterThan(5);
    expect(undecided).toEqual([]);
  });

  it('are declared as needed in production when code that runs there imports them', () => {
    const running = sourceFiles().filter((f) => !f.isTest && /^(kit|schema|gateway|demo|cli|subgraphs)/.test(f.zone));
    const declared = { ...manifest.dependencies, ...manifest.optionalDependencies };
    /** Used by `npm run codegen` and by tests alone. */
    const exempt = ['schema/generate-types.ts'];
    const missing = running
      .filter((f) => !exempt.includes(f.path) && !f.path.startsWith('kit/test-servers/'))
      .flatMap((f) => f.packages.filter((p) => !p.startsWith('node:')).map((p) => ({ file: f.path, specifier: p })))
      .map(({ file, specifier }) => ({
        file,
        name: specifier
          .split('/')
          .slice(0, specifier.startsWith('@') ? 2 : 1)
          .join('/'),
      }));
    expect(missing.length).toBeGreaterThan(20);
    expect(missing.filter(({ name }) => !(name in declared))).toEqual([]);
  });

  it('that are not freely licensed are named in LICENSE-THIRD-PARTY.md', () => {
    const told = read('LICENSE-THIRD-PARTY.md');
    const elastic = locked
      .map(([path]) => path)
      .filter((path) => path.startsWith('node_modules/@apollo/'))
      .filter((path) => existsSync(join(root, path, 'package.json')))
      .filter((path) => (JSON.parse(read(`${path}/package.json`)) as Manifest).license === 'Elastic-2.0')
      .map((path) => path.replace(/^.*node_modules\//, ''));
    expect(elastic.length).toBeGreaterThan(3);
    for (const name of elastic) expect(told).toContain(`\`${name}\``);
    expect(read('LICENSE')).toContain('Copyright (c) 2026 Customer Hub contributors');
    expect(manifest.license).toBe('MIT');
  });
});
