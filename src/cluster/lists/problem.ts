import type { MalformedField } from '../../snapshot/kubernetes/parser.ts';
import { makeProblem, type Problem } from '../../snapshot/model/problem.ts';
import type { ClusterRequest } from '../get/request.ts';
import { readField } from './collection.ts';

/** The list went on from the same place at a later moment. */
export function describeInconsistent({ attempted, object }: ClusterRequest): Problem {
  return makeProblem({
    code: 'LIST_INCONSISTENT',
    attempted,
    object,
    why: 'the cluster changed while the list was read, so that its pages are of different moments',
    advice: 'An object that changed in between may be missing: the next run will tell',
    httpStatus: 410,
  });
}

/** An object, or fields of it, in a shape that Kubernetes does not document. */
export function describeMalformed(
  { resource, object, namespace }: ClusterRequest,
  raw: unknown,
  malformed: readonly MalformedField[],
  isLost: boolean,
): Problem {
  const name = readName(raw, namespace === '');
  const fields = [
    ...new Set(malformed.map(({ path, why }) => `${path === '' ? 'the object' : path}: ${why}`)),
  ];
  return makeProblem({
    code: 'OBJECT_MALFORMED',
    attempted: 'understanding',
    object: name === null ? `one of ${object}` : `${name} of ${object}`,
    why: `${fields.join('; ')}; ${isLost ? 'it is left out' : 'these fields are taken as not known'}`,
    advice: `Check what answers for ${resource}: Kubernetes does not send this`,
  });
}

function readName(raw: unknown, isOfAnyNamespace: boolean): string | null {
  const metadata = readField(raw, 'metadata');
  const [namespace, name] = [readField(metadata, 'namespace'), readField(metadata, 'name')];
  if (typeof name !== 'string') return null;
  return isOfAnyNamespace && typeof namespace === 'string' ? `${namespace}/${name}` : name;
}

const TOLERATED_SECONDS = 60;

/** Times of the cluster's in a report whose own time is of another clock mislead when the two are apart. */
export function describeClocksApart(aheadMilliseconds: number | null): readonly Problem[] {
  const difference = Math.round((aheadMilliseconds ?? 0) / 1000);
  if (Math.abs(difference) <= TOLERATED_SECONDS) return [];
  return [
    makeProblem({
      code: 'CLOCKS_APART',
      attempted: 'comparing clocks with',
      object: 'the cluster',
      why: `the cluster's clock is ${Math.abs(difference)} s ${difference > 0 ? 'ahead of' : 'behind'} the reporter's`,
      advice: 'Times of Jobs, pods and log lines are by the cluster’s clock; set both clocks by NTP',
    }),
  ];
}
