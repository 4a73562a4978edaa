import { rules as presetRules } from '@secretlint/secretlint-rule-preset-recommend';
import type { SecretLintRuleContext, SecretLintRuleCreator, SecretLintSourceCode } from '@secretlint/types';
import type { RedactionRule, RedactionSpan } from './redaction-rule.ts';

const ID_PREFIX = '@secretlint/secretlint-rule-';

/**
 * The vendors' token formats, kept by secretlint, each with the fixed part that its tokens cannot do without.
 * A hint begins with the rarest character of that part and looks behind for the rest: lines are done in half the time.
 * A rule is named as secretlint names it: https://github.com/secretlint/secretlint#rule-packages
 */
export const SECRETLINT_HINTS: Readonly<Record<string, RegExp>> = {
  github: /_(?<=gh[pousr]_|github_pat_)/,
  gitlab: /-(?<=glpat-)/,
  slack: /-(?<=xox[bpaor]-|xapp-)|\.(?<=hooks\.slack\.)/,
  npm: /_(?<=npm_)/,
  openai: /-(?<=sk-)/,
  anthropic: /-(?<=sk-ant-)/,
  stripe: /_(?<=[sr]k_(?:live|test)_)/,
  sendgrid: /\.(?<=SG\.)/,
  shopify: /_(?<=shp(?:pa|ca|at|ss)_)/,
  groq: /_(?<=gsk_)/,
  huggingface: /_(?<=hf_)/,
  linear: /_(?<=lin_api_)/,
  notion: /_(?<=ntn_)/,
  grafana: /_(?<=gl(?:c|sa)_)/,
  '1password': /_(?<=ops_)/,
  'hashicorp-vault': /\.(?<=hv[sbr]\.)/,
  vercel: /_(?<=vc[piark]_)/,
  databricks: /dapi/,
  docker: /_(?<=dckr_pat_)/,
  figma: /_(?<=figd_)/,
  cloudflare: /_(?<=cf(?:k|ut|at)_)/,
  tailscale: /-(?<=tskey-)/,
};

/** The preset's rules that are not run here, and why. The project's own rules stand in for those that look for credentials. */
export const SECRETLINT_LEFT_OUT: Readonly<Record<string, string>> = {
  aws: 'reports the wrong range for a secret access key, and lets the documented example keys through',
  basicauth: 'reports the whole URL, http and ftp only',
  'database-connection-string': 'reports the whole URL, and lets simple passwords through',
  privatekey: 'needs the whole block at once, which a tail of a log need not hold',
  gcp: 'reads key files from disk',
  'filter-comments': 'would let a log line switch redaction off',
};

export const secretlintRules: readonly RedactionRule[] = presetRules.flatMap((rule) => {
  const name = secretlintName(rule);
  const hint = SECRETLINT_HINTS[name];
  return hint === undefined
    ? []
    : [{ names: [name], hint, find: (text: string) => runRule(rule, name, text) }];
});

export function secretlintName(rule: SecretLintRuleCreator): string {
  return rule.meta.id.replace(ID_PREFIX, '');
}

function runRule(rule: SecretLintRuleCreator, name: string, text: string): readonly RedactionSpan[] {
  const spans: RedactionSpan[] = [];
  const context: SecretLintRuleContext = {
    sharedOptions: {},
    // The message stays empty: rendered, it would hold the credential.
    createTranslator: () => (messageId, props) => ({
      message: '',
      messageId: String(messageId),
      data: props,
    }),
    report: ({ range: [start, end] }) => spans.push({ start, end, rule: name }),
    ignore: () => undefined,
  };
  void rule.create(context, {}).file?.(oneLineSource(text));
  return spans;
}

function oneLineSource(content: string): SecretLintSourceCode {
  return {
    content,
    contentType: 'text',
    ext: '.log',
    hasBOM: false,
    filePath: 'container.log',
    physicalFilePath: undefined,
    getFilePath: () => 'container.log',
    getPhysicalFilePath: () => undefined,
    indexToPosition: (index) => ({ line: 1, column: index }),
    positionToIndex: ({ column }) => column,
    rangeToLocation: ([start, end]) => ({ start: { line: 1, column: start }, end: { line: 1, column: end } }),
    locationToRange: ({ start, end }) => [start.column, end.column],
  };
}
