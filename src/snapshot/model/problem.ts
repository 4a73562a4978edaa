import * as z from 'zod';
import type { PROBLEMS } from '../../messages/problem.ts';

/** What keeps a report from being whole. What each says stands in src/messages. */
export const problemCode = z.enum([
  'KUBECONFIG_UNREADABLE',
  'KUBECONFIG_INVALID',
  'CREDENTIALS_UNSUPPORTED',
  'CREDENTIALS_UNAVAILABLE',
  'CONNECTION_REFUSED',
  'CONNECTION_BROKEN',
  'NAME_NOT_RESOLVED',
  'SERVER_REFUSED',
  'PROXY_FAILED',
  'TLS_UNTRUSTED',
  'TLS_REFUSED',
  'TLS_NOT_VERIFIED',
  'TLS_SWITCH_IGNORED',
  'TIMED_OUT',
  'UNAUTHORIZED',
  'FORBIDDEN',
  'NOT_FOUND',
  'REQUEST_REFUSED',
  'TOO_MANY_REQUESTS',
  'SERVER_ERROR',
  'ANSWER_UNREADABLE',
  'OBJECT_MALFORMED',
  'LIST_INCONSISTENT',
  'LIST_CUT',
  'NODE_UNREACHABLE',
  'NODE_REFUSED',
  'LOG_UNAVAILABLE',
  'LOG_ENDLESS',
  'LOG_SKIPPED',
  'CLOCKS_APART',
  'INTERNAL_ERROR',
] satisfies readonly (keyof typeof PROBLEMS)[]);

/** What was attempted, where it was a log. */
export const READING_A_LOG = 'reading the log of';

/** A rule of an RBAC Role that would have allowed what was denied. */
export const rbacRule = z.strictObject({
  apiGroup: z.string(),
  resource: z.string(),
  verb: z.enum(['get', 'list']),
  namespace: z.string().describe('Empty: all namespaces, by a ClusterRoleBinding'),
});

export const problemSchema = z.strictObject({
  code: problemCode,
  attempted: z.string(),
  /** The object, or the first of the `count` objects that met the same and how many more there are. */
  object: z.string(),
  why: z.string(),
  advice: z.string(),
  count: z.int().min(1),
  httpStatus: z.int().nullable(),
  allowedBy: rbacRule.nullable(),
});

export type ProblemCode = z.infer<typeof problemCode>;
export type RbacRule = Readonly<z.infer<typeof rbacRule>>;
export type Problem = Readonly<z.infer<typeof problemSchema>>;

type ProblemDetail = Pick<Problem, 'code' | 'attempted' | 'object' | 'why' | 'advice'> & Partial<Problem>;

/** Of one object, without an answer of HTTP and with no right missing, unless told. */
export function makeProblem(detail: ProblemDetail): Problem {
  return { count: 1, httpStatus: null, allowedBy: null, ...detail };
}

/** One line for a person: what was attempted, on which object, why it failed, what to do. */
export function wordProblem({ code, attempted, object, why, advice, allowedBy }: Problem): string {
  const rule = allowedBy === null ? '' : `: ${wordRule(allowedBy)}`;
  return `${code}: ${attempted} ${object}: ${why}. ${advice}${rule}`;
}

/** As it would stand in the `rules` of a Role, or of a ClusterRole where all namespaces are looked at. https://kubernetes.io/docs/reference/access-authn-authz/rbac/#role-example */
function wordRule({ apiGroup, resource, verb, namespace }: RbacRule): string {
  const where = namespace === '' ? ' in a ClusterRole, by a ClusterRoleBinding' : '';
  return `{apiGroups: ["${apiGroup}"], resources: ["${resource}"], verbs: ["${verb}"]}${where}`;
}

/** What is quoted, and what a container's runtime calls it. */
const NAMES = /"[^"]*"|\b[a-z][a-z-]*:\/\/[0-9a-f]{12,}/g;
const NAMED_OBJECTS = 3;

/** The same trouble met on many objects is said once, with the first of them and how many there are. */
export function mergeProblems(problems: readonly Problem[]): readonly Problem[] {
  return [...Map.groupBy(problems, nameTrouble).values()].flatMap((group) => {
    const [first] = group;
    if (first === undefined || group.length === 1) return group;
    const counts = new Map(group.map(({ object, count }) => [object, count]));
    const count = [...counts.values()].reduce((sum, each) => sum + each, 0);
    return [{ ...first, object: nameObjects([...counts.keys()], counts.size), count }];
  });
}

/** The same for two problems that differ by their objects only. Messages of Kubernetes quote the object that they speak of. */
export function nameTrouble({ code, attempted, why, httpStatus, allowedBy }: Problem): string {
  return JSON.stringify([code, attempted, why.replaceAll(NAMES, '""'), httpStatus, allowedBy]);
}

/** The first of so many objects, of which some at least are given, and how many more there are. */
export function nameObjects(objects: readonly string[], count: number): string {
  const named = objects.slice(0, NAMED_OBJECTS);
  const others = count - named.length;
  return others > 0 ? `${named.join(', ')} and ${others} more` : named.join(', ');
}
