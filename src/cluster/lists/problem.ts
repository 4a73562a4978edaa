import type { MalformedField } from '../../snapshot/kubernetes/parser.ts';
import { makeProblem, nameObjects, nameTrouble, type Problem } from '../../snapshot/model/problem.ts';
import type { ClusterRequest } from '../get/request.ts';
import { readField } from './collection.ts';
import { TOO_LARGE } from './item-cutter.ts';

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

/** Troubles of a list's objects that are told apart. */
const MOST_TOLD = 50;
/** Fields of one object that are named. */
const MOST_FIELDS = 5;
/** A name of Kubernetes is no longer. */
const LONGEST_WORD = 253;

/** An object, or fields of it, in a shape that Kubernetes does not document. */
export function describeMalformed(
  { resource, object, namespace }: ClusterRequest,
  raw: unknown,
  malformed: readonly MalformedField[],
  isLost: boolean,
): Problem {
  const name = readName(raw, namespace === '');
  const fields = [...new Set(malformed.map(wordField))];
  const more = fields.length - MOST_FIELDS;
  const named = `${fields.slice(0, MOST_FIELDS).join('; ')}${more > 0 ? `; and ${more} more` : ''}`;
  return makeProblem({
    code: 'OBJECT_MALFORMED',
    attempted: 'understanding',
    object: name === null ? `one of ${object}` : `${name} of ${object}`,
    why:
      raw === TOO_LARGE
        ? 'it is larger than etcd takes; it is left out'
        : `${named}; ${isLost ? 'it is left out' : 'these fields are taken as not known'}`,
    advice: `Check what answers for ${resource}: Kubernetes does not send this`,
  });
}

function readName(raw: unknown, isOfAnyNamespace: boolean): string | null {
  const metadata = readField(raw, 'metadata');
  const [namespace, name] = [readField(metadata, 'namespace'), readField(metadata, 'name')];
  if (typeof name !== 'string') return null;
  const full = isOfAnyNamespace && typeof namespace === 'string' ? `${namespace}/${name}` : name;
  return full.slice(0, 2 * LONGEST_WORD);
}

function wordField({ path, why }: MalformedField): string {
  return `${path === '' ? 'the object' : path.slice(0, LONGEST_WORD)}: ${why.slice(0, LONGEST_WORD)}`;
}

/** What malformed objects have in common is said once, an object a problem; a server may send as many mistakes as it likes. */
export function foldMalformed(problems: readonly Problem[]): readonly Problem[] {
  const alike = [...Map.groupBy(problems, nameTrouble).values()];
  const told = alike.slice(0, MOST_TOLD).flatMap(nameAll);
  const others = alike.slice(MOST_TOLD);
  const why = `${others.length} more shapes that Kubernetes does not document; what could not be read of them is left out`;
  return [...told, ...nameAll(others.flat()).map((problem) => ({ ...problem, why }))];
}

/** One problem of all these; none of none. */
function nameAll(problems: readonly Problem[]): readonly Problem[] {
  const objects = new Set(problems.map(({ object }) => object));
  const count = problems.length;
  return problems.slice(0, 1).map((first) => ({ ...first, object: nameObjects([...objects], count), count }));
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
