import * as z from 'zod';
import { count, text } from './fields.ts';

const terminated = z.object({
  exitCode: z.int(),
  signal: z.int().nullish(),
  reason: text,
  message: text,
  startedAt: text,
  finishedAt: text,
  containerID: text,
});

export const containerState = z.object({
  waiting: z.object({ reason: text, message: text }).nullish(),
  running: z.object({ startedAt: text }).nullish(),
  terminated: terminated.nullish(),
});

export const containerStatus = z.object({
  name: z.string().min(1),
  image: text,
  imageID: text,
  restartCount: count,
  ready: z.boolean().nullish(),
  started: z.boolean().nullish(),
  state: containerState.nullish(),
  lastState: containerState.nullish(),
});

/** `500m`, `2Gi`; a number where somebody wrote one. https://kubernetes.io/docs/reference/kubernetes-api/common-definitions/quantity/ */
const quantity = z
  // A text by the API's types.
  .custom<string>((value) => typeof value === 'string' || typeof value === 'number')
  .transform(String);

const quantities = z
  .record(z.string(), quantity.nullable())
  .nullish()
  .transform((all) =>
    all == null
      ? null
      : Object.fromEntries(
          Object.entries(all).flatMap(([key, value]) => (value === null ? [] : [[key, value]])),
        ),
  );

const words = z.array(z.string()).nullish();

export const container = z.object({
  name: z.string().min(1),
  restartPolicy: text,
  image: text,
  command: words,
  args: words,
  resources: z.object({ requests: quantities, limits: quantities }).nullish(),
});
