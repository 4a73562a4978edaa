import { checkInteger, checkLabelKey, checkLabelValues, refuseRequirement } from './label-name.ts';
import { lexSelector, type SelectorToken } from './label-token.ts';
import type { LabelRequirement } from './label.ts';
import { refuseAsBadRequest } from '../answers/status-failure.ts';

/**
 * Parses as the API server does, down to the words of its refusals.
 * https://github.com/kubernetes/kubernetes/blob/v1.36.0/staging/src/k8s.io/apimachinery/pkg/labels/selector.go
 * @throws RefusedRequest 400 for a selector that the API server refuses
 */
export function parseLabelSelector(text: string): readonly LabelRequirement[] {
  return new SelectorParser(lexSelector(text)).parse();
}

class SelectorParser {
  readonly #tokens: readonly SelectorToken[];
  #position = 0;

  constructor(tokens: readonly SelectorToken[]) {
    this.#tokens = tokens;
  }

  parse(): readonly LabelRequirement[] {
    const requirements: LabelRequirement[] = [];
    while (this.#peek().kind !== 'end') {
      if (!isRequirementStart(this.#peek())) {
        throw refuseAsBadRequest(`found '${this.#peek().text}', expected: !, identifier, or 'end of string'`);
      }
      requirements.push(this.#parseRequirement());
      const separator = this.#next();
      if (separator.kind === 'end') break;
      if (separator.text !== ',') {
        throw refuseAsBadRequest(`found '${separator.text}', expected: ',' or 'end of string'`);
      }
      if (!isRequirementStart(this.#peek())) {
        throw refuseAsBadRequest(`found '${this.#peek().text}', expected: identifier after ','`);
      }
    }
    return requirements;
  }

  #parseRequirement(): LabelRequirement {
    const negated = this.#peek().text === '!';
    if (negated) this.#next();
    const key = this.#next();
    if (key.kind !== 'word') throw refuseRequirement(`found '${key.text}', expected: identifier`);
    checkLabelKey(key.text);
    const after = this.#peek();
    if (negated) return { key: key.text, operator: 'does not exist', values: [] };
    if (after.kind === 'end' || after.text === ',') return { key: key.text, operator: 'exists', values: [] };
    return this.#parseComparison(key.text);
  }

  #parseComparison(key: string): LabelRequirement {
    const operator = this.#next().text;
    switch (operator) {
      case '=':
      case '==':
        return { key, operator: 'in', values: checkLabelValues(key, [this.#parseExactValue()]) };
      case '!=':
        return { key, operator: 'notin', values: checkLabelValues(key, [this.#parseExactValue()]) };
      case 'in':
      case 'notin':
        return { key, operator, values: checkLabelValues(key, this.#parseValues()) };
      case '>':
      case '<':
        return { key, operator, values: [checkInteger(this.#parseExactValue())] };
      default:
        throw refuseRequirement(`found '${operator}', expected: in, notin, =, ==, !=, gt, lt`);
    }
  }

  #parseExactValue(): string {
    const token = this.#peek();
    if (token.kind === 'end' || token.text === ',') return '';
    this.#next();
    if (token.kind !== 'word') throw refuseRequirement(`found '${token.text}', expected: identifier`);
    return token.text;
  }

  #parseValues(): readonly string[] {
    const open = this.#next();
    if (open.text !== '(') throw refuseRequirement(`found '${open.text}' expected: '('`);
    const first = this.#peek();
    if (first.kind !== 'word' && first.text !== ',' && first.text !== ')') {
      throw refuseRequirement(`found '${first.text}', expected: ',', ')' or identifier`);
    }
    const values: string[] = [];
    for (;;) {
      values.push(this.#peek().kind === 'word' ? this.#next().text : '');
      const separator = this.#next();
      if (separator.text === ')') return values;
      if (separator.text !== ',') throw refuseRequirement(`found '${separator.text}', expected: ',' or ')'`);
    }
  }

  #peek(): SelectorToken {
    return this.#tokens[this.#position] ?? { kind: 'end', text: '' };
  }

  #next(): SelectorToken {
    const token = this.#peek();
    this.#position += 1;
    return token;
  }
}

function isRequirementStart(token: SelectorToken): boolean {
  return token.kind === 'word' || token.text === '!';
}
