import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { GetObjectCommand } from '@aws-sdk/client-s3';
import { describe, expect, test } from 'vitest';
import { FolderArchive } from '../../../src/archive/folder/archive.ts';
import { listReportsBefore, removeReport } from '../../../src/archive/prune.ts';
import { S3Archive } from '../../../src/archive/s3/archive.ts';
import { CREDENTIALS, openDouble } from '../../archive/archives.ts';
import { readFolder } from '../../archive/folder/content.ts';
import { makeFolder } from '../../archive/temporary-folder.ts';
import { fillArchive, openFilledFolder, runCommand } from './world.ts';
import { runInProcess } from '../command-process.ts';

const DAY = 'reports/target=trading-bots/date=2026-11-22';

async function openFilledBucket() {
  const { client, store } = await openDouble();
  const archive = new S3Archive({ client, bucket: 'report-archive', prefix: 'jobs' });
  await fillArchive(archive, 'trading-bots');
  const env = {
    AWS_ENDPOINT_URL_S3: store.endpoint,
    AWS_REGION: 'us-east-1',
    AWS_ACCESS_KEY_ID: CREDENTIALS.accessKeyId,
    AWS_SECRET_ACCESS_KEY: CREDENTIALS.secretAccessKey,
    JOB_REPORTER_ARCHIVE: 's3://report-archive/jobs',
  };
  return { client, store, env };
}

describe('job-reporter latest', () => {
  test.each([
    ['txt', []],
    ['json', ['-o', 'json']],
  ] as const)('prints the bytes that a GetObject of latest/NAME.%s gives', async (extension, words) => {
    const { client, env } = await openFilledBucket();
    const Key = `jobs/latest/trading-bots.${extension}`;
    const got = await client.send(new GetObjectCommand({ Bucket: 'report-archive', Key }));

    const { stdout, stderr, exitCode } = await runInProcess(['latest', 'trading-bots', ...words], {
      ...env,
      FORCE_COLOR: '3',
    });

    expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: '' });
    expect(stdout).toBe(await got.Body?.transformToString());
  });

  test('makes the text that a run died before it wrote', async () => {
    const archive = await openFilledFolder();
    const text = await readFile(join(archive, 'latest/trading-bots.txt'), 'utf8');
    await rm(join(archive, 'latest/trading-bots.txt'));

    const { exitCode, printed } = await runCommand(['latest', '--archive', archive]);

    expect({ exitCode, printed }).toEqual({ exitCode: 0, printed: text });
  });

  test('prints no JSON that was cut off, and says so', async () => {
    const archive = await openFilledFolder();
    const file = join(archive, 'latest/trading-bots.json');
    const whole = await readFile(file);
    await writeFile(file, whole.subarray(0, 2000));

    const { exitCode, printed, told } = await runCommand(['latest', '-o', 'json', '--archive', archive]);

    expect({ exitCode, printed }).toEqual({ exitCode: 1, printed: '' });
    expect(told).toBe(
      `error: reading ${file}: it is cut off after 2000 bytes. Fetch it again, or look at the report before and after it\n`,
    );
  });

  test.each([
    [
      ['latest', 'nightly'],
      'looking for reports of target "nightly" in ARCHIVE: there is no such target. It should be one of: trading-bots',
    ],
    [
      ['latest', '../x'],
      'reading target "../x": a target\'s name has letters, digits, ".", "_" and "-", at most 63, a letter or digit first. See which there are: job-reporter list',
    ],
    [
      ['latest', '--archive', 'NOWHERE'],
      'listing NOWHERE: there is no such folder. Name the folder or the s3://bucket/prefix that reports are kept in',
    ],
  ] as const)('says in a line what is the matter with %j', async (words, message) => {
    const archive = await openFilledFolder();
    const nowhere = `${archive}-none`;
    const put = (text: string) => text.replace('ARCHIVE', archive).replace('NOWHERE', nowhere);

    const found = await runCommand(words.map(put), { JOB_REPORTER_ARCHIVE: archive });

    expect(found).toEqual({ exitCode: 1, printed: '', told: `error: ${put(message)}\n` });
  });
});

