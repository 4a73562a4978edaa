/**
 * Credentials that open nothing, put together as the tests run: written out, they would trip the scanners that guard pushes.
 * Their bodies repeat one short string, which no generator makes.
 */
const body = (length: number): string => 'Fake0'.repeat(Math.ceil(length / 5)).slice(0, length);
const hex = (length: number): string => 'fa4e0'.repeat(Math.ceil(length / 5)).slice(0, length);
const base64Url = (text: string): string => Buffer.from(text).toString('base64url');

/** From AWS's documentation: https://docs.aws.amazon.com/IAM/latest/UserGuide/security-creds.html */
export const ACCESS_KEY_ID = ['AKIA', 'IOSFODNN7EXAMPLE'].join('');
export const SECRET_ACCESS_KEY = ['wJalrXUtnFEMI', 'K7MDENG', 'bPxRfiCYEXAMPLEKEY'].join('/');

export const JWT = ['{"alg":"HS256"}', '{"sub":"bot"}', 'signature-test'].map(base64Url).join('.');

/** One of each of secretlint's token formats, by the name of its rule. */
export const VENDOR_TOKENS: Readonly<Record<string, readonly string[]>> = {
  github: [`ghp_${body(36)}`, `github_pat_${body(82)}`, `ghs_1_${JWT}`],
  gitlab: [`glpat-${body(20)}`],
  slack: [`xoxb-${'1'.repeat(12)}-${body(24)}`, `xapp-1-${body(10)}-${body(20)}`],
  npm: [`npm_${body(36)}`],
  openai: [`sk-${body(20)}T3BlbkFJ${body(20)}`],
  anthropic: [`sk-ant-api03-${body(93)}AA`],
  stripe: [`sk_live_${body(24)}`, `rk_test_${body(30)}`],
  sendgrid: [`SG.${body(22)}.${body(43)}`],
  shopify: [`shpat_${hex(32)}`],
  groq: [`gsk_${body(52)}`],
  huggingface: [`hf_${'Fake'.repeat(9).slice(0, 34)}`],
  linear: [`lin_api_${body(40)}`],
  notion: [`ntn_${'1'.repeat(11)}${body(35)}`],
  grafana: [`glc_${body(40)}`, `glsa_${body(32)}_${hex(8)}`],
  '1password': [
    `ops_${Buffer.from(`{"email":"fake@example.com","pad":"${'x'.repeat(80)}","auth":{}}`).toString('base64')}`,
  ],
  'hashicorp-vault': [`hvs.${body(95)}`, `hvb.${body(140)}`],
  vercel: [`vcp_${body(24)}`],
  databricks: [`dapi${hex(32)}`],
  docker: [`dckr_pat_${body(27)}`],
  figma: [`figd_${body(40)}`],
  cloudflare: [`cfut_${body(40)}${hex(8)}`],
  tailscale: [`tskey-auth-${body(12)}-${body(32)}`],
};

/** Formats that secretlint's preset lets through, by the project's own rule. */
export const OWN_TOKENS: Readonly<Record<string, readonly string[]>> = {
  'aws-access-key-id': [ACCESS_KEY_ID, `ASIA${'F4KE'.repeat(4)}`],
  'kubernetes-aws-token': [`k8s-aws-v1.${base64Url('https://sts.amazonaws.com/?Action=GetCallerIdentity')}`],
  jwt: [JWT, `${JWT}.${body(12)}.${body(12)}`, JWT.split('.').slice(0, 2).join('.')],
  google: [`AIza${body(35)}`, `ya29.${body(30)}`, `GOCSPX-${body(28)}`, `1//0${body(44)}`],
  gitlab: [`gldt-${body(20)}`, `glrt-${body(20)}`, `glpat-${body(27)}.01.${body(9)}`],
  anthropic: [`sk-ant-admin01-${body(60)}`, `sk-ant-oat01-${body(60)}`],
  openai: [`sk-proj-${body(48)}`, `sk-svcacct-${body(48)}`],
  stripe: [`whsec_${body(32)}`],
  'private-key': [Buffer.from(fakePrivateKey('RSA PRIVATE KEY').join('\n')).toString('base64')],
};

/** A block as openssl writes it, with a body that decodes to nothing. */
export function fakePrivateKey(label: string, fullLines = 3): readonly string[] {
  return [
    `-----BEGIN ${label}-----`,
    ...Array.from({ length: fullLines }, () => body(64)),
    `${body(22)}==`,
    `-----END ${label}-----`,
  ];
}
