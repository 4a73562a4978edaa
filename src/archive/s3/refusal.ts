/** What S3 answers while another request for the object is under way. */
export const CONFLICTS: readonly string[] = ['ConditionalRequestConflict', 'OperationAborted'];

/** What S3 answers when the bytes that came are not those that were sent. */
export const DAMAGES: readonly string[] = [
  'BadDigest',
  'InvalidDigest',
  'XAmzContentChecksumMismatch',
  'XAmzContentSHA256Mismatch',
];

/** Whether an error code of S3 came; a message beside it there need not be: Ceph sends none. */
export function hasCode(error: Error): boolean {
  return 'Code' in error && typeof error.Code === 'string';
}

/** The status of the answer that the error was made of; null: of none. */
export function readStatus(error: unknown): number | null {
  if (!(error instanceof Error) || !('$metadata' in error)) return null;
  const metadata = error.$metadata;
  if (typeof metadata !== 'object' || metadata === null || !('httpStatusCode' in metadata)) return null;
  return typeof metadata.httpStatusCode === 'number' ? metadata.httpStatusCode : null;
}
