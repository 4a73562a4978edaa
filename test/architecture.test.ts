import { posix } from 'node:path';
import { describe, expect, it } from 'vitest';
import {
  findCircles,
  findForbiddenImports,
  findForbiddenUses,
  findRoom,
  listFiles,
  nameFolder,
  type Room,
} from './house-rules.ts';
import { HOUSE } from './house.ts';
import { listSourceFolders, parseSourceFile, readSourceFiles } from './source-file.ts';

/** Rooms that know no clock, chance, machine or network: what they need is an argument. */
const PURE = ['src/snapshot', 'src/history', 'src/report'];
/** Where people and machines come in: only there are the process and the console known. */
const DOORS = [
  'lambda',
  'cli',
  'src/k8s-job-monitor.ts',
  'src/kubeconfig/kube-config.ts',
  'infra/app.ts',
  'bench',
  'scripts',
  'docs/library',
];
/** What runs at somebody's: it reads a cluster, and starts nothing. */
const RUNS = ['src', 'lambda', 'cli', 'demo'];
/** But for this, on a person's own machine. */
const STARTS = 'src/kubeconfig/local/exec-plugin.ts';
const MOST_LINES = 180;
const MOST_FILES = 14;

const files = readSourceFiles(listSourceFolders().filter((folder) => folder !== 'test'));
const within = (paths: readonly string[]) =>
  files.filter(({ path }) => paths.some((each) => path === each || path.startsWith(`${each}/`)));

describe('the house', () => {
  it('has a room for every file', () => {
    const homeless = files.filter(({ path }) => findRoom(path, HOUSE) === undefined);

    expect(homeless.map(({ path }) => path)).toEqual([]);
  });

  it.each(HOUSE)('lets into $path only what may come in', (room) => {
    const inRoom = listFiles(files, room, HOUSE);

    const forbidden = findForbiddenImports(inRoom, room);

    expect(forbidden).toEqual([]);
  });

  it('keeps clock, chance, environment, timers and network out of snapshot, history and report', () => {
    const pure = within(PURE);

    const forbidden = findForbiddenUses(pure, () => true);

    expect(pure.length).toBeGreaterThan(20);
    expect(forbidden).toEqual([]);
  });

  it('knows the process and the console at its doors only', () => {
    const doors = new Set(within(DOORS));
    const rest = files.filter((file) => !doors.has(file));

    const forbidden = findForbiddenUses(rest, ({ name }) =>
      ['process', 'console', 'globalThis'].includes(name),
    );

    expect(forbidden).toEqual([]);
  });

  it('makes no client, and reads no environment, while a file is imported', () => {
    const imported = within(RUNS).filter(({ path }) => path !== 'cli/main.ts');

    const forbidden = findForbiddenUses(imported, ({ isAtImport }) => isAtImport);

    expect(forbidden).toEqual([]);
  });

  it('starts no other process', () => {
    const others = within(RUNS).filter(({ path }) => path !== STARTS);

    const starting = others.flatMap(({ path, imports }) =>
      imports
        .filter(({ target }) => /^(?:node:)?(?:child_process|cluster|worker_threads)$/.test(target))
        .map(({ target, line }) => `${path}:${line} imports ${target}`),
    );

    expect(starting).toEqual([]);
  });

  it('names a file by one noun in kebab-case, and none by what is in every file', () => {
    const ill = files.filter(
      ({ path }) =>
        !/^(?:[a-z0-9]+(?:-[a-z0-9]+)*\/)+[a-z0-9]+(?:-[a-z0-9]+)*\.ts$/.test(path) ||
        /(?:^|[/-])(?:utils?|helpers?|common|misc|shared)(?:[/.-]|$)/.test(path),
    );

    expect(ill.map(({ path }) => path)).toEqual([]);
  });

  it(`has no file of more than ${MOST_LINES} lines`, () => {
    const long = files.filter(({ lines }) => lines > MOST_LINES);

    expect(long.map(({ path, lines }) => `${path} has ${lines} lines`)).toEqual([]);
  });

  it(`has no folder of more than ${MOST_FILES} files`, () => {
    const folders = Map.groupBy(files, ({ path }) => posix.dirname(path));

    const full = [...folders].filter(([, inside]) => inside.length > MOST_FILES);

    expect(full.map(([folder, inside]) => `${folder} has ${inside.length} files`)).toEqual([]);
  });

  it('is no deeper than a subject in a room, and repeats no name on the way', () => {
    const ill = files.filter(({ path }) => {
      const [folder = '', name = ''] = path.split('/').slice(-2);
      return path.split('/').length > 4 || name.startsWith(`${folder}-`);
    });

    expect(ill.map(({ path }) => path)).toEqual([]);
  });

  it('has no way that comes back, from file to file or from folder to folder', () => {
    const amongFiles = findCircles(files, (path) => path);
    const amongFolders = findCircles(files, nameFolder);

    expect([...amongFiles, ...amongFolders]).toEqual([]);
  });
});

