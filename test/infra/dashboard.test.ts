import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { makeContext, SCHEDULED, startFunctionWorld } from '../lambda/function-world.ts';
import { listAlarms } from './deployed-alarm.ts';
import type { DeployedTemplate } from './deployed-template.ts';
import { SMALL_CONFIG } from './small-config.ts';
import { findResource, listResources, synthesizeStack } from './synthesized-stack.ts';

const small = synthesizeStack(SMALL_CONFIG);

describe('the dashboard', () => {
  it('is called by the reporter and the region: an account has one of a name', () => {
    const { properties } = findResource(small, 'AWS::CloudWatch::Dashboard');

    expect(properties).toMatchObject({ DashboardName: 'reporter-eu-central-1' });
  });

  it('shows the alarms, the reports of all targets, the function and its complaints', () => {
    const widgets = listWidgets(small);

    expect(widgets.map(({ type, properties }) => [type, properties.title])).toEqual([
      ['alarm', 'Alarms'],
      ['metric', 'Failed Jobs'],
      ['metric', 'Reports that are not complete'],
      ['metric', 'Reports stored'],
      ['log', 'Runs of each target'],
      ['metric', 'Function'],
      ['log', 'Last complaints'],
    ]);
    expect(widgets[0]?.properties.alarms).toHaveLength(7);
    expect(widgets[1]?.properties.metrics).toEqual([
      [
        {
          expression: `SEARCH('{"K8sJobReporter/reporter",target} MetricName="JobsFailed"', 'Maximum')`,
        },
      ],
    ]);
  });
});

describe('the metrics that alarms and graphs ask for', () => {
  it('are sent by each run, under their namespace and with their one dimension', async () => {
    const variables = readVariables(small);
    const { handler, lines } = await startFunctionWorld({
      variables: { POWERTOOLS_METRICS_NAMESPACE: variables['POWERTOOLS_METRICS_NAMESPACE'] },
    });

    await handler(SCHEDULED, makeContext());

    const [sent] = emfSchema.parse(lines.map((line): unknown => JSON.parse(line)).at(-1))._aws
      .CloudWatchMetrics;
    const names = new Set(sent?.Metrics.map((metric) => metric.Name));
    const fields = new Set(lines.flatMap((line) => Object.keys(z.looseObject({}).parse(JSON.parse(line)))));
    const queried = listQueriedFields(small);
    const asked = new Set(listAskedMetrics(small));
    expect(sent?.Namespace).toBe('K8sJobReporter/reporter');
    expect(sent?.Dimensions).toEqual([['target']]);
    // Each costs as much as three alarms: what nobody asks for is a property of the line.
    expect(asked).toEqual(names);
    expect(queried.length).toBeGreaterThan(8);
    expect(queried.filter((field) => !fields.has(field))).toEqual([]);
  });
});

const emfSchema = z.object({
  _aws: z.object({
    CloudWatchMetrics: z.array(
      z.object({
        Namespace: z.string(),
        Dimensions: z.array(z.array(z.string())),
        Metrics: z.array(z.object({ Name: z.string() })),
      }),
    ),
  }),
});
const widgetsSchema = z.object({
  widgets: z.array(
    z.object({
      type: z.string(),
      properties: z.looseObject({
        title: z.string(),
        alarms: z.array(z.string()).optional(),
        metrics: z.unknown().optional(),
      }),
    }),
  ),
});

function listWidgets(template: DeployedTemplate) {
  const { properties } = findResource(template, 'AWS::CloudWatch::Dashboard');
  const { DashboardBody } = z.object({ DashboardBody: z.string() }).parse(properties);
  return widgetsSchema.parse(JSON.parse(DashboardBody)).widgets;
}

function readVariables(template: DeployedTemplate) {
  const { properties } = findResource(template, 'AWS::Lambda::Function');
  const schema = z.object({ Environment: z.object({ Variables: z.record(z.string(), z.string()) }) });
  return schema.parse(properties).Environment.Variables;
}

/** The reporter's own metrics that alarms and graphs name. */
function listAskedMetrics(template: DeployedTemplate): readonly string[] {
  const alarms = JSON.stringify(
    listAlarms(template).filter((alarm) => JSON.stringify(alarm).includes('K8sJobReporter/')),
  );
  const graphs = JSON.stringify(listWidgets(template).map((widget) => widget.properties.metrics));
  return [
    ...[...alarms.matchAll(/"MetricName":"(\w+)"/g)].map(([, name = '']) => name),
    ...[...graphs.matchAll(/MetricName=\\+"(\w+)\\+"/g)].map(([, name = '']) => name),
  ];
}

/** The fields of the log's lines that the saved queries name. */
function listQueriedFields(template: DeployedTemplate): readonly string[] {
  const schema = z.object({ QueryString: z.string() });
  const queries = listResources(template, 'AWS::Logs::QueryDefinition').map(
    ({ properties }) => schema.parse(properties).QueryString,
  );
  const words =
    queries.join('\n').match(/(?<![.@\w"'])(?:[A-Z]\w*[a-z]\w*|level|target|message|verdict|problems)\b/g) ??
    [];
  return [...new Set(words)].filter((word) => !/^(?:COMPLETE|ERROR|WARN)$/.test(word));
}
