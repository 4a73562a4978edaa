import { ReporterError } from '../../errors.ts';
import { problemCode, type Problem } from '../../snapshot/model/problem.ts';
import { describeMistake } from './failure.ts';
import type { KubeconfigSource } from '../connection/session.ts';

/** Why there was no way to the cluster. */
export function describeUnusable(error: unknown, { name }: KubeconfigSource): Problem {
  if (!(error instanceof ReporterError)) return describeMistake(error, 'reading', name);
  const code = problemCode.safeParse(error.code);
  const { attempted, object, why, advice } = error.detail;
  return {
    code: code.success ? code.data : 'KUBECONFIG_UNREADABLE',
    attempted,
    object: object === 'the kubeconfig' ? `the kubeconfig of ${name}` : object,
    why,
    advice,
    count: 1,
    httpStatus: null,
    allowedBy: null,
  };
}

type Environment = Readonly<Record<string, string | undefined>>;

/** With it Node trusts whoever answers. https://nodejs.org/docs/latest-v24.x/api/cli.html#node_tls_reject_unauthorizedvalue */
const TLS_SWITCH = 'NODE_TLS_REJECT_UNAUTHORIZED';

/** What each report must say where verifying is switched off for the whole process, though no client here follows it. */
export function noticeTlsSwitch(env: Environment): readonly Problem[] {
  if (env[TLS_SWITCH] !== '0') return [];
  return [
    {
      code: 'TLS_SWITCH_IGNORED',
      attempted: 'verifying servers, by',
      object: `${TLS_SWITCH} of the environment`,
      why: 'it is 0, which would trust whoever answers, and was not followed',
      advice:
        'Remove it from the environment; to trust a certificate authority of your own, name it in the kubeconfig, or by NODE_EXTRA_CA_CERTS',
      count: 1,
      httpStatus: null,
      allowedBy: null,
    },
  ];
}

export function describeBadNamespace(namespace: string): Problem {
  return {
    code: 'REQUEST_REFUSED',
    attempted: 'looking into',
    object: `namespace ${JSON.stringify(namespace)}`,
    why: 'this cannot be the name of a namespace',
    advice: 'Give small letters, digits and "-"',
    count: 1,
    httpStatus: null,
    allowedBy: null,
  };
}

/** Who looks at all namespaces needs every right for all of them: a log's too, though it is asked for in one. */
export function widenRule(problem: Problem): Problem {
  const { allowedBy } = problem;
  return allowedBy === null ? problem : { ...problem, allowedBy: { ...allowedBy, namespace: '' } };
}
