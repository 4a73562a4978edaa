export interface S3Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
}

/** An error as S3 words it: https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html#RESTErrorResponses */
export function s3Error(
  status: number,
  code: string,
  message: string,
  fields: Readonly<Record<string, string>> = {},
): S3Answer {
  const entries = Object.entries({ Code: code, Message: message, ...fields, RequestId: '4442587FB7D0A2F9' });
  const elements = entries.map(([name, value]) => `<${name}>${escapeXml(value)}</${name}>`).join('');
  return {
    status,
    headers: { 'content-type': 'application/xml' },
    body: Buffer.from(`<?xml version="1.0" encoding="UTF-8"?>\n<Error>${elements}</Error>`),
  };
}

export function escapeXml(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}
