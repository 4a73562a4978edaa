import type { Problem } from '../../snapshot/model/problem.ts';

const TOLERATED_SECONDS = 60;

/** Times of the cluster's in a report whose own time is of another clock mislead when the two are apart. */
export function describeClocksApart(serverDate: string | null, now: Date): readonly Problem[] {
  const difference = Math.round((Date.parse(serverDate ?? '') - now.getTime()) / 1000);
  if (Number.isNaN(difference) || Math.abs(difference) <= TOLERATED_SECONDS) return [];
  return [
    {
      code: 'CLOCKS_APART',
      attempted: 'comparing clocks with',
      object: 'the cluster',
      why: `the cluster's clock is ${Math.abs(difference)} s ${difference > 0 ? 'ahead of' : 'behind'} the reporter's`,
      advice: 'Times of Jobs, pods and log lines are by the cluster’s clock; set both clocks by NTP',
      count: 1,
      httpStatus: null,
      allowedBy: null,
    },
  ];
}
