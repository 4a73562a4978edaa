import { expect, it } from 'vitest';
import { createRedactor } from '../../../src/redaction/redactor.ts';
import { ACCESS_KEY_ID, JWT } from '../fake-credentials.ts';

const redactor = createRedactor({ enabled: true, patterns: [] });
const hex = (length: number): string => 'ab12'.repeat(length / 4);

/** What was logged, and what is kept of it. */
type Example = readonly [logged: string, kept: string];

const HEADERS: readonly Example[] = [
  [`Authorization: Bearer ${JWT}`, 'Authorization: Bearer [REDACTED jwt]'],
  ['Authorization: Basic Ym90Omh1bnRlcjI=', 'Authorization: Basic [REDACTED authorization]'],
  ['{"authorization":"Token 0123456789abcdef"}', '{"authorization":"Token [REDACTED authorization]"}'],
  ['Proxy-Authorization: 0123456789abcdef', 'Proxy-Authorization: [REDACTED authorization]'],
  [
    'map[Authorization:[Bearer abc] Accept:[*/*]]',
    'map[Authorization:[Bearer [REDACTED authorization]] Accept:[*/*]]',
  ],
  ['sending bearer abcdef1234567890 to api', 'sending bearer [REDACTED bearer-token] to api'],
  [
    `Authorization: AWS4-HMAC-SHA256 Credential=${ACCESS_KEY_ID}/20261122/us-east-1/s3/aws4_request, SignedHeaders=host, Signature=${hex(64)}`,
    'Authorization: AWS4-HMAC-SHA256 Credential=[REDACTED aws-access-key-id]/20261122/us-east-1/s3/aws4_request, SignedHeaders=host, Signature=[REDACTED url-signature]',
  ],
  ['Set-Cookie: sid=s3cr3t; Path=/; HttpOnly', 'Set-Cookie: sid=[REDACTED cookie]; Path=/; HttpOnly'],
  [
    'Cookie: sid=s3cr3t; lang=en status=200',
    'Cookie: sid=[REDACTED cookie]; lang=[REDACTED cookie] status=200',
  ],
  ["{'Cookie': 'sid=s3cr3t'}", "{'Cookie': 'sid=[REDACTED cookie]'}"],
];

const COMMANDS: readonly Example[] = [
  ['+ curl -s -u bot:hunter2 https://x', '+ curl -s -u bot:[REDACTED password] https://x'],
  ['+ mysql -h db -ubot -phunter2 orders', '+ mysql -h db -ubot -p[REDACTED password] orders'],
  ['+ redis-cli -h cache -a hunter2 ping', '+ redis-cli -h cache -a [REDACTED password] ping'],
  ['+ sshpass -p hunter2 ssh bot@host', '+ sshpass -p [REDACTED password] ssh bot@host'],
];

const COLOURED: readonly Example[] = [
  [
    '\u001B[36mpassword\u001B[0m=\u001B[35mhunter2\u001B[0m \u001B[36muser\u001B[0m=bot',
    '\u001B[36mpassword\u001B[0m=\u001B[35m[REDACTED password]\u001B[0m \u001B[36muser\u001B[0m=bot',
  ],
  [`\u001B[33m${JWT}\u001B[0m sent`, '\u001B[33m[REDACTED jwt]\u001B[0m sent'],
];

it.each([...HEADERS, ...COMMANDS, ...COLOURED])(
  'in a header or a command, coloured or not: of %j stays %j',
  (logged, kept) => {
    const { text } = redactor.redact(logged);

    expect(text).toBe(kept);
  },
);
