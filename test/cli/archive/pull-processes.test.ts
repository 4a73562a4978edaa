import { spawn, type ChildProcess } from 'node:child_process';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { text } from 'node:stream/consumers';
import { describe, expect, onTestFinished, test } from 'vitest';
import { latestKeys, reportKeys } from '../../../src/archive/objects/keys.ts';
import { formatSlot } from '../../../src/archive/lookup/slot-window.ts';
import { CREDENTIALS, openDouble } from '../../archive/archives.ts';
import { fakeReport, fakeRun, renderFakeText } from '../../archive/fake-report.ts';
import { readFolder } from '../../archive/folder/content.ts';
import { makeFolder } from '../../archive/temporary-folder.ts';
import type { S3Store } from '../../doubles/s3/store.ts';

const MAIN = fileURLToPath(new URL('../../../cli/main.ts', import.meta.url));
const REPORTS = 60;

describe('job-reporter pull, in a process that is ended', () => {
  test.each([
    ['SIGKILL', 1],
    ['SIGKILL', 40],
    ['SIGKILL', 90],
    ['SIGINT', 1],
    ['SIGINT', 40],
    ['SIGINT', 90],
  ] as const)(
    'by %s at its read %i of 120, leaves whole files, and the next one completes it',
    async (signal, at) => {
      let reads = 0;
      let child: ChildProcess | undefined;
      const { store } = await openDouble({
        allows: (action) => {
          if (action === 's3:GetObject' && (reads += 1) === at) child?.kill(signal);
          return true;
        },
      });
      const whole = fill(store);
      const folder = join(await makeFolder(), 'pulled');

      child = start(store, folder);
      const ended = await waitFor(child);
      const left = await readFolder(folder);
      const again = await waitFor(start(store, folder));

      expect(ended).toMatchObject(signal === 'SIGINT' ? { code: 130, stderr: '' } : { signal });
      expect([...left].filter(([key, bytes]) => whole.get(key)?.equals(bytes) !== true)).toEqual([]);
      expect(left.size).toBeLessThan(whole.size);
      expect(again).toMatchObject({ code: 0 });
      expect(again.stderr).toMatch(/^60 reports in .*\nChecked: 120 by MD5\n$/);
      expect(await readFolder(folder)).toEqual(whole);
    },
  );
});

/** What a whole copy of it is. */
function fill(store: S3Store): ReadonlyMap<string, Buffer> {
  const objects = new Map<string, Buffer>();
  for (let index = 0; index < REPORTS; index += 1) {
    const slot = formatSlot(Date.parse('2026-11-22T00:00:00Z') / 1000 + index * 900);
    const json = fakeReport(fakeRun({ slot, id: `scheduled-${slot}` }));
    for (const keys of [reportKeys({ target: 'trading-bots', slot }), latestKeys('trading-bots')]) {
      objects.set(keys.json, json);
      objects.set(keys.text, renderFakeText(json));
    }
  }
  for (const [key, bytes] of objects) store.place(`jobs/${key}`, bytes);
  return objects;
}

function start(store: S3Store, folder: string): ChildProcess {
  const child = spawn(process.execPath, [MAIN, 'pull', folder, '--archive', 's3://report-archive/jobs'], {
    env: {
      AWS_ENDPOINT_URL_S3: store.endpoint,
      AWS_REGION: 'us-east-1',
      AWS_ACCESS_KEY_ID: CREDENTIALS.accessKeyId,
      AWS_SECRET_ACCESS_KEY: CREDENTIALS.secretAccessKey,
    },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  onTestFinished(() => void child.kill('SIGKILL'));
  return child;
}

async function waitFor(child: ChildProcess) {
  const { promise, resolve } = Promise.withResolvers<{
    readonly code: number | null;
    readonly signal: string | null;
  }>();
  child.once('close', (code, signal) => resolve({ code, signal }));
  const stderr = child.stderr === null ? '' : await text(child.stderr);
  return { ...(await promise), stderr };
}
