import { patternRule } from './rule.ts';
import type { RedactionRule } from './rule.ts';

/** Credentials that are known by their own form, wherever they stand, and that secretlint's preset lets through. */
export const tokenFormats: readonly RedactionRule[] = [
  patternRule({
    // https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html#identifiers-unique-ids
    name: 'aws-access-key-id',
    hint: /A[KSB]IA|ACCA/,
    pattern: /(?<![A-Z0-9])(?:A[KSB]IA|ACCA)[A-Z0-9]{16}(?![A-Z0-9])/dg,
  }),
  patternRule({
    // A presigned URL in base64url: https://github.com/kubernetes-sigs/aws-iam-authenticator#api-authorization-from-outside-a-cluster
    name: 'kubernetes-aws-token',
    hint: /k8s-aws-v1\./,
    pattern: /k8s-aws-v1\.[\w-]+/dg,
  }),
  patternRule({
    // Service account tokens too: https://www.rfc-editor.org/rfc/rfc7515#section-3.1, https://www.rfc-editor.org/rfc/rfc7516#section-3.1
    name: 'jwt',
    hint: /eyJ/,
    pattern:
      /(?<![\w-])eyJ[\w-]{5,65536}\.(?:[\w-]{4,65536}\.[\w-]{0,65536}(?:\.[\w-]{0,65536}){0,2}|eyJ[\w-]{4,65536})/dg,
  }),
  patternRule({
    // https://cloud.google.com/docs/authentication/api-keys, https://developers.google.com/identity/protocols/oauth2#size
    name: 'google',
    hint: /AIza|ya29\.|GOCSPX-|1\/\/0/,
    pattern: /(?<![\w-])(?:AIza[\w-]{35}(?![\w-])|ya29\.[\w-]{20,}|GOCSPX-[\w-]{20,}|1\/\/0[\w-]{40,})/dg,
  }),
  patternRule({
    // The prefixes besides glpat-, and its routable form with dots: https://docs.gitlab.com/security/tokens/#token-prefixes
    name: 'gitlab',
    hint: /gl(?:pat|oas|dt|rt|cbt|ptt|ft|imt|agent|wt|soat|ffct)-/,
    pattern:
      /(?<![\w-])gl(?:pat|oas|dt|rt|cbt|ptt|ft|imt|agent|wt|soat|ffct)-[\w-]{20,}(?:\.[\w-]{2,}){0,2}/dg,
  }),
  patternRule({
    // Admin and OAuth keys too: https://platform.claude.com/docs/en/build-with-claude/administration-api
    name: 'anthropic',
    hint: /sk-ant-/,
    pattern: /(?<![\w-])sk-ant-[a-z0-9]+-[\w-]{16,}/dg,
  }),
  patternRule({
    // Without the marker that secretlint waits for: https://platform.openai.com/docs/api-reference/authentication
    name: 'openai',
    hint: /sk-(?:proj|svcacct|admin)-/,
    pattern: /(?<![\w-])sk-(?:proj|svcacct|admin)-[\w-]{32,}/dg,
  }),
  patternRule({
    // https://docs.stripe.com/webhooks#verify-official-libraries
    name: 'stripe',
    hint: /whsec_/,
    pattern: /(?<![\w-])whsec_[A-Za-z0-9+/]{24,}={0,2}/dg,
  }),
  patternRule({
    // What a kubeconfig's client-key-data holds: base64 of "-----BEGIN … PRIVATE KEY", https://www.rfc-editor.org/rfc/rfc7468#section-10
    name: 'private-key',
    hint: /LS0tLS1CRUdJTi/,
    pattern:
      /LS0tLS1CRUdJTi(?:BQUklWQVRF|BSU0EgUFJJVkFUR|BFQyBQUklWQVRF|BEU0EgUFJJVkFUR|BPUEVOU1NIIFBSSVZBVE|BFTkNSWVBURUQgUFJJVkFUR)[A-Za-z0-9+/]+={0,2}/dg,
  }),
];