describe('the rules of the house', () => {
  const room: Room = {
    path: 'src/report',
    imports: ['src/snapshot', 'src/history/*', 'zod'],
    types: ['src/config'],
    lazily: ['node:sqlite'],
  };

  it('find an import in whatever form it comes, and say where it is and what may come in', () => {
    const file = parseSourceFile(
      'src/report/bad.ts',
      [
        "import { a } from '../errors.ts';",
        "import type { B } from '../errors.ts';",
        "export { c } from 'undici';",
        "export * from 'node:fs';",
        "const d = await import('zodiac');",
        "type E = import('../reporter.ts').E;",
        'const f = await import(d);',
        "import '../snapshotted.ts';",
      ].join('\n'),
    );

    const forbidden = findForbiddenImports([file], room);

    const may =
      'src/report may import src/snapshot, src/history/*, zod; types of src/config; node:sqlite by import() only';
    expect(forbidden.toSorted()).toEqual([
      `src/report/bad.ts:1 imports src/errors.ts: ${may}`,
      `src/report/bad.ts:2 imports src/errors.ts: ${may}`,
      `src/report/bad.ts:3 imports undici: ${may}`,
      `src/report/bad.ts:4 imports node:fs: ${may}`,
      `src/report/bad.ts:5 imports zodiac: ${may}`,
      `src/report/bad.ts:6 imports src/reporter.ts: ${may}`,
      `src/report/bad.ts:7 imports something computed: ${may}`,
      `src/report/bad.ts:8 imports src/snapshotted.ts: ${may}`,
    ]);
  });

  it('tell types and what is imported late from the rest', () => {
    const file = parseSourceFile(
      'src/report/half.ts',
      [
        "import * as z from 'zod';",
        "import { a } from './good.ts';",
        "import { type B } from '../config/settings.ts';",
        "import { type C, d } from '../config/settings.ts';",
        "const e = await import('node:sqlite');",
        "import { f } from 'node:sqlite';",
      ].join('\n'),
    );

    const forbidden = findForbiddenImports([file], room).map((each) => each.split(': ')[0]);

    expect(forbidden).toEqual([
      'src/report/half.ts:4 imports src/config/settings.ts',
      'src/report/half.ts:6 imports node:sqlite',
    ]);
  });

  it("let in through a room's porch, and into its sub-rooms only where they are named", () => {
    const file = parseSourceFile(
      'src/report/porch.ts',
      [
        "import { a } from '../snapshot/snapshot.ts';",
        "import { b } from '../snapshot/model/problem.ts';",
        "import { c } from '../history/difference/jobs.ts';",
        "import { d } from '../history/history.ts';",
        "import { e } from './text/job.ts';",
      ].join('\n'),
    );

    const forbidden = findForbiddenImports([file], room).map((each) => each.split(': ')[0]);

    expect(forbidden).toEqual([
      'src/report/porch.ts:2 imports src/snapshot/model/problem.ts',
      'src/report/porch.ts:4 imports src/history/history.ts',
      'src/report/porch.ts:5 imports src/report/text/job.ts',
    ]);
  });

  it('find a way that comes back, also by types and by what is imported late', () => {
    const round = [
      parseSourceFile('src/a/one.ts', "import type { B } from '../b/two.ts';"),
      parseSourceFile('src/b/two.ts', "const c = await import('../c/three.ts');"),
      parseSourceFile('src/c/three.ts', "export * from '../a/other.ts';"),
      parseSourceFile('src/a/other.ts', "import { z } from 'zod';"),
    ];

    const amongFiles = findCircles(round, (path) => path);
    const amongFolders = findCircles(round, nameFolder);

    expect(amongFiles).toEqual([]);
    expect(amongFolders).toEqual(['src/a → src/b → src/c → src/a']);
  });

  it('find what is used, and not what merely has its name', () => {
    const file = parseSourceFile(
      'src/report/clock.ts',
      [
        'const options = { process: 1, fetch() { return 2; } };',
        'options.process; options.fetch();',
        'type Door = { readonly console: string };',
        'const parsed = new Date(options.process);',
        'function look() { return [new Date(), Date.now(), process.env, fetch]; }',
      ].join('\n'),
    );

    const found = findForbiddenUses([file], () => true);

    expect(found).toEqual(
      ['new Date()', 'Date.now', 'process', 'fetch'].map((name) => `src/report/clock.ts:5 uses ${name}`),
    );
  });

  it('find what is made while the file is imported, and not what a function makes', () => {
    const file = parseSourceFile(
      'lambda/eager.ts',
      [
        "import { S3Client } from '@aws-sdk/client-s3';",
        'const client = new S3Client({});',
        'const names = new Set([process.env]);',
        'const open = () => new S3Client({});',
        'class Door { client = new S3Client({}); }',
      ].join('\n'),
    );

    const found = findForbiddenUses([file], ({ isAtImport }) => isAtImport);

    expect(found).toEqual(['lambda/eager.ts:2 uses new S3Client()', 'lambda/eager.ts:3 uses process']);
  });
});
