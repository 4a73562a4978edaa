import { ConfigurationError, ReporterError } from '../../errors.ts';

const LONGEST_NAME = 200;

/** A name as a message shows it: what is longer than names are, or looks like `user:password@`, may stand in the wrong place. */
export function quoteName(name: string): string {
  if (name.length > LONGEST_NAME) return `of ${name.length} characters`;
  return /:[^/]*@/.test(name) ? 'that may hold a password' : JSON.stringify(name);
}

export function listNames(names: readonly string[]): string {
  return names.length === 0 ? '(the file has none)' : names.map(quoteName).join(', ');
}

export const MEND = 'Mend the file: kubectl must be able to read it';

/** A kubeconfig that a person must change. Never quotes what it holds, but for names. */
export function failReading(
  why: string,
  advice: string,
  { object = 'the kubeconfig', cause }: { readonly object?: string; readonly cause?: unknown } = {},
): ConfigurationError {
  return new ConfigurationError(
    { code: 'KUBECONFIG_INVALID', attempted: 'reading', object, why, advice },
    { cause },
  );
}

/** Credentials of a kind that cannot be used here. */
export function refuseCredentials(context: string | null, why: string, advice: string): ConfigurationError {
  const object = nameContext(context);
  return new ConfigurationError({
    code: 'CREDENTIALS_UNSUPPORTED',
    attempted: 'using',
    object,
    why,
    advice,
  });
}

/** Credentials that whoever gives them did not give. What it said stays behind: a credential may stand in it. */
export function failCredentials(
  attempted: string,
  object: string,
  why: string,
  advice: string,
): ReporterError {
  return new ReporterError({ code: 'CREDENTIALS_UNAVAILABLE', attempted, object, why, advice });
}

export function nameContext(context: string | null): string {
  return context === null ? 'the kubeconfig' : `context ${quoteName(context)} of the kubeconfig`;
}
