import { readContinueToken } from './continue-token.ts';
import { parseFieldSelector } from './selectors/field.ts';
import { parseLabelSelector } from './selectors/label-parser.ts';
import type { ListQuery } from './list-page.ts';
import { parseInteger, refuseUnknownParameters } from './query-parameter.ts';

const KNOWN = new Set(['labelSelector', 'fieldSelector', 'limit', 'continue']);

/**
 * @param pageSizeCap the most items of a page; a client that asks for more gets pages of this size all the same
 * @throws RefusedRequest 400 for what the API server refuses, 501 for a parameter that is not embedded
 */
export function parseListQuery(
  parameters: URLSearchParams,
  resource: string,
  namespace: string | null,
  pageSizeCap: number,
): ListQuery {
  refuseUnknownParameters(parameters, KNOWN);
  const limit = parseInteger(parameters.get('limit') ?? '0');
  const token = parameters.get('continue') ?? '';
  return {
    namespace,
    labels: parseLabelSelector(parameters.get('labelSelector') ?? ''),
    fields: parseFieldSelector(parameters.get('fieldSelector') ?? '', resource),
    limit: limit > 0 ? Math.min(limit, pageSizeCap) : noLimit(pageSizeCap),
    continue: token === '' ? null : readContinueToken(token),
  };
}

function noLimit(pageSizeCap: number): number {
  return pageSizeCap === Number.POSITIVE_INFINITY ? 0 : pageSizeCap;
}
