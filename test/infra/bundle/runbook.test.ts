import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { findRunbook } from '../../../infra/bundle/runbook.ts';

describe('where the runbook is read', () => {
  it.each([
    ['git+https://git.example.com/ops/reporter.git', 'infra/bundle'],
    ['https://git.example.com/ops/reporter', 'dist/infra/bundle'],
  ])(
    'is the page of this very version, in the repository that the package names: %s in %s',
    (repository, folder) => {
      const root = makePackage({ version: '1.2.3', repository: { type: 'git', url: repository } }, folder);

      const page = findRunbook(join(root, folder));

      expect(page).toBe('https://git.example.com/ops/reporter/blob/v1.2.3/docs/runbook.md');
    },
  );

  it('is the file of that version, in words, where the package names none', () => {
    const root = makePackage({ version: '1.2.3' }, 'infra/bundle');

    const page = findRunbook(join(root, 'infra/bundle'));

    expect(page).toBe('docs/runbook.md of version 1.2.3');
  });
});

function makePackage(fields: object, folder: string): string {
  const root = mkdtempSync(join(tmpdir(), 'reporter-package-'));
  onTestFinished(() => rmSync(root, { recursive: true }));
  mkdirSync(join(root, folder), { recursive: true });
  writeFileSync(join(root, 'package.json'), JSON.stringify({ name: 'k8s-job-reporter', ...fields }));
  return root;
}
