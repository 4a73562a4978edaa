import { ConfigurationError } from '../../src/errors.ts';
import { targetNameSchema } from '../../src/snapshot/model/names.ts';

/** A target's name as typed; it is to be a part of a key. */
export function parseTargetName(name: string | null): string | null {
  if (name === null) return null;
  const parsed = targetNameSchema.safeParse(name);
  if (parsed.success) return parsed.data;
  throw new ConfigurationError({
    code: 'TARGET_NAME_INVALID',
    attempted: 'reading target',
    object: JSON.stringify(name),
    why: `a target's name has ${parsed.error.issues.map(({ message }) => message).join('; ')}`,
    advice: 'See which there are: job-reporter list',
  });
}
