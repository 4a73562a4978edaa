import * as z from 'zod';
import { parseJson } from '../../snapshot/model/values.ts';
import type { AnswerHead } from './answer.ts';
import type { ClusterRequest } from './request.ts';

/** https://kubernetes.io/docs/reference/kubernetes-api/common-definitions/status/ */
const kubernetesStatus = z.object({
  kind: z.literal('Status'),
  message: z.string().nullish(),
  metadata: z.object({ continue: z.string().nullish() }).nullish(),
  details: z.object({ retryAfterSeconds: z.number().min(0).nullish(), name: z.string().nullish() }).nullish(),
});

const LONGEST_MESSAGE = 600;

/** An answer that is not a success, as it came. */
export type HttpAnswer = AnswerHead & { readonly body: string };

/** What an answer says, and in whose form: a Status is of a server of Kubernetes, a page of something in between. */
export interface Refusal {
  readonly status: number;
  readonly said: string;
  readonly form: 'status' | 'page' | 'text';
  /** The object that a Status speaks of. */
  readonly named: string | null;
  readonly location: string | null;
  /** How long to wait, in milliseconds; null where that is left open. */
  readonly retryAfter: number | null;
  /** A fresh token to finish a list with. */
  readonly continueToken: string | null;
}

export interface Asking {
  readonly request: ClusterRequest;
  /** The request showed who asks. */
  readonly isKnown: boolean;
  readonly now: Date;
}

/** A Status, where a value is one. */
export function readStatus(value: unknown): z.infer<typeof kubernetesStatus> | null {
  return kubernetesStatus.safeParse(value).data ?? null;
}

/** Its body may be a Status, plain text, or a proxy's HTML. */
export function readRefusal(answer: HttpAnswer, now: Date): Refusal {
  const { status, body, location } = answer;
  const parsed = readStatus(parseJson(body));
  const said = parsed === null ? summarizeText(body) : cutMessage(parsed.message ?? '');
  const seconds = parsed?.details?.retryAfterSeconds;
  return {
    status,
    said,
    form: parsed === null ? (isMarkup(body) ? 'page' : 'text') : 'status',
    named: parsed?.details?.name ?? /^[\w.]+ "([^"]+)" not found/.exec(said)?.[1] ?? null,
    location,
    retryAfter: readRetryAfter(answer, now) ?? (seconds == null ? null : seconds * 1000),
    continueToken: parsed?.metadata?.continue ?? null,
  };
}

/** `HTTP 403, and its words`. */
export function wordRefusal(status: number, said: string): string {
  return `HTTP ${status}${said === '' ? '' : `, ${said}`}`;
}

/** Seconds, or a date by the clock of who answers. https://www.rfc-editor.org/rfc/rfc9110#name-retry-after */
function readRetryAfter({ retryAfter, date }: HttpAnswer, now: Date): number | undefined {
  if (retryAfter === null) return undefined;
  const sent = Date.parse(date ?? '');
  const wait = /^\d+$/.test(retryAfter.trim())
    ? Number(retryAfter) * 1000
    : Date.parse(retryAfter) - (Number.isNaN(sent) ? now.getTime() : sent);
  return Number.isNaN(wait) ? undefined : Math.max(0, wait);
}

/** What a body that is no Status says, in a line: markup of a proxy in between tells nothing by itself. */
export function summarizeText(body: string): string {
  const text = body.trim();
  if (isMarkup(text)) {
    const title = /<title>([^<]*)<\/title>/i.exec(text)?.[1]?.trim();
    return title === undefined ? 'an HTML page' : `an HTML page titled "${title.slice(0, 80)}"`;
  }
  const line = text.replaceAll(/\s+/g, ' ');
  return cutMessage(line);
}

/** Each of thousands of logs may be refused in as many words as an answer holds. */
function cutMessage(text: string): string {
  return text.length > LONGEST_MESSAGE ? `${text.slice(0, LONGEST_MESSAGE)}…` : text;
}

function isMarkup(body: string): boolean {
  return /^\s*<(?:!doctype|html|\?xml|head|body)/i.test(body);
}
