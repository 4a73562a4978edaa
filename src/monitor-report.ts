import { ZodError } from 'zod';
import { ConfigurationError } from './errors.ts';
import { generateMonitorReportJson as writeJson } from './report/json/report.ts';
import { generateMonitorReportText as writeText } from './report/text/report.ts';
import { fillSnapshot, type D32Snapshot } from './snapshot/d32-snapshot.ts';
import { snapshotSchema, type K8sMonitorSnapshot } from './snapshot/model/snapshot.ts';

// The reports as a program asks for them, whose snapshot may come from anywhere: what is none is refused in words.

/**
 * The text report of a snapshot, ending in one line feed. D32's fields are enough; what there is nothing to say of has no line.
 * Throws a `ConfigurationError` that names the fields which are missing or are another thing.
 */
export function generateMonitorReportText(snapshot: D32Snapshot): string {
  return refuseOthers(() => writeText(snapshot));
}

/**
 * The JSON report, two spaces a level, ending in one line feed: what the snapshot holds of a report's fields, and no other. Throws
 * as the text report does.
 */
export function generateMonitorReportJson(snapshot: D32Snapshot): string {
  refuseOthers(() => fillSnapshot(snapshot));
  return writeJson(snapshot);
}

/** A report read back from its JSON, of this version or an older one. Throws a `ConfigurationError` when it is none. */
export function parseReportJson(json: string | Uint8Array): K8sMonitorSnapshot {
  const text = typeof json === 'string' ? json : new TextDecoder().decode(json);
  return refuseOthers(() => snapshotSchema.parse(JSON.parse(text)));
}

/** Whether it is all of a report, as `parseReportJson` gives it and `loadSnapshot` takes it. */
export function isReport(value: unknown): value is K8sMonitorSnapshot {
  return snapshotSchema.safeParse(value).success;
}

const NAMED_FAULTS = 5;

function refuseOthers<T>(work: () => T): T {
  try {
    return work();
  } catch (error) {
    const why = wordFault(error);
    if (why === null) throw error;
    throw new ConfigurationError(
      {
        code: 'REPORT_INVALID',
        attempted: 'reading',
        object: 'the report',
        why,
        advice: 'schema/report.schema.json says what stands in one',
      },
      { cause: error },
    );
  }
}

/** Null for what is no fault of the report. */
function wordFault(error: unknown): string | null {
  if (error instanceof SyntaxError) return `it is no JSON (${error.message})`;
  if (!(error instanceof ZodError)) return null;
  const faults = error.issues.map(({ path, message }) => `${path.join('.') || 'the whole'}: ${message}`);
  const others = faults.length - NAMED_FAULTS;
  return `${faults.slice(0, NAMED_FAULTS).join('; ')}${others > 0 ? ` and ${others} more` : ''}`;
}
