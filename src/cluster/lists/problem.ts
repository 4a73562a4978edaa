import type { MalformedField } from '../../snapshot/kubernetes/parser.ts';
import type { Problem } from '../../snapshot/model/problem.ts';
import type { ClusterRequest } from '../get/request.ts';

/** The list went on from the same place at a later moment. */
export function describeInconsistent({ attempted, object }: ClusterRequest): Problem {
  return {
    code: 'LIST_INCONSISTENT',
    attempted,
    object,
    why: 'the cluster changed while the list was read, so that its pages are of different moments',
    advice: 'An object that changed in between may be missing: the next run will tell',
    count: 1,
    httpStatus: 410,
    allowedBy: null,
  };
}

/** An object, or fields of it, in a shape that Kubernetes does not document. */
export function describeMalformed(
  { resource, object }: ClusterRequest,
  raw: unknown,
  malformed: readonly MalformedField[],
  isLost: boolean,
): Problem {
  const name = readName(raw);
  const fields = [
    ...new Set(malformed.map(({ path, why }) => `${path === '' ? 'the object' : path}: ${why}`)),
  ];
  return {
    code: 'OBJECT_MALFORMED',
    attempted: 'understanding',
    object: name === null ? `one of ${object}` : `${name} of ${object}`,
    why: `${fields.join('; ')}; ${isLost ? 'it is left out' : 'these fields are taken as not known'}`,
    advice: `Check what answers for ${resource}: Kubernetes does not send this`,
    count: 1,
    httpStatus: null,
    allowedBy: null,
  };
}

function readName(raw: unknown): string | null {
  const metadata = typeof raw === 'object' && raw !== null && 'metadata' in raw ? raw.metadata : null;
  const name = typeof metadata === 'object' && metadata !== null && 'name' in metadata ? metadata.name : null;
  return typeof name === 'string' ? name : null;
}
