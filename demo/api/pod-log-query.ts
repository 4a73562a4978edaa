import { parseBoolean, parseInteger, refuseUnknownParameters } from './query-parameter.ts';
import { RefusedRequest } from './answers/status-failure.ts';

/** `PodLogOptions`, as far as they are embedded. */
export interface PodLogQuery {
  /** Null: not named. */
  readonly container: string | null;
  readonly previous: boolean;
  readonly timestamps: boolean;
  /** Null: all lines. */
  readonly tailLines: number | null;
  /** Null: all bytes. */
  readonly limitBytes: number | null;
}

interface Cause {
  readonly reason: string;
  readonly message: string;
  readonly field: string;
}

const KNOWN = new Set(['container', 'previous', 'timestamps', 'tailLines', 'limitBytes', 'stream']);

/**
 * @throws RefusedRequest 400 and 422 for what the API server refuses, 501 for a parameter that is not embedded
 */
export function parsePodLogQuery(parameters: URLSearchParams, podName: string): PodLogQuery {
  refuseUnknownParameters(parameters, KNOWN);
  const query = {
    container: parameters.get('container'),
    previous: parseBoolean(parameters.get('previous')),
    timestamps: parseBoolean(parameters.get('timestamps')),
    tailLines: parseOptional(parameters.get('tailLines')),
    limitBytes: parseOptional(parameters.get('limitBytes')),
  };
  const causes = [...findCauses(query), ...(parameters.has('stream') ? [STREAM_CAUSE] : [])];
  if (causes.length > 0) throw refuseAsInvalid(podName, causes);
  return query;
}

// Servers without the feature gate PodLogsQuerySplitStreams refuse it; so does this one, that no client relies on it.
const STREAM_CAUSE: Cause = {
  reason: 'FieldValueForbidden',
  message: 'Forbidden: may not be specified',
  field: 'stream',
};

// https://github.com/kubernetes/kubernetes/blob/v1.36.0/pkg/apis/core/validation/validation.go (ValidatePodLogOptions)
function findCauses({ tailLines, limitBytes }: PodLogQuery): readonly Cause[] {
  return [
    ...(tailLines !== null && tailLines < 0
      ? [causeOf('tailLines', tailLines, 'must be greater than or equal to 0')]
      : []),
    ...(limitBytes !== null && limitBytes < 1
      ? [causeOf('limitBytes', limitBytes, 'must be greater than 0')]
      : []),
  ];
}

function causeOf(field: string, value: number, rule: string): Cause {
  return { reason: 'FieldValueInvalid', message: `Invalid value: ${value}: ${rule}`, field };
}

function refuseAsInvalid(podName: string, causes: readonly Cause[]): RefusedRequest {
  const worded = causes.map(({ field, message }) => `${field}: ${message}`);
  const why = worded.length === 1 ? worded.join('') : `[${worded.join(', ')}]`;
  return new RefusedRequest({
    code: 422,
    reason: 'Invalid',
    message: `PodLogOptions "${podName}" is invalid: ${why}`,
    details: { name: podName, kind: 'PodLogOptions', causes },
  });
}

function parseOptional(text: string | null): number | null {
  return text === null ? null : parseInteger(text);
}
