import { join } from 'node:path';
import { OutputFormat, type NodejsFunctionProps } from 'aws-cdk-lib/aws-lambda-nodejs';

const ROOT = join(import.meta.dirname, '../..');

/** How esbuild, on this machine and without a network, makes one file of the function and all that it imports. */
export function describeBundle(): Pick<
  NodejsFunctionProps,
  'entry' | 'projectRoot' | 'depsLockFilePath' | 'bundling'
> {
  return {
    entry: join(ROOT, 'lambda/handler.ts'),
    projectRoot: ROOT,
    depsLockFilePath: join(ROOT, 'package-lock.json'),
    bundling: {
      // Loads a tenth faster than an ES module here, and needs no createRequire for what is CommonJS itself.
      format: OutputFormat.CJS,
      target: 'node24',
      minify: true,
      // Tested versions, not those that the runtime happens to have.
      bundleAwsSDK: true,
      // undici's parser for processors without SIMD, which neither arm64 nor x64 is.
      externalModules: ['*/llhttp/llhttp-wasm.js'],
      // The SDK's ES modules leave out what nothing imports: a sixth of the bundle.
      mainFields: ['module', 'main'],
      sourceMap: true,
      // A stack trace needs the lines' numbers, not the lines.
      sourcesContent: false,
      tsconfig: join(import.meta.dirname, 'tsconfig.json'),
      // undici's own switch for bundlers: without its experimental second HTTP/1.1 parser, which nothing turns on.
      // https://github.com/nodejs/undici/blob/main/lib/dispatcher/client-h1.js
      define: { esbuildDetection: 'true' },
      // The SDK's own credential provider starts processes, and a function has credentials in its environment only.
      esbuildArgs: {
        '--alias:@aws-sdk/credential-provider-node': join(ROOT, 'lambda/default-credentials.ts'),
      },
    },
  };
}
