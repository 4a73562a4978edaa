import { defineConfig, mergeConfig } from 'vitest/config';
import config from './vitest.config.ts';

// The tests of the room whose mutants are tried: `npm run mutants -- src/redaction` names them.
export default mergeConfig(
  { ...config, test: { ...config.test, include: [] } },
  defineConfig({ test: { include: process.env['MUTANTS_TESTS']?.split(',') ?? [] } }),
);
