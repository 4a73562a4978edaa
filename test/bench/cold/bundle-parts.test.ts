import { describe, expect, it } from 'vitest';
import { listParts, namePart } from '../../../bench/cold/bundle-parts.ts';

describe('the parts of a bundle', () => {
  it.each([
    ['src/cluster/job-monitor.ts', 'src/cluster'],
    ['src/reporter.ts', 'src/reporter.ts'],
    ['node_modules/undici/lib/api/index.js', 'undici'],
    ['node_modules/@aws-sdk/client-s3/dist-es/S3.js', '@aws-sdk/client-s3'],
    ['node_modules/yaml/node_modules/inner/index.js', 'inner'],
  ])('are packages and rooms: %s is of %s', (path, name) => {
    expect(namePart(path)).toBe(name);
  });

  it('come with their bytes, the largest first', () => {
    const output = {
      bytes: 60,
      imports: [],
      exports: [],
      inputs: {
        'src/cluster/a.ts': { bytesInOutput: 10 },
        'node_modules/undici/b.js': { bytesInOutput: 30 },
        'src/cluster/c.ts': { bytesInOutput: 15 },
      },
    };

    const parts = listParts({ inputs: {}, outputs: { 'out/index.js': output } });

    expect(parts).toEqual([
      { name: 'undici', bytes: 30 },
      { name: 'src/cluster', bytes: 25 },
    ]);
  });
});
