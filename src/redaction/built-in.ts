import type { BlockRule } from './blocks/block.ts';
import { keyOnOneLine } from './blocks/key-line.ts';
import { findNextLineValues } from './blocks/next-line.ts';
import { findPrivateKeyLines } from './blocks/private-key.ts';
import { findPuttyKeyLines } from './blocks/putty-key.ts';
import { markedCredentials } from './forms/marked.ts';
import { tokenRule } from './forms/token.ts';
import { wrappedRule } from './forms/wrapped.ts';
import { namedCredentials } from './names/named.ts';
import { memberCredentials } from './names/member.ts';
import { commandCredentials } from './places/command.ts';
import { cookieCredentials } from './places/cookie.ts';
import { headerCredentials } from './places/header.ts';
import { loginCredentials } from './places/login.ts';
import { signatureCredentials } from './places/signature.ts';
import { urlCredentials } from './places/url.ts';
import { groupRules, type RuleGroup } from './rules/rule.ts';

// What stands behind a value is named as what stands before one: the hint of the one is that of both.
const named: RuleGroup = { hint: namedCredentials.hint, rules: [namedCredentials, memberCredentials] };

/** One group a kind: small expressions rule a line out faster than a large one. The order is that of names, the more telling first. */
const builtIn: readonly RuleGroup[] = [
  { hint: tokenRule.hint, rules: [tokenRule] },
  groupRules([keyOnOneLine, ...markedCredentials], 'i'),
  groupRules(urlCredentials, 'i'),
  groupRules(signatureCredentials, 'i'),
  groupRules([...headerCredentials, cookieCredentials], 'i'),
  groupRules([commandCredentials], ''),
  groupRules(loginCredentials, 'i'),
  named,
];
const wrapped = wrappedRule(builtIn.flatMap(({ rules }) => rules));
export const GROUPS: readonly RuleGroup[] = [...builtIn, { hint: wrapped.hint, rules: [wrapped] }];
/** What only the neighbours of a line tell. */
export const BLOCKS: readonly BlockRule[] = [findPrivateKeyLines, findPuttyKeyLines, findNextLineValues];
