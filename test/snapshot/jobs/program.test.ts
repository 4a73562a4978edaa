import { describe, expect, it } from 'vitest';
import { createRedactor } from '../../../src/redaction/redactor.ts';
import { redactMessages } from '../../../src/redaction/snapshot.ts';
import { kubernetesPod, type KubernetesPod } from '../../../src/snapshot/kubernetes/objects.ts';
import type { K8sMonitorSnapshot } from '../../../src/snapshot/model/snapshot.ts';
import { readSection } from '../../report/report-section.ts';
import { makeSnapshot } from '../../report/sample-snapshot.ts';
import { ended, makeJob, makePod, START, waiting } from '../kubernetes-objects.ts';

const job = makeJob({ status: { startTime: START, active: 1 } });

/** A pod of one container, as its template has it. */
function makeProgram(container: object, state: object, spec: object = {}): KubernetesPod {
  const pod = makePod({ job, phase: 'Pending' });
  return kubernetesPod.parse({
    ...pod,
    spec: { ...pod.spec, ...spec, containers: [{ name: 'tuning-container', ...container }] },
    status: { ...pod.status, containerStatuses: [{ name: 'tuning-container', restartCount: 0, ...state }] },
  });
}

const redactor = createRedactor({ enabled: true, patterns: [] });
const readProgram = ({ pods }: K8sMonitorSnapshot) => pods[0]?.containers[0];

describe('what ran', () => {
  it('stands beside what happened, per container and pod', () => {
    const pod = makeProgram(
      {
        image: 'registry.example/tuning:1.4',
        command: ['python', '-m', 'tuning'],
        args: ['--session', 'd29'],
        resources: { requests: { cpu: '500m', memory: '1Gi' }, limits: { memory: '2Gi', pods: 3 } },
      },
      { state: ended(3), image: 'registry.example/tuning:1.4', imageID: 'registry.example/tuning@sha256:ab' },
      { restartPolicy: 'OnFailure', serviceAccountName: 'tuner', priorityClassName: 'batch-low' },
    );

    const snapshot = makeSnapshot({ jobs: [job], pods: [pod] });

    expect(snapshot.pods).toMatchObject([
      {
        restartPolicy: 'OnFailure',
        serviceAccount: 'tuner',
        priorityClass: 'batch-low',
        nodeName: 'worker-a',
      },
    ]);
    expect(readProgram(snapshot)).toMatchObject({
      image: 'registry.example/tuning:1.4',
      imageId: 'registry.example/tuning@sha256:ab',
      command: ['python', '-m', 'tuning'],
      args: ['--session', 'd29'],
      requests: { cpu: '500m', memory: '1Gi' },
      limits: { memory: '2Gi', pods: '3' },
    });
  });

  it('is null where nothing was said: the image has its own command, and an image that is not there no ID', () => {
    const pod = makeProgram({ image: 'busybox:1' }, { state: waiting('ImagePullBackOff'), imageID: '' });

    const snapshot = makeSnapshot({ jobs: [job], pods: [pod] });

    expect(readProgram(snapshot)).toMatchObject({
      image: 'busybox:1',
      imageId: null,
      command: null,
      args: null,
      requests: null,
      limits: null,
    });
  });

  it.each([
    {
      title: 'the image that cannot be had',
      pod: makeProgram({ image: 'does-not-exist:9' }, { state: waiting('ErrImagePull') }),
      line: '    Image:               does-not-exist:9',
    },
    {
      title: 'the limits of what ran out of memory',
      pod: makeProgram(
        { resources: { requests: { memory: '1Gi' }, limits: { cpu: '1', memory: '2Gi' } } },
        { state: ended(137, { reason: 'OOMKilled' }) },
      ),
      line: '    Limits:              cpu 1, memory 2Gi (requests memory 1Gi)',
    },
    {
      title: 'that there was no limit but the node’s',
      pod: makeProgram(
        { resources: { requests: { memory: '1Gi' } } },
        { state: ended(137, { reason: 'OOMKilled' }) },
      ),
      line: '    Limits:              none (requests memory 1Gi)',
    },
  ])('explains the cause in the text: $title', ({ pod, line }) => {
    const section = readSection(makeSnapshot({ jobs: [job], pods: [pod] }), 'POD STATUS');

    expect(section).toContain(line);
  });

  it('has no line where it explains nothing', () => {
    const pod = makeProgram(
      { image: 'busybox:1', resources: { limits: { memory: '2Gi' } } },
      { state: ended(3) },
    );

    const section = readSection(makeSnapshot({ jobs: [job], pods: [pod] }), 'POD STATUS');

    expect(section?.filter((line) => /Image|Limits/.test(line))).toEqual([]);
  });
});

describe('a credential in what ran', () => {
  it.each([
    {
      where: 'behind its option',
      program: { command: ['tune', '--password', 'correct-horse-battery'], args: ['--session', 'd29'] },
      masked: {
        command: ['tune', '--password', '[REDACTED]'],
        args: ['--session', 'd29'],
      },
    },
    {
      where: 'behind an option that the command ends with',
      program: { command: ['tune', '--token'], args: ['correct-horse-battery', 'go'] },
      masked: { command: ['tune', '--token'], args: ['[REDACTED]', 'go'] },
    },
    {
      where: 'in a script',
      program: {
        command: ['sh', '-c'],
        args: ['set -e\nexport AWS_ACCESS_KEY_ID=AKIAIOSFODNN7EXAMPLF\ntune'],
      },
      masked: { command: ['sh', '-c'], args: ['set -e\nexport AWS_ACCESS_KEY_ID=[REDACTED]\ntune'] },
    },
  ])('is masked: $where', ({ program, masked }) => {
    const snapshot = makeSnapshot({ jobs: [job], pods: [makeProgram(program, { state: ended(3) })] });

    const safe = redactMessages(snapshot, redactor);

    // Which rule it was is told by tests of the rules.
    const { command, args } = readProgram(safe) ?? {};
    const read: unknown = JSON.parse(
      JSON.stringify({ command, args }).replaceAll(/\[REDACTED [^\]]+\]/g, '[REDACTED]'),
    );
    expect(read).toEqual(masked);
  });

  it('is masked in labels, and in what events tell of pods that are gone', () => {
    const [described] = makeSnapshot({ jobs: [job] }).jobs;
    const times = { count: 1, firstTime: START, lastTime: START };
    const gone = { podName: 'tuning-48rwk', reason: 'Failed', message: 'key AKIAIOSFODNN7EXAMPLF', ...times };
    const jobs =
      described === undefined
        ? []
        : [{ ...described, labels: { app: 'tuning', key: 'AKIAIOSFODNN7EXAMPLF' }, podsGone: [gone] }];

    const safe = redactMessages({ ...makeSnapshot({}), jobs }, redactor);

    expect(JSON.stringify(safe)).not.toContain('AKIAIOSFODNN7EXAMPLF');
    expect(safe.jobs[0]?.labels['app']).toBe('tuning');
  });
});
