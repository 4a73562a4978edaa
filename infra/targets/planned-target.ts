import type { Construct } from 'constructs';
import type * as z from 'zod';
import { ConfigurationError } from '../../src/errors.ts';
import { kubeconfigUseShape, type KubeconfigPlaceSettings } from '../../src/config/kubeconfig-place.ts';
import type { Schedule } from '../../src/config/schedule/expression.ts';
import { targetSchema, type Target } from '../../src/config/target.ts';
import type { JobReporterProps, JobReporterTarget } from './props.ts';
import { planStarts, type Start } from './start.ts';
import { locateKubeconfig, type KubeconfigStore } from './kubeconfig-store.ts';
import { createScheduleReader, type ReadSchedule } from './schedule.ts';

/** A target whose settings are checked, with all that the stack makes of it. */
export interface PlannedTarget {
  /** What a run is told. */
  readonly settings: Target & KubeconfigPlaceSettings;
  readonly kubeconfig: KubeconfigStore;
  /** The ARN of the role to assume for EKS. */
  readonly eksRoleArn: string | undefined;
  readonly schedule: Schedule;
  readonly start: Start;
  readonly alarms: NonNullable<JobReporterTarget['alarms']>;
}

/** What a construct's props say that cannot be, by its path: `targets[0].namespace`. */
type Say = (path: string, message: string) => void;

/** Throws a `ConfigurationError` that names every mistake at once. */
export function planTargets(
  scope: Construct,
  { targets, schedule }: Pick<JobReporterProps, 'targets' | 'schedule'>,
): readonly PlannedTarget[] {
  const mistakes: string[] = [];
  const say: Say = (path, message) => void mistakes.push(`${path}: ${message}`);
  if (targets.length === 0) say('targets', 'at least one');
  const readSchedule = createScheduleReader();
  const common = schedule === undefined ? undefined : readSchedule(schedule, (why) => say('schedule', why));
  const planned = targets.flatMap((target, index) => {
    const path = `targets[${index}]`;
    const settings = readSettings(target, (field, message) => say(`${path}.${field}`, message));
    const own = readOwnSchedule(target, common, schedule === undefined, readSchedule, (why) =>
      say(`${path}.schedule`, why),
    );
    if (settings === undefined || own === undefined) return [];
    const { place, store } = locateKubeconfig(scope, target);
    return [
      {
        settings: {
          ...settings,
          ...place,
          ...(target.eksRole === undefined ? {} : { eksRoleArn: target.eksRole.roleArn }),
        },
        kubeconfig: store,
        eksRoleArn: target.eksRole?.roleArn,
        schedule: own,
        alarms: target.alarms ?? {},
      },
    ];
  });
  refuseDoubles(targets, say);
  if (mistakes.length > 0) throw refuse(scope, mistakes);
  const starts = planStarts(
    planned.map(({ settings: { name }, schedule: own }) => ({ name, schedule: own })),
  );
  return planned.flatMap((target, index) => {
    const start = starts[index];
    return start === undefined ? [] : [{ ...target, start }];
  });
}

const settingsSchema = targetSchema.extend(kubeconfigUseShape);

/** All that a run is told but where the kubeconfig is. */
function readSettings(target: JobReporterTarget, say: Say): z.infer<typeof settingsSchema> | undefined {
  const { kubeconfig: _store, kubeconfigKey: _key, eksRole: _role, schedule: _schedule, ...rest } = target;
  const { alarms = {}, allJobs, labelSelector, ...more } = rest;
  if ((labelSelector === undefined) === (allJobs === undefined))
    say('labelSelector', 'give it, or allJobs: true for every Job of the namespace');
  const parsed = settingsSchema.safeParse({ ...more, labelSelector: labelSelector ?? '' });
  for (const issue of parsed.error?.issues ?? []) say(issue.path.map(String).join('.'), issue.message);
  for (const [alarm, choice] of Object.entries(alarms))
    if (choice !== 'on' && choice.off.trim() === '')
      say(`alarms.${alarm}.off`, 'the reason why nobody is to be told');
  return parsed.data;
}

function readOwnSchedule(
  { schedule }: JobReporterTarget,
  common: Schedule | undefined,
  isMissing: boolean,
  readSchedule: ReadSchedule,
  say: (why: string) => void,
): Schedule | undefined {
  if (schedule !== undefined) return readSchedule(schedule, say);
  if (isMissing) say('give it, or schedule beside targets for all of them');
  return common;
}

/** A folder on some systems, and so an archive in it, makes no difference between capitals and small letters. */
function refuseDoubles(targets: readonly JobReporterTarget[], say: Say): void {
  const names = targets.map(({ name }) => name.toLowerCase());
  for (const [index, name] of names.entries()) {
    const first = names.indexOf(name);
    if (first < index)
      say(`targets[${index}].name`, `the name of targets[${first}]; each target needs its own`);
  }
}

function refuse(scope: Construct, mistakes: readonly string[]): ConfigurationError {
  return new ConfigurationError({
    code: 'CONFIG_INVALID',
    attempted: 'reading',
    object: `the props of ${scope.node.path}`,
    why: mistakes.length === 1 ? 'they have a mistake' : `they have ${mistakes.length} mistakes`,
    advice: ['Correct each of them:', ...mistakes].join('\n  '),
  });
}
