import { readFileSync } from 'node:fs';
import * as z from 'zod';
import { kubernetesEvent } from '../../src/snapshot/kubernetes/event.ts';
import { parseObject } from '../../src/snapshot/kubernetes/parser.ts';
import { kubernetesJob, kubernetesPod } from '../../src/snapshot/kubernetes/objects.ts';
import type { ClusterObjects } from '../../src/snapshot/snapshot.ts';

const exchangeSchema = z.object({
  as: z.string(),
  path: z.string(),
  body: z.unknown().optional(),
  bodyBase64: z.string().optional(),
});
const listSchema = z.object({ items: z.array(z.unknown()) });

const FIXTURE = new URL('../fixtures/recorded-exchanges.jsonl', import.meta.url);

/** What a real Kubernetes 1.36 API server answered to each path of the reporter's. */
const answers = new Map(
  readFileSync(FIXTURE, 'utf8')
    .trimEnd()
    .split('\n')
    .map((line) => exchangeSchema.parse(JSON.parse(line)))
    .filter((exchange) => exchange.as === 'reporter')
    .map((exchange) => [exchange.path, exchange]),
);

const warningOfJob = z.object({
  type: z.literal('Warning'),
  involvedObject: z.object({ kind: z.literal('Job') }),
});

/**
 * The Jobs, pods and warnings of a namespace, as recorded; `jobQuery` as in `labelSelector=app%3Darbitrage-tuning&`.
 * Throws when one of them is not understood to its last field.
 */
export function readRecordedObjects(namespace: string, jobQuery: string): ClusterObjects {
  const events = readItems(`/api/v1/namespaces/${namespace}/events?limit=500`);
  return {
    jobs: readItems(`/apis/batch/v1/namespaces/${namespace}/jobs?${jobQuery}limit=500`).map((item) =>
      understand(kubernetesJob, item),
    ),
    pods: readItems(`/api/v1/namespaces/${namespace}/pods?limit=500`).map((item) =>
      understand(kubernetesPod, item),
    ),
    events: events
      .filter((item) => warningOfJob.safeParse(item).success)
      .map((item) => understand(kubernetesEvent, item)),
  };
}

/** The bytes of a container's log, as recorded. */
export function readRecordedLog(podName: string, query: string): Buffer {
  const path = `/api/v1/namespaces/trading-bots/pods/${podName}/log?${query}`;
  const { body, bodyBase64 } = findAnswer(path);
  return bodyBase64 === undefined ? Buffer.from(z.string().parse(body)) : Buffer.from(bodyBase64, 'base64');
}

function readItems(path: string): readonly unknown[] {
  return listSchema.parse(findAnswer(path).body).items;
}

function understand<T>(schema: z.ZodType<T>, item: unknown): T {
  const { value, malformed } = parseObject(schema, item);
  if (value === null || malformed.length > 0) throw new Error(JSON.stringify(malformed));
  return value;
}

function findAnswer(path: string): z.infer<typeof exchangeSchema> {
  const answer = answers.get(path);
  if (answer === undefined) throw new Error(`Not recorded: ${path}`);
  return answer;
}
