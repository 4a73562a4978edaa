import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    globalSetup: 'test/built-function.ts',
    // No module here has state: a worker's files may share what they import.
    isolate: false,
    // A bound against hanging, no verdict on speed: other work on the machine may take its time.
    testTimeout: 120_000,
    // A golden file that is missing is a failure, also at home; `vitest -u` writes them.
    update: 'none',
    restoreMocks: true,
  },
});
