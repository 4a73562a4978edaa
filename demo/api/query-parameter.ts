import { refuseAsBadRequest, refuseAsNotEmbedded } from './answers/status-failure.ts';

/** @throws RefusedRequest 501 that names the first parameter that is not embedded */
export function refuseUnknownParameters(parameters: URLSearchParams, known: ReadonlySet<string>): void {
  const unknown = [...parameters.keys()].find((key) => !known.has(key));
  if (unknown !== undefined) throw refuseAsNotEmbedded(`the query parameter ${unknown}`);
}

/** @throws RefusedRequest 400 in the words of Go's strconv */
export function parseInteger(text: string): number {
  if (/^[+-]?\d+$/.test(text)) return Number(text);
  throw refuseAsBadRequest(`strconv.ParseInt: parsing "${text}": invalid syntax`);
}

/** Go's strconv.ParseBool, as far as a client sends it. */
export function parseBoolean(text: string | null): boolean {
  return text === 'true' || text === '1';
}
