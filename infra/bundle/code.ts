import { createRequire } from 'node:module';
import { dirname } from 'node:path';
import { ConfigurationError } from '../../src/errors.ts';

/**
 * The folder that becomes `/var/task`: the function's built file and its source map. The package asks for it by its own name, so
 * that it is found from a checkout as from where the package is installed. Throws {@link ConfigurationError} where nothing was built.
 * https://nodejs.org/api/packages.html#self-referencing-a-package-using-its-name
 */
export function locateFunctionCode(): string {
  try {
    return dirname(createRequire(import.meta.url).resolve('k8s-job-reporter/lambda/bundle'));
  } catch (error) {
    throw new ConfigurationError(
      {
        code: 'FUNCTION_NOT_BUILT',
        attempted: 'looking for',
        object: 'the built code of the function',
        why: 'it is not there',
        advice: 'In a checkout, npm run build makes it',
      },
      { cause: error },
    );
  }
}
