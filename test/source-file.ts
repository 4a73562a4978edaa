import { globSync, readFileSync } from 'node:fs';
import { posix } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseSync, Visitor, type VisitorObject } from 'oxc-parser';

/** An import, an export from elsewhere, an `import()` or an imported type. */
export interface SourceImport {
  /** A path from the project's root, or a package as it is named. */
  readonly target: string;
  readonly line: number;
  /** What it brings is gone at run time. */
  readonly isType: boolean;
  /** It is read when it is needed, not when the file is. */
  readonly isLazy: boolean;
}

/** A global that is not of the language alone, `process` say, or something made while the file is read. */
export interface SourceUse {
  readonly name: string;
  readonly line: number;
  /** Not inside a function or class: it happens when the file is imported. */
  readonly isAtImport: boolean;
}

export interface SourceFile {
  readonly path: string;
  readonly lines: number;
  readonly imports: readonly SourceImport[];
  readonly uses: readonly SourceUse[];
}

type Handler<K extends keyof VisitorObject> = NonNullable<VisitorObject[K]>;
type NodeOf<K extends keyof VisitorObject> = Parameters<Handler<K>>[0];

const ROOT = fileURLToPath(new URL('..', import.meta.url));
/** Doors to time, chance, machine and network that need no import. */
const GLOBALS: ReadonlySet<string> = new Set([
  'process',
  'console',
  'globalThis',
  'fetch',
  'performance',
  'crypto',
  'navigator',
  'setTimeout',
  'setInterval',
  'setImmediate',
]);
const MEMBERS: ReadonlySet<string> = new Set(['Date.now', 'Math.random', 'AbortSignal.timeout']);
const SCOPES = ['FunctionDeclaration', 'FunctionExpression', 'ArrowFunctionExpression', 'ClassBody'] as const;

/** Every TypeScript file of these folders. */
export function readSourceFiles(folders: readonly string[]): readonly SourceFile[] {
  return globSync(
    folders.map((folder) => `${folder}/**/*.ts`),
    { cwd: ROOT },
  )
    .map((path) => path.replaceAll('\\', '/'))
    .toSorted()
    .map((path) => parseSourceFile(path, readFileSync(posix.join(ROOT, path), 'utf8')));
}

/** The folders at the project's root that hold TypeScript files. */
export function listSourceFolders(): readonly string[] {
  const files = globSync('*/**/*.ts', {
    cwd: ROOT,
    exclude: (path) => /(?:^|\/)(?:node_modules|\.git|cdk\.out|dist)$/.test(path),
  });
  return [...new Set(files.map((path) => path.replaceAll('\\', '/').split('/')[0] ?? ''))].toSorted();
}

/** Throws when the text is not TypeScript. */
export function parseSourceFile(path: string, text: string): SourceFile {
  const { program, errors } = parseSync(path, text);
  if (errors.length > 0) throw new Error(`${path}: ${errors.map((error) => error.message).join('; ')}`);
  const imports: SourceImport[] = [];
  const uses: SourceUse[] = [];
  const imported = new Set<string>();
  /** Where a name stands that is a key or a label, and no use of what it names. */
  const names = new Set<number>();
  let depth = 0;
  const lineOf = (node: { readonly start: number }) => text.slice(0, node.start).split('\n').length;
  const addImport = (
    node: { readonly start: number },
    source: string,
    { isType, isLazy }: Pick<SourceImport, 'isType' | 'isLazy'>,
  ) => {
    imports.push({ target: resolveTarget(path, source), line: lineOf(node), isType, isLazy });
  };
  const addUse = (node: { readonly start: number }, name: string) => {
    uses.push({ name, line: lineOf(node), isAtImport: depth === 0 });
  };
  const scopes = SCOPES.flatMap((type): readonly (readonly [string, () => void])[] => [
    [type, () => void (depth += 1)],
    [`${type}:exit`, () => void (depth -= 1)],
  ]);
  const visitor: VisitorObject = {
    ...Object.fromEntries(scopes),
    ImportDeclaration: (node) => {
      addImport(node, node.source.value, { isType: isTypeImport(node), isLazy: false });
      for (const specifier of node.specifiers) {
        imported.add(specifier.local.name);
        names.add(specifier.local.start);
        if (specifier.type === 'ImportSpecifier') names.add(specifier.imported.start);
      }
    },
    ExportNamedDeclaration: (node) => {
      if (node.source !== null)
        addImport(node, node.source.value, { isType: node.exportKind === 'type', isLazy: false });
    },
    ExportAllDeclaration: (node) => {
      addImport(node, node.source.value, { isType: node.exportKind === 'type', isLazy: false });
    },
    ImportExpression: (node) => {
      const { source } = node;
      const target =
        source.type === 'Literal' && typeof source.value === 'string' ? source.value : 'something computed';
      addImport(node, target, { isType: false, isLazy: true });
    },
    TSImportType: (node) => addImport(node, node.source.value, { isType: true, isLazy: true }),
    MemberExpression: (node) => {
      if (node.computed) return;
      names.add(node.property.start);
      const member = node.object.type === 'Identifier' ? `${node.object.name}.${node.property.name}` : '';
      if (MEMBERS.has(member)) addUse(node, member);
    },
    Property: (node) => void (!node.computed && !node.shorthand && names.add(node.key.start)),
    PropertyDefinition: (node) => void (!node.computed && names.add(node.key.start)),
    MethodDefinition: (node) => void (!node.computed && names.add(node.key.start)),
    TSPropertySignature: (node) => void (!node.computed && names.add(node.key.start)),
    TSMethodSignature: (node) => void (!node.computed && names.add(node.key.start)),
    NewExpression: (node) => {
      const made = node.callee.type === 'Identifier' ? node.callee.name : '';
      if (made === 'Date' && node.arguments.length === 0) addUse(node, 'new Date()');
      if (depth === 0 && imported.has(made)) addUse(node, `new ${made}()`);
    },
    CallExpression: (node) => {
      if (node.callee.type === 'Identifier' && node.callee.name === 'Date') addUse(node, 'Date()');
    },
    Identifier: (node) => {
      if (GLOBALS.has(node.name) && !names.has(node.start)) addUse(node, node.name);
    },
  };
  new Visitor(visitor).visit(program);
  return { path, lines: text.split('\n').length - 1, imports, uses };
}

function isTypeImport({ importKind, specifiers }: NodeOf<'ImportDeclaration'>): boolean {
  const isTypeSpecifier = (each: (typeof specifiers)[number]) =>
    each.type === 'ImportSpecifier' && each.importKind === 'type';
  return importKind === 'type' || (specifiers.length > 0 && specifiers.every(isTypeSpecifier));
}

function resolveTarget(path: string, source: string): string {
  return source.startsWith('.') ? posix.join(posix.dirname(path), source) : source;
}