describe('job-reporter list', () => {
  test('shows the newest first, and how to go on', async () => {
    const { store, env } = await openFilledBucket();
    const before = store.requests.length;

    const { exitCode, stdout, stderr } = await runInProcess(
      ['list', 'trading-bots', '--limit', '2', '--utc'],
      env,
    );

    expect({ exitCode, stderr }).toEqual({
      exitCode: 0,
      stderr: 'Older ones: --until 2026-11-22T19:00:00Z\n',
    });
    // How old they are changes from day to day.
    expect(stdout.split('\n').map((line) => line.split(/ {2,}/).toSpliced(1, 1))).toEqual([
      ['TIME', 'TARGET', 'SIZE', 'REPORT'],
      ['2026-11-22 19:15:00Z', 'trading-bots', expect.stringMatching(/^\d\.\d KiB$/), '20261122T191500Z'],
      ['2026-11-22 19:00:00Z', 'trading-bots', expect.stringMatching(/^\d\.\d KiB$/), '20261122T190000Z'],
      [''],
    ]);
    expect(store.requests.length - before).toBe(2);
  });

  test('shows a range, as lines of JSON, by time and before time', async () => {
    const archive = await openFilledFolder();
    const range = ['--since', '2026-11-22T18:45:00Z', '--until', '2026-11-22T19:00'];

    const { exitCode, printed, told } = await runCommand(['list', 'trading-bots', ...range, '-o', 'jsonl'], {
      JOB_REPORTER_ARCHIVE: archive,
    });

    expect({ exitCode, told }).toEqual({ exitCode: 0, told: '' });
    expect(JSON.parse(printed)).toMatchObject({
      target: 'trading-bots',
      slot: '2026-11-22T18:45:00Z',
      jsonKey: `${DAY}/20261122T184500Z.json`,
      textKey: `${DAY}/20261122T184500Z.txt`,
    });
  });

  test.each([
    [
      ['--since', 'soon'],
      'error: reading --since "soon": that is neither a time nor an age. Give 2026-11-24, 2026-11-24T18:00, 2026-11-24T18:00:00Z, or an age: 30m, 2h, 7d\n',
    ],
    [
      ['--since', '2026-11-24', '--until', '2026-11-22'],
      'error: reading --since 2026-11-24 --until 2026-11-22: the end is not behind the beginning. Exchange them\n',
    ],
  ] as const)('refuses %j', async (words, told) => {
    const archive = await openFilledFolder();

    const found = await runCommand(['list', ...words, '--archive', archive]);

    expect(found).toEqual({ exitCode: 1, printed: '', told });
  });

  test('tells a time without reports from an archive without any', async () => {
    const archive = await openFilledFolder();

    const quiet = await runCommand(['list', '--until', '2020-01-01', '--archive', archive]);
    const empty = await runCommand(['list', '--archive', await makeFolder()]);

    expect(quiet).toEqual({ exitCode: 0, printed: '', told: 'No report in this time.\n' });
    expect(empty.exitCode).toBe(1);
    expect(empty.told).toMatch(
      /: it has no reports\. Check --archive, or keep a report there: job-reporter snapshot --archive\n$/,
    );
  });
});

describe('job-reporter show', () => {
  test.each([
    ['-2', 'txt', []],
    ['20261122T190000Z', 'json', ['-o', 'json']],
    [`${DAY}/20261122T190000Z.txt`, 'txt', []],
  ] as const)('prints %s as it is stored (%s)', async (name, extension, words) => {
    const archive = await openFilledFolder();

    const { exitCode, printed } = await runCommand(['show', name, ...words, '--archive', archive]);

    expect(exitCode).toBe(0);
    expect(printed).toBe(await readFile(join(archive, `${DAY}/20261122T190000Z.${extension}`), 'utf8'));
  });

  test.each([
    [
      '{"schemaVersion": 2}\n',
      'its schemaVersion is 2, and this job-reporter reads 1. Use the job-reporter that wrote it, or a newer one',
    ],
    [
      '{"schemaVersion": 1, "run',
      'it is cut off after 25 bytes. Fetch it again, or look at the report before and after it',
    ],
    [
      '{"schemaVersion": 1}\n',
      'it is not a report as version 1 has it. Look at who wrote it: the reporter writes no such thing here',
    ],
    ['[]\n', 'it is JSON, but no report. Look at who wrote it: the reporter writes no such thing here'],
    ['hello\n', 'it is not JSON. Look at who wrote it: the reporter writes no such thing here'],
  ])('says in a line why %j is no report', async (content, why) => {
    const archive = await openFilledFolder();
    const key = `${DAY}/20261122T200000Z.json`;
    await writeFile(join(archive, key), content);

    const found = await runCommand(['show', key, '--archive', archive]);

    expect(found).toEqual({ exitCode: 1, printed: '', told: `error: reading ${archive}/${key}: ${why}\n` });
  });
});

describe('job-reporter diff', () => {
  test('tells what failed, in a form for people', async () => {
    const archive = await openFilledFolder();

    const { exitCode, printed } = await runCommand(['diff', '-3', '-2', '--archive', archive]);

    expect(exitCode).toBe(0);
    await expect(printed).toMatchFileSnapshot('golden/diff/failed.txt');
  });

  test('tells what appeared and what is there no more, and by --exit-code so', async () => {
    const archive = await openFilledFolder();

    const { exitCode, printed } = await runCommand(['diff', '--exit-code', '--archive', archive]);

    expect(exitCode).toBe(2);
    await expect(printed).toMatchFileSnapshot('golden/diff/replaced.txt');
  });

  test('exits with 0 where nothing changed', async () => {
    const archive = await openFilledFolder();

    const found = await runCommand(['diff', '-1', '-1', '--exit-code', '--archive', archive]);

    const key = `${DAY}/20261122T191500Z.json`;
    expect(found).toEqual({
      exitCode: 0,
      printed: `--- ${key}\n+++ ${key}\nNo difference in what both saw.\n`,
      told: '',
    });
  });

  test('gives the same to a machine', async () => {
    const archive = await openFilledFolder();

    const { printed } = await runCommand(['diff', '-3', '-2', '-o', 'json', '--archive', archive]);

    expect(JSON.parse(printed)).toMatchObject({
      before: `${DAY}/20261122T184500Z.json`,
      jobs: { changed: [{ jobName: 'tuning' }] },
      logs: [{ newLines: ['deadline: giving up'] }],
      notCompared: [],
    });
  });
});

