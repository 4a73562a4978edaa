import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { S3Archive } from '../../../src/archive/s3/archive.ts';
import { CREDENTIALS, openDouble } from '../../archive/archives.ts';
import { makeFolder } from '../../archive/temporary-folder.ts';
import { covers, listGrants, type AwsCall } from '../../infra/policy-evaluation.ts';
import { fillArchive } from './world.ts';
import { runInProcess } from '../command-process.ts';

const RUNBOOK = new URL('../../../docs/runbook.md', import.meta.url);

describe('the rights that the runbook gives for reading an archive', () => {
  test('are enough for every command that reads it, and each of them is needed', async () => {
    const [, policy = ''] = /```json\n(.*?)```/s.exec(await readFile(RUNBOOK, 'utf8')) ?? [];
    const grants = listGrants(JSON.parse(policy.replaceAll('BUCKET', 'report-archive')));
    const used = new Set<unknown>();
    let isFilled = false;
    const { client, store } = await openDouble({
      allows: (action, key) => {
        if (!isFilled) return true;
        const bucket = 'arn:aws:s3:::report-archive';
        const call: AwsCall =
          action === 's3:ListBucket'
            ? { action, resource: bucket, context: { 's3:prefix': key } }
            : { action, resource: `${bucket}/${key}` };
        const covering = grants.filter((grant) => covers(grant, call));
        for (const grant of covering) used.add(grant);
        return covering.length > 0;
      },
    });
    await fillArchive(new S3Archive({ client, bucket: 'report-archive', prefix: '' }), 'trading-bots');
    isFilled = true;
    const env = {
      AWS_ENDPOINT_URL_S3: store.endpoint,
      AWS_REGION: 'us-east-1',
      AWS_ACCESS_KEY_ID: CREDENTIALS.accessKeyId,
      AWS_SECRET_ACCESS_KEY: CREDENTIALS.secretAccessKey,
      JOB_REPORTER_ARCHIVE: 's3://report-archive',
    };
    const commands = [
      ['list'],
      ['list', 'trading-bots'],
      ['latest'],
      ['show', '-1'],
      ['show', '2026-11-22T19:00:00Z'],
      ['diff'],
      ['pull', join(await makeFolder(), 'pulled')],
    ];

    const ended = await Promise.all(commands.map((words) => runInProcess(words, env)));
    const unknown = await runInProcess(['latest', 'nightly'], env);

    expect(ended.map(({ exitCode }) => exitCode)).toEqual(commands.map(() => 0));
    expect(unknown.stderr).toBe(
      'error: looking for reports of target "nightly" in s3://report-archive: there is no such target. It should be one of: trading-bots\n',
    );
    expect(grants.filter((grant) => !used.has(grant))).toEqual([]);
  });
});
