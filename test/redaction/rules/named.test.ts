import { expect, it } from 'vitest';
import { createRedactor } from '../../../src/redaction/redactor.ts';
import { SECRET_ACCESS_KEY } from '../fake-credentials.ts';

const redactor = createRedactor({ enabled: true, patterns: [] });
const hex = (length: number): string => 'ab12'.repeat(length / 4);

/** What was logged, and what is kept of it. */
type Example = readonly [logged: string, kept: string];

const NAMED: readonly Example[] = [
  ['password=hunter2 user=bot', 'password=[REDACTED password] user=bot'],
  ['password: hunter2', 'password: [REDACTED password]'],
  ['password:      hunter2', 'password:      [REDACTED password]'],
  ['password := hunter2', 'password := [REDACTED password]'],
  ['export DB_PASSWORD="correct horse"', 'export DB_PASSWORD="[REDACTED password]"'],
  ['login ok (password=hunter2), user=bot', 'login ok (password=[REDACTED password]), user=bot'],
  ['Server=db;Uid=bot;Pwd=hunter2;Port=3306', 'Server=db;Uid=bot;Pwd=[REDACTED password];Port=3306'],
  ['user=bot&password=hunter2&next=/', 'user=bot&password=[REDACTED password]&next=/'],
  ['MYSQL_PWD=hunter2 PWD=/app', 'MYSQL_PWD=[REDACTED password] PWD=/app'],
  ['connect user=bot pass=hunter2', 'connect user=bot pass=[REDACTED password]'],
  ['password: password: hunter2', 'password: password: [REDACTED password]'],
  ['password=Summer(2024)!', 'password=[REDACTED password]'],
  ['tuner --password hunter2 --user bot', 'tuner --password [REDACTED password] --user bot'],
  ['tuner --api-token=abcd1234efgh run', 'tuner --api-token=[REDACTED token] run'],
  ["{'password': 'hunter2', 'user': 'bot'}", "{'password': '[REDACTED password]', 'user': 'bot'}"],
  ["password=b'hunter2'", "password=b'[REDACTED password]'"],
  ['<password>hunter2</password>', '<password>[REDACTED password]</password>'],
  ['body=password%3Dhunter2', 'body=password%3D[REDACTED password]'],
  ['{"q":"password\\u003dhunter2"}', '{"q":"password\\u003d[REDACTED password]"}'],
  [
    '{"env":[{"name":"DB_PASSWORD","value":"hunter2"}]}',
    '{"env":[{"name":"DB_PASSWORD","value":"[REDACTED password]"}]}',
  ],
  [
    '{"user":"bot","password":"hun\\"ter2","ok":true}',
    '{"user":"bot","password":"[REDACTED password]","ok":true}',
  ],
  [
    '{"msg":"{\\"password\\":\\"hun\\\\\\"ter2\\",\\"user\\":\\"bot\\"}"}',
    '{"msg":"{\\"password\\":\\"[REDACTED password]\\",\\"user\\":\\"bot\\"}"}',
  ],
  ['{"msg":"login password=hunter2\\nok"}', '{"msg":"login password=[REDACTED password]\\nok"}'],
  ['{"apiKey" : "abcd-efgh", "id": 7}', '{"apiKey" : "[REDACTED secret]", "id": 7}'],
  ['client_secret=abcdefgh', 'client_secret=[REDACTED secret]'],
  [`private_key=0x${hex(64)}`, 'private_key=[REDACTED secret]'],
  ['X-MBX-APIKEY: vmPUZE6mv9SD5VNHk4', 'X-MBX-APIKEY: [REDACTED secret]'],
  ['X-Vault-Token: hvs.short123', 'X-Vault-Token: [REDACTED token]'],
  [
    '{"token":"abcd1234efgh","nextPageToken":"CAUQAA"}',
    '{"token":"[REDACTED token]","nextPageToken":"CAUQAA"}',
  ],
  [
    '{"auths":{"r.example":{"auth":"Ym90Omh1bnRlcjI="}}}',
    '{"auths":{"r.example":{"auth":"[REDACTED token]"}}}',
  ],
  [`aws_secret_access_key=${SECRET_ACCESS_KEY}`, 'aws_secret_access_key=[REDACTED aws-secret-access-key]'],
  [`"SecretAccessKey": "${SECRET_ACCESS_KEY}",`, '"SecretAccessKey": "[REDACTED aws-secret-access-key]",'],
  [
    'AccountName=bot;AccountKey=abcDEF0123456789==;EndpointSuffix=core.windows.net',
    'AccountName=bot;AccountKey=[REDACTED secret];EndpointSuffix=core.windows.net',
  ],
  [`mnemonic="${'abandon '.repeat(11)}about" loaded`, 'mnemonic="[REDACTED bip39-mnemonic]" loaded'],
];

it.each(NAMED)('what its name gives away: of %j stays %j', (logged, kept) => {
  const { text } = redactor.redact(logged);

  expect(text).toBe(kept);
});
