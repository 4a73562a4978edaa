import { expect, it } from 'vitest';
import { createRedactor } from '../../../src/redaction/redactor.ts';
import { ACCESS_KEY_ID } from '../fake-credentials.ts';

const redactor = createRedactor({ enabled: true, patterns: [] });
const hex = (length: number): string => 'ab12'.repeat(length / 4);

/** What was logged, and what is kept of it. */
type Example = readonly [logged: string, kept: string];

const URLS: readonly Example[] = [
  ['postgres://bot:hunter2@db:5432/x', 'postgres://bot:[REDACTED url-password]@db:5432/x'],
  ['redis://:hunter2@cache:6379/0', 'redis://:[REDACTED url-password]@cache:6379/0'],
  ['mongodb+srv://bot:p@ss@m.example/x?w=1', 'mongodb+srv://bot:[REDACTED url-password]@m.example/x?w=1'],
  ['amqp://bot:pa/ss#w?d@mq/orders', 'amqp://bot:[REDACTED url-password]@mq/orders'],
  [
    '{"url":"postgres:\\/\\/bot:hunter2@db\\/x"}',
    '{"url":"postgres:\\/\\/bot:[REDACTED url-password]@db\\/x"}',
  ],
  ['bot:hunter2@tcp(db:3306)/orders', 'bot:[REDACTED url-password]@tcp(db:3306)/orders'],
  [
    `GET https://b.s3.amazonaws.com/x?X-Amz-Credential=${ACCESS_KEY_ID}%2F20261122&X-Amz-Security-Token=FwoGZX%2Babc1&X-Amz-Signature=${hex(64)} 200`,
    'GET https://b.s3.amazonaws.com/x?X-Amz-Credential=[REDACTED aws-access-key-id]%2F20261122&X-Amz-Security-Token=[REDACTED token]&X-Amz-Signature=[REDACTED url-signature] 200',
  ],
  [
    'https://a.blob.core.windows.net/c?sv=2024-11-04&sig=abcDEF123%2Bxyz09876%3D done',
    'https://a.blob.core.windows.net/c?sv=2024-11-04&sig=[REDACTED url-signature] done',
  ],
  [
    '{"u":"https://a.blob.core.windows.net/c?sr=b\\u0026sig=abcDEF123%2Bxyz09876%3D"}',
    '{"u":"https://a.blob.core.windows.net/c?sr=b\\u0026sig=[REDACTED url-signature]"}',
  ],
  [
    `POST https://discord.com/api/webhooks/123/${hex(64)} 204`,
    'POST https://discord.com/api/webhooks/123/[REDACTED discord-webhook] 204',
  ],
  [
    `https://api.telegram.org/bot123456789:${hex(36)}/sendMessage`,
    'https://api.telegram.org/bot[REDACTED telegram-bot-token]/sendMessage',
  ],
  [['https://hooks.slack.com', 'services', 'T0FAKE', 'B0FAKE', 'Fake0Fake0'].join('/'), '[REDACTED slack]'],
];

it.each(URLS)('in a URL: of %j stays %j', (logged, kept) => {
  const { text } = redactor.redact(logged);

  expect(text).toBe(kept);
});
