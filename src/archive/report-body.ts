import type { ObjectBody } from './report-archive.ts';

/** Renders a report's text from its JSON, the same text each time. */
export type RenderText = (json: Buffer) => Buffer;

export function jsonBody(bytes: Buffer): ObjectBody {
  return { bytes, contentType: 'application/json' };
}

export function textBody(bytes: Buffer): ObjectBody {
  return { bytes, contentType: 'text/plain; charset=utf-8' };
}
