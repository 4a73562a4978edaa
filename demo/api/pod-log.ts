import { openTimeWriter, splitLines, timeOfLine, type ContainerLog } from '../state/container-log.ts';
import type { PodLogQuery } from './pod-log-query.ts';

/**
 * containerd writes a long line in pieces of this many bytes (`max_container_log_line_size`); the kubelet's tail counts pieces.
 * https://github.com/containerd/containerd/blob/main/docs/cri/config.md
 */
const PIECE_BYTES = 16_384;
/** `2026-11-22T18:55:09.157452963Z `; a year of five digits is none of ours. */
const STAMP_BYTES = 31;

interface Piece {
  readonly line: number;
  readonly bytes: Uint8Array;
}

/**
 * The bytes that the kubelet sends: the last `tailLines` pieces, each line's first one behind its time when `timestamps` are
 * asked for, and of that the first `limitBytes`, so that it is the newest bytes that are missing.
 * https://github.com/kubernetes/kubernetes/blob/v1.36.0/staging/src/k8s.io/cri-client/pkg/logs/logs.go (ReadLogs)
 */
export function readPodLog(log: ContainerLog, query: PodLogQuery): Uint8Array {
  const pieces = splitLines(log.read()).flatMap(cutIntoPieces);
  const tail = query.tailLines === null ? pieces : lastOf(pieces, query.tailLines);
  const bytes = query.timestamps ? stampPieces(tail, log) : Buffer.concat(tail.map((piece) => piece.bytes));
  return query.limitBytes === null ? bytes : bytes.subarray(0, query.limitBytes);
}

/** What the kubelet says, as if it were the log itself and with no time before it, when the node has removed the log. */
export function writeRemovedLog(containerID: string): Uint8Array {
  return Buffer.from(`unable to retrieve container logs for ${containerID}`);
}

function cutIntoPieces(bytes: Uint8Array, line: number): readonly Piece[] {
  const pieces: Piece[] = [];
  const content = bytes.at(-1) === 0x0a ? bytes.length - 1 : bytes.length;
  let start = 0;
  do {
    const end = start + PIECE_BYTES >= content ? bytes.length : start + PIECE_BYTES;
    pieces.push({ line, bytes: bytes.subarray(start, end) });
    start = end;
  } while (start < bytes.length);
  return pieces;
}

/** Into one buffer: a double that is asked for thousands of logs must not be what is measured. */
function stampPieces(pieces: readonly Piece[], log: ContainerLog): Uint8Array {
  const length = pieces.reduce((sum, { bytes }) => sum + bytes.length + STAMP_BYTES, 0);
  const stamped = Buffer.allocUnsafe(length);
  const writeTime = openTimeWriter();
  let end = 0;
  let line = -1;
  for (const piece of pieces) {
    if (piece.line !== line)
      end += stamped.write(`${writeTime(timeOfLine(piece.line, log.lineTimes))} `, end, 'latin1');
    line = piece.line;
    stamped.set(piece.bytes, end);
    end += piece.bytes.length;
  }
  return stamped.subarray(0, end);
}

/** `slice(-0)` would be all. */
function lastOf<Item>(items: readonly Item[], count: number): readonly Item[] {
  return count === 0 ? [] : items.slice(-count);
}
