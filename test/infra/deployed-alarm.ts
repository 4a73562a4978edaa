import * as z from 'zod';
import type { DeployedTemplate } from './deployed-template.ts';
import { listResources } from './synthesized-stack.ts';

const alarmSchema = z.looseObject({ AlarmName: z.string(), AlarmDescription: z.string() });

export type DeployedAlarm = z.infer<typeof alarmSchema>;

export function listAlarms(template: DeployedTemplate): readonly DeployedAlarm[] {
  const alarms = listResources(template, 'AWS::CloudWatch::Alarm');
  return alarms.map(({ properties }) => alarmSchema.parse(properties));
}

export function findAlarm(template: DeployedTemplate, name: string): DeployedAlarm {
  const found = listAlarms(template).find((alarm) => alarm.AlarmName === name);
  if (found === undefined) throw new Error(`no alarm ${name}`);
  return found;
}
