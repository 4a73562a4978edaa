import { markdownTable } from 'markdown-table';
import { nameMachine } from '../machine/machine.ts';
import { logBytes, slopeOfMemory, type Scale, type ScalePoint } from './scale.ts';

/** Between these the slope is stated: below, what is there anyway is most of it. */
const SLOPE = { from: 2000, to: 10_000 };

const HEAD = ['curve', 'pods', 'log', 'RTT ms', '429s', 's', 'peak MB', 'logs MB', 'GETs', 'verdict'];

export function renderScale({ takenAt, machine, memoryMegabytes, timeoutSeconds, points }: Scale): string {
  const rows = points.map((point) => renderPoint(point, memoryMegabytes));
  return [
    `${takenAt.slice(0, 10)}, ${nameMachine(machine)}; a function of ${memoryMegabytes} MB and ${timeoutSeconds} s`,
    '',
    markdownTable([HEAD, ...rows], { align: HEAD.map((_, index) => ([0, 9].includes(index) ? 'l' : 'r')) }),
    '',
    ...describeSlopes(points),
  ].join('\n');
}

function renderPoint(point: ScalePoint, memoryMegabytes: number): readonly string[] {
  const { curve, pods, linesPerLog, bytesPerLine, roundTripMilliseconds, refused, requests } = point;
  return [
    curve,
    String(pods),
    `${linesPerLog} × ${bytesPerLine}`,
    String(roundTripMilliseconds),
    String(refused),
    point.seconds.toFixed(1),
    point.peakBytes === null ? '–' : (point.peakBytes / 1e6).toFixed(0),
    (logBytes(point) / 1e6).toFixed(1),
    String(requests),
    isTooLarge(point, memoryMegabytes) ? `${point.verdict}, but Lambda ends it` : point.verdict,
  ];
}

/** A process takes what a machine has; Lambda's ends where its memory does. */
function isTooLarge({ curve, peakBytes }: ScalePoint, memoryMegabytes: number): boolean {
  return curve === 'function' && (peakBytes ?? 0) > memoryMegabytes * 1024 * 1024;
}

/** A slope for each kind of run that both sizes were measured of. */
function describeSlopes(points: readonly ScalePoint[]): readonly string[] {
  const kinds = Map.groupBy(
    points.filter(
      ({ curve, pods }) => ['pods', 'function'].includes(curve) && pods >= SLOPE.from && pods <= SLOPE.to,
    ),
    (point) =>
      `${point.curve}, logs of ${point.linesPerLog} × ${point.bytesPerLine} bytes, ${point.roundTripMilliseconds} ms`,
  );
  return [...kinds].flatMap(([kind, ofKind]) => {
    const slope = slopeOfMemory(ofKind);
    if (slope === null) return [];
    return [
      `${kind}: ${slope.toFixed(1)} bytes of memory for each byte of log lines kept, from ${SLOPE.from} to ${SLOPE.to} pods`,
    ];
  });
}
