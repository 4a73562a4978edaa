/** A field of a cron expression, and what EventBridge Scheduler lets stand in it. */
interface Field {
  readonly name: string;
  readonly allowed: string;
  readonly lowest: number;
  readonly highest: number;
  /** Of `lowest` and the numbers behind it. */
  readonly names?: readonly string[];
  readonly hasSteps: boolean;
  /** What stands in the field alone, if at all: a day is named in one way only. */
  readonly alone?: RegExp;
}

const MONTHS = ['JAN', 'FEB', 'MAR', 'APR', 'MAY', 'JUN', 'JUL', 'AUG', 'SEP', 'OCT', 'NOV', 'DEC'];
const WEEKDAYS = ['SUN', 'MON', 'TUE', 'WED', 'THU', 'FRI', 'SAT'];
const WEEKDAY = `[1-7]|${WEEKDAYS.join('|')}`;

/** https://docs.aws.amazon.com/scheduler/latest/UserGuide/schedule-types.html#cron-based */
const FIELDS: readonly Field[] = [
  { name: 'minutes', allowed: '0-59 and , - * /', lowest: 0, highest: 59, hasSteps: true },
  { name: 'hours', allowed: '0-23 and , - * /', lowest: 0, highest: 23, hasSteps: true },
  {
    name: 'day of month',
    allowed: '1-31 and , - * /, or alone ?, L (the last day) or 15W (the weekday nearest the 15th)',
    lowest: 1,
    highest: 31,
    hasSteps: true,
    alone: /^(?:\?|L|(?:[1-9]|[12]\d|3[01])W)$/i,
  },
  {
    name: 'month',
    allowed: '1-12 or JAN-DEC and , - * /',
    lowest: 1,
    highest: 12,
    names: MONTHS,
    hasSteps: true,
  },
  {
    name: 'day of week',
    allowed:
      '1-7 or SUN-SAT and , - *, or alone ?, L (Saturday), 6L (the last Friday of a month) or 2#1 (its first Monday)',
    lowest: 1,
    highest: 7,
    names: WEEKDAYS,
    hasSteps: false,
    alone: new RegExp(`^(?:\\?|L|(?:${WEEKDAY})L|(?:${WEEKDAY})#[1-5])$`, 'i'),
  },
  { name: 'year', allowed: '1970-2199 and , - * /', lowest: 1970, highest: 2199, hasSteps: true },
];

/** An expression's fields, from the minutes on. */
export function splitFields(expression: string): readonly string[] {
  return expression.trim().split(/\s+/);
}

/** What is wrong with a cron expression of EventBridge Scheduler, in words that do not quote it; null when nothing is. */
export function findCronMistake(expression: string): string | null {
  const texts = splitFields(expression);
  if (texts.length !== FIELDS.length) {
    return `six fields with a space between: ${FIELDS.map((field) => field.name).join(', ')}; as "0 6 ? * MON-FRI *"`;
  }
  const wrong = FIELDS.filter((field, index) => !isField(field, texts[index] ?? ''));
  if (wrong.length > 0)
    return wrong.map(({ name, allowed }) => `the ${name} field may hold ${allowed}`).join('; ');
  if ((texts[2] === '?') === (texts[4] === '?'))
    return 'exactly one of day of month and day of week must be "?"';
  return null;
}

function isField(field: Field, text: string): boolean {
  return field.alone?.test(text) === true || text.split(',').every((item) => isItem(field, item));
}

/** `*`, `5`, `1-5`, `MON-FRI`, `0/15`, `8-18/2`. */
function isItem(field: Field, item: string): boolean {
  const [range = '', step, ...more] = item.split('/');
  if (more.length > 0 || (step !== undefined && !isStep(field, step))) return false;
  if (range === '*') return true;
  const ends = range.split('-').map((end) => readValue(field, end) ?? Number.NaN);
  const [first = Number.NaN, last = first] = ends;
  return ends.length <= 2 && first <= last;
}

function isStep({ hasSteps, highest }: Field, step: string): boolean {
  return hasSteps && /^\d{1,4}$/.test(step) && Number(step) >= 1 && Number(step) <= highest;
}

function readValue({ lowest, highest, names = [] }: Field, text: string): number | undefined {
  const place = names.indexOf(text.toUpperCase());
  if (place >= 0) return lowest + place;
  const value = /^\d{1,4}$/.test(text) ? Number(text) : Number.NaN;
  return value >= lowest && value <= highest ? value : undefined;
}
