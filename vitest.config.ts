import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    globalSetup: 'test/built-function.ts',
    // No module here has state: a worker's files may share what they import.
    isolate: false,
    testTimeout: 15_000,
    restoreMocks: true,
  },
});
