import { readFileSync, readdirSync } from 'node:fs';
import { basename, dirname, join, posix, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';

export const root = fileURLToPath(new URL('..', import.meta.url));

const skipped = new Set(['node_modules', '.git', '.hub', 'coverage']);

/** Every file of the repository as a path from its root, whether committed or not. */
export function allFiles(folder = root): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    if (skipped.has(entry.name)) return [];
    const path = join(folder, entry.name);
    return entry.isDirectory() ? allFiles(path) : [relative(root, path).replaceAll('\\', '/')];
  });
}

export interface SourceFile {
  /** From the root of the repository. */
  readonly path: string;
  readonly text: string;
  /** `kit`, `schema`, `gateway`, ... or `subgraphs/<name>`; '' for a file in the root. */
  readonly zone: string;
  readonly isTest: boolean;
  /** Files of ours that it imports, from the root. */
  readonly imports: readonly string[];
  /** Packages and node: modules that it imports, as written. */
  readonly packages: readonly string[];
  /** Packages of which it uses types alone. */
  readonly typePackages: readonly string[];
}

export function zoneOf(path: string): string {
  const parts = path.split('/');
  if (parts.length === 1) return '';
  return parts[0] === 'subgraphs' ? parts.slice(0, 2).join('/') : (parts[0] ?? '');
}

function typesAlone(text: string): string[] {
  const from = (start: string): string[] =>
    [...text.matchAll(new RegExp(String.raw`^import ${start}[^;]*?from '([^'.][^']*)'`, 'gm'))].map((m) => m[1] ?? '');
  const values = from('(?!type\\b)');
  return from('type ').filter((name) => !values.includes(name));
}

function read(path: string): SourceFile {
  const text = readFileSync(join(root, path), 'utf8');
  const specifiers = ts.preProcessFile(text, true, true).importedFiles.map((f) => f.fileName);
  const imports = specifiers.filter((s) => s.startsWith('.')).map((s) => posix.normalize(posix.join(dirname(path), s)));
  return {
    path,
    text,
    zone: zoneOf(path),
    isTest: /\.test\.ts$/.test(path),
    imports,
    packages: specifiers.filter((s) => !s.startsWith('.')),
    typePackages: typesAlone(text),
  };
}

/** Every TypeScript and module file that people write; generated files are not among them. */
export function sourceFiles(): SourceFile[] {
  return allFiles()
    .filter((path) => /\.(ts|mts|mjs|js)$/.test(path) && !path.startsWith('schema/generated/'))
    .map(read);
}

export const stem = (path: string): string => basename(path).replace(/(\.db)?(\.test)?\.[a-z]+$/, '');

/** Every piece of text in a program (string literals and template parts), comments and code left out. */
export function literals(text: string): string[] {
  const found: string[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isStringLiteralLike(node) || ts.isTemplateHead(node) || ts.isTemplateMiddleOrTemplateTail(node))
      found.push(node.text);
    ts.forEachChild(node, visit);
  };
  visit(ts.createSourceFile('x.ts', text, ts.ScriptTarget.Latest));
  return found;
}

/** A program without comments and without the insides of its strings. */
export function codeOnly(text: string): string {
  const scanner = ts.createScanner(ts.ScriptTarget.Latest, true, ts.LanguageVariant.Standard, text);
  const parts: string[] = [];
  for (let token = scanner.scan(); token !== ts.SyntaxKind.EndOfFileToken; token = scanner.scan()) {
    const isText = token === ts.SyntaxKind.StringLiteral || token === ts.SyntaxKind.NoSubstitutionTemplateLiteral;
    parts.push(isText ? "''" : scanner.getTokenText());
  }
  return parts.join(' ');
}
