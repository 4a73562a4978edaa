/** A Status of Kubernetes is a hundredth of it; what is longer is a page of some proxy. */
const LONGEST = 64 * 1024;

/** The beginning of an answer that is a refusal. Rejects as the connection does. */
export async function readErrorBody(body: AsyncIterable<Uint8Array>): Promise<string> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of body) {
    chunks.push(chunk);
    length += chunk.length;
    if (length >= LONGEST) break;
  }
  return Buffer.concat(chunks).toString('utf8');
}