describe('job-reporter prune', () => {
  test('shows what would go and removes nothing', async () => {
    const archive = await openFilledFolder();
    const before = await readFolder(archive);

    const { exitCode, printed, told } = await runCommand(['prune', archive, '--before', '2026-11-22T19:10']);

    expect(exitCode).toBe(0);
    expect(printed.split('\n')[1]).toMatch(
      /^trading-bots +2 +\S+ KiB +2026-11-22 18:45:00Z +2026-11-22 19:00:00Z$/,
    );
    expect(told).toBe(
      `2 reports of before 2026-11-22 19:10:00Z in ${archive} would be removed; --yes removes them\n`,
    );
    expect(await readFolder(archive)).toEqual(before);
  });

  test('removes reports, their empty days, and nothing else', async () => {
    const archive = await openFilledFolder();
    await mkdir(join(archive, 'reports/target=trading-bots/date=2020-01-01'));
    await writeFile(join(archive, 'reports/target=trading-bots/date=2020-01-01/notes.txt'), 'mine');

    const { exitCode } = await runCommand(['prune', archive, '--older-than', '0s', '--yes']);

    expect(exitCode).toBe(0);
    expect([...(await readFolder(archive)).keys()].toSorted()).toEqual([
      'latest/trading-bots.json',
      'latest/trading-bots.txt',
      'reports/target=trading-bots/date=2020-01-01/notes.txt',
    ]);
    await expect(readFile(join(archive, DAY))).rejects.toThrow('ENOENT');
  });

  test('leaves buckets to their lifecycle rules', async () => {
    const found = await runCommand(['prune', 's3://report-archive', '--older-than', '90d']);

    expect(found).toEqual({
      exitCode: 1,
      printed: '',
      told: 'error: pruning s3://report-archive: only folders are pruned; job-reporter deletes nothing in a bucket. Let a lifecycle rule of the bucket do it: retention in reporter.yaml deploys one\n',
    });
  });

  test('removes the text first, so that no text is ever without its JSON', async () => {
    const archive = new FolderArchive(await openFilledFolder());
    const [report] = await listReportsBefore(archive, Date.parse('2026-11-22T19:00:00Z') / 1000);
    const removed: string[] = [];

    if (report !== undefined) await removeReport({ remove: async (key) => void removed.push(key) }, report);

    expect(removed).toEqual([`${DAY}/20261122T184500Z.txt`, `${DAY}/20261122T184500Z.json`]);
  });
});

describe('job-reporter pull', () => {
  test('copies what there is into a folder that is an archive too', async () => {
    const archive = await openFilledFolder();
    const folder = join(await makeFolder(), 'pulled');

    const found = await runCommand(['pull', 'trading-bots', folder, '--archive', archive]);

    const content = await readFolder(archive);
    const size = [...content].filter(([key]) => key.startsWith('reports/')).length;
    expect(found).toMatchObject({ exitCode: 0, printed: '' });
    expect(found.told).toMatch(
      new RegExp(
        `^3 reports in .*: ${size} files copied, 0 there already, [0-9.]+ KiB\nChecked: 6 by length\n$`,
      ),
    );
    expect(await readFolder(folder)).toEqual(content);
  });

  test('exits with 1 and names what differs', async () => {
    const archive = await openFilledFolder();
    const folder = await makeFolder();
    await mkdir(join(folder, DAY), { recursive: true });
    await writeFile(join(folder, `${DAY}/20261122T190000Z.txt`), 'mine');

    const { exitCode, told } = await runCommand(['pull', folder, '--archive', archive]);

    expect(exitCode).toBe(1);
    expect(told).toContain(
      `error: ${folder}/${DAY}/20261122T190000Z.txt: something else is there, and was left. Move it away, and pull again\n`,
    );
  });

  test.each([
    [
      'a bucket',
      ['s3://report-archive'],
      'pulling into "s3://report-archive": pull copies into a folder. Name a folder of its own; --archive says where from',
    ],
    [
      'the archive',
      ['ARCHIVE'],
      'pulling into "ARCHIVE": that is the archive itself. Name a folder of its own; --archive says where from',
    ],
    [
      'an unknown target',
      ['nightly', 'ARCHIVE-2'],
      'looking for reports of target "nightly" in ARCHIVE: there is no such target. It should be one of: trading-bots',
    ],
  ] as const)('refuses %s', async (_, words, message) => {
    const archive = await openFilledFolder();
    const put = (text: string) => text.replace('ARCHIVE', archive);

    const found = await runCommand(['pull', ...words.map(put), '--archive', archive]);

    expect(found).toEqual({ exitCode: 1, printed: '', told: `error: ${put(message)}\n` });
  });
});
