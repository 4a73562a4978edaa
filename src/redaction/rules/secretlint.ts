import { rules as presetRules } from '@secretlint/secretlint-rule-preset-recommend';
import type { SecretLintRuleContext, SecretLintRuleCreator, SecretLintSourceCode } from '@secretlint/types';
import type { RedactionSpan, RuleGroup } from './rule.ts';

const ID_PREFIX = '@secretlint/secretlint-rule-';

/**
 * The vendors' token formats, kept by secretlint, each with the fixed parts that its tokens cannot do without.
 * A rule is named as secretlint names it: https://github.com/secretlint/secretlint#rule-packages
 */
export const SECRETLINT_MARKERS: Readonly<Record<string, readonly string[]>> = {
  github: ['gh[pousr]_', 'github_pat_'],
  gitlab: ['glpat-'],
  slack: ['xox[bpaor]-', 'xapp-', String.raw`hooks\.slack\.`],
  npm: ['npm_'],
  openai: ['sk-'],
  anthropic: ['sk-ant-'],
  stripe: ['[sr]k_(?:live|test)_'],
  sendgrid: [String.raw`SG\.`],
  shopify: ['shp(?:pa|ca|at|ss)_'],
  groq: ['gsk_'],
  huggingface: ['hf_'],
  linear: ['lin_api_'],
  notion: ['ntn_'],
  grafana: ['gl(?:c|sa)_'],
  '1password': ['ops_'],
  'hashicorp-vault': [String.raw`hv[sbr]\.`],
  vercel: ['vc[piark]_'],
  databricks: ['dapi'],
  docker: ['dckr_pat_'],
  figma: ['figd_'],
  cloudflare: ['cf(?:k|ut|at)_'],
  tailscale: ['tskey-'],
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

/** What markers end in, but for one. */
const SIGNS = ['_', '-', '.'] as const;

/** A group for each ending: V8 skips through a text by what few alternatives have in common, and goes through it step by step for many. */
export const secretlintGroups: readonly RuleGroup[] = [
  ...Map.groupBy(Object.values(SECRETLINT_MARKERS).flat(), signOf),
].map(([sign, markers]) => ({
  hint: new RegExp(markers.join('|')),
  rules: presetRules.flatMap((rule) => {
    const name = secretlintName(rule);
    const own = SECRETLINT_MARKERS[name] ?? [];
    const isOfGroup = own.some((marker) => signOf(marker) === sign);
    const find = (text: string) => runRule(rule, name, text);
    return isOfGroup ? [{ names: [name], hint: new RegExp(own.join('|')), find }] : [];
  }),
}));

function signOf(marker: string): string | null {
  return SIGNS.find((sign) => marker.endsWith(sign)) ?? null;
}

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
