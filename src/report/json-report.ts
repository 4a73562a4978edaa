import { orderKeys } from '../snapshot/key-order.ts';
import { snapshotSchema, type K8sMonitorSnapshot } from '../snapshot/model.ts';

/**
 * The JSON report: two spaces a level, keys in the order of the schema at every level (`run` right behind
 * `schemaVersion`, so that whose report it is can be read from its first bytes), one trailing line feed.
 */
export function generateMonitorReportJson(snapshot: K8sMonitorSnapshot): string {
  return [...renderMonitorReportJson(snapshot)].join('');
}

/** The same in pieces, a Job, a pod or a log each: nobody needs to hold all of a large report at once. */
export function* renderMonitorReportJson(snapshot: K8sMonitorSnapshot): Generator<string, void, void> {
  let before = '{';
  for (const [key, schema] of Object.entries(snapshotSchema.shape)) {
    const value: unknown = Reflect.get(snapshot, key);
    yield `${before}\n  ${JSON.stringify(key)}: `;
    if (Array.isArray(value) && value.length > 0) yield* renderItems(schema, value);
    else yield renderValue(schema, value, '  ');
    before = ',';
  }
  yield '\n}\n';
}

function* renderItems(schema: unknown, items: readonly unknown[]): Generator<string, void, void> {
  let before = '[';
  for (const item of items) {
    // As a list of one, without its brackets.
    yield `${before}${renderValue(schema, [item], '  ').slice('['.length, -'\n  ]'.length)}`;
    before = ',';
  }
  yield '\n  ]';
}

/** Strings hold no line feed as such in JSON: what is one, breaks a line of the report. */
function renderValue(schema: unknown, value: unknown, indent: string): string {
  return JSON.stringify(orderKeys(schema, value), null, 2).replaceAll('\n', `\n${indent}`);
}

/** The same in one line, for pipes: `jq` and log shippers read a snapshot a line. */
export function generateMonitorReportJsonLine(snapshot: K8sMonitorSnapshot): string {
  return `${JSON.stringify(orderKeys(snapshotSchema, snapshot))}\n`;
}
