import * as z from 'zod';
import { ConfigurationError } from '../errors.ts';
import { createRedactor } from '../redaction/redactor.ts';

const patternSchema = z.object({ name: z.string(), pattern: z.string().min(1) });
const compilerSchema = z.object({ error: z.string() });

/** A refinement of a target's patterns: what would end every run of the target is found before it is deployed. */
export function refuseUselessPatterns(patterns: readonly unknown[], context: z.core.$RefinementCtx): void {
  const names = patterns.map((each) => patternSchema.safeParse(each).data?.name);
  for (const [index, each] of patterns.entries()) {
    const { data } = patternSchema.safeParse(each);
    if (data === undefined) continue;
    const first = names.indexOf(data.name);
    if (first < index)
      context.addIssue({ code: 'custom', path: [index, 'name'], message: `the name of patterns[${first}]` });
    const fault = findFault(data);
    if (fault !== null) context.addIssue({ code: 'custom', path: [index, fault.field], message: fault.why });
  }
}

/** In words that do not quote the pattern: people have written secrets into it. */
function findFault(pattern: z.infer<typeof patternSchema>) {
  try {
    createRedactor({ enabled: true, patterns: [pattern] });
    return null;
  } catch (error) {
    if (!(error instanceof ConfigurationError)) throw error;
    const field = error.detail.object.startsWith('redaction.patterns[0].name') ? 'name' : 'pattern';
    const compiler = compilerSchema.safeParse(error.cause).data?.error;
    const why = compiler === undefined ? error.detail.why : `no regular expression of RE2: ${compiler}`;
    return { field, why };
  }
}
