import { join } from 'node:path';
import type { BuildOptions } from 'esbuild';

const ROOT = join(import.meta.dirname, '../..');

/** How esbuild, without a network, makes one file of a program for Lambda's Node and all that it imports. */
export const BUNDLE_OPTIONS = {
  absWorkingDir: ROOT,
  bundle: true,
  platform: 'node',
  // Loads a tenth faster than an ES module here, and needs no createRequire for what is CommonJS itself.
  format: 'cjs',
  target: 'node24',
  minify: true,
  // undici's parser for processors without SIMD, which neither arm64 nor x64 is.
  external: ['*/llhttp/llhttp-wasm.js'],
  // The SDK's ES modules leave out what nothing imports: a sixth of the bundle.
  mainFields: ['module', 'main'],
  sourcemap: true,
  // A stack trace needs the lines' numbers, not the lines.
  sourcesContent: false,
  tsconfig: join(import.meta.dirname, 'tsconfig.json'),
  // undici's own switch for bundlers: without its experimental second HTTP/1.1 parser, which nothing turns on.
  // https://github.com/nodejs/undici/blob/main/lib/dispatcher/client-h1.js
  define: { esbuildDetection: 'true' },
  // The SDK's own credential provider starts processes, and a function has credentials in its environment only.
  alias: { '@aws-sdk/credential-provider-node': join(ROOT, 'lambda/default-credentials.ts') },
  metafile: true,
  logLevel: 'error',
} as const satisfies BuildOptions;
