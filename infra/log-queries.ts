import { QueryDefinition, QueryString, type ILogGroup } from 'aws-cdk-lib/aws-logs';
import type { Construct } from 'constructs';

/** What the log knows of the runs and no metric tells, as CloudWatch Logs Insights asks for it: a query of a line a step. */
export const RUN_QUERIES = {
  'runs of each target': [
    'filter ispresent(ReportsStored)',
    'stats count(*) as reports, sum(ReportsIncomplete) as incomplete, latest(JobsFailed) as failed, latest(JobsRunning) as running, latest(LogsNotRead) as logsNotRead, latest(Problems) as problems, max(Duration) as slowestMilliseconds by target',
    'sort failed desc',
  ],
  'slow runs': [
    'filter ispresent(Duration)',
    'sort Duration desc',
    'display @timestamp, target, Duration, LogsRead, LogsNotRead',
    'limit 50',
  ],
  'problems by code': [
    'filter ispresent(verdict)',
    'filter verdict != "COMPLETE"',
    'stats count(*) as reports by target, verdict, problems.0',
    'sort reports desc',
  ],
  'last complaints': [
    'fields @timestamp, level, target, message',
    "filter level in ['ERROR', 'WARN']",
    'sort @timestamp desc',
    'limit 50',
  ],
} as const satisfies Readonly<Record<string, readonly string[]>>;

/** Saves the queries where a person finds them in the console: below the reporter's name. */
export function saveQueries(scope: Construct, name: string, logGroup: ILogGroup): readonly QueryDefinition[] {
  return Object.entries(RUN_QUERIES).map(
    ([title, lines]) =>
      new QueryDefinition(scope, `Query-${title.replaceAll(' ', '-')}`, {
        queryDefinitionName: `${name}/${title}`,
        queryString: new SavedQuery(lines),
        logGroups: [logGroup],
      }),
  );
}

/** CDK would put the steps into an order of its own. */
class SavedQuery extends QueryString {
  readonly #lines: readonly string[];

  constructor(lines: readonly string[]) {
    super();
    this.#lines = lines;
  }

  override toString(): string {
    return this.#lines.join('\n| ');
  }
}
