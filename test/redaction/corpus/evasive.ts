import type { Fakes } from './fake.ts';
import { TOKENS } from './vendor.ts';
import { kind, log, secret, type Sample } from './sample.ts';

const evasive = (name: string, make: Parameters<typeof kind>[2]) => kind('evasive', name, make);
const pw = (f: Fakes, length = 16) => secret(f.password(length));
const key = (f: Fakes, length = 40) => secret(f.alnum(length));
const token = (name: string, f: Fakes): string => TOKENS[name]?.(f) ?? '';
const half = (text: string) => Math.floor(text.length / 2);

const ESC = '\u001B';
const BEL = '\u0007';
const ZERO_WIDTH = '\u200B';

/** A secret with something within it: what is looked for afterwards is the secret without it. */
function split(text: string, between: string, logged: (broken: string) => string) {
  const at = half(text);
  return {
    lines: logged(`${text.slice(0, at)}${between}${text.slice(at)}`).split('\n'),
    secrets: [text.slice(0, at), text.slice(at)],
  };
}

const pem = (f: Fakes, label = 'RSA PRIVATE KEY'): readonly string[] => [
  `-----BEGIN ${label}-----`,
  ...[1, 2, 3, 4].map(() => f.base64(64)),
  `${f.base64(22)}==`,
  `-----END ${label}-----`,
];
const body = (block: readonly string[]) => block.slice(1, -1);

/** Credentials where they are easily overlooked. */
export const EVASIVE: readonly Sample[] = [
  evasive('colour within or around', (f) => [
    log`${ESC}[36mpassword${ESC}[0m=${ESC}[35m${pw(f)}${ESC}[0m`,
    split(f.alnum(24), `${ESC}[31m`, (value) => `password=${value}`),
    split(token('GitHub personal', f), `${ESC}[1;32m`, (value) => `using ${value}`),
    log`{"log":"\u001b[36mtoken\u001b[0m=${key(f)}"}`,
    log`\x1b[33mapi_key\x1b[0m: ${key(f)}`,
    split(token('Stripe live', f), `${ESC}[K`, (value) => `key ${value}`),
  ]),
  evasive('OSC, hyperlinks and titles', (f) => [
    log`${ESC}]8;;https://bot:${pw(f)}@host/x${BEL}link${ESC}]8;;${BEL}`,
    split(token('npm', f), `${ESC}]0;title${BEL}`, (value) => `publish ${value}`),
    log`${ESC}]0;token=${key(f)}${ESC}\ ok`,
    split(f.alnum(30), `${ESC}]8;;${ESC}\\`, (value) => `secret_key=${value}`),
  ]),
  evasive('zero-width characters', (f) => [
    split(token('GitLab personal', f), ZERO_WIDTH, (value) => `got ${value}`),
    split(f.alnum(24), '\u2060', (value) => `password=${value}`),
    log`pass${ZERO_WIDTH}word=${pw(f)}`,
    split(token('AWS access key id', f), '\uFEFF', (value) => `id ${value}`),
    split(f.alnum(32), '\u00AD', (value) => `api_key: ${value}`),
  ]),
  evasive('value on the next line', (f) => [
    log`password:
${pw(f)}`,
    log`  api_key:
    ${key(f)}`,
    log`token = \
  ${key(f)}`,
    log`"password":
  "${pw(f)}"`,
    log`secret: |
  ${key(f)}`,
    log`client_secret: >-
    ${key(f)}
  other: 1`,
    log`Password:
    ${pw(f)}
done`,
    log`--password
${pw(f)}`,
  ]),
  evasive('private key as one JSON object a line', (f) => {
    const blocks = [pem(f), pem(f, 'OPENSSH PRIVATE KEY'), pem(f, 'PRIVATE KEY')];
    const [first = [], second = [], third = []] = blocks;
    return [
      { lines: first.map((line) => `{"log":"${line}\\n","stream":"stdout"}`), secrets: body(first) },
      { lines: second.map((line) => JSON.stringify({ level: 'info', msg: line })), secrets: body(second) },
      {
        lines: third.map((line) => `{"message":"${line}","ts":1763800000.1,"logger":"boot"}`),
        secrets: body(third),
      },
    ];
  }),
  evasive('private key behind prefixes', (f) => {
    const [first, second, third, fourth] = [pem(f), pem(f, 'EC PRIVATE KEY'), pem(f), pem(f)];
    return [
      { lines: first.map((line) => `2026-11-22 10:00:00,123 INFO root: ${line}`), secrets: body(first) },
      { lines: second.map((line) => `    | ${line}`), secrets: body(second) },
      { lines: [`{"private_key":"${third.join('\\n')}\\n"}`], secrets: body(third) },
      { lines: fourth.slice(0, 4), secrets: fourth.slice(1, 4) },
    ];
  }),
  evasive('other private keys', (f) => {
    const putty = [f.base64(64), f.base64(64), `${f.base64(30)}==`];
    return [
      {
        lines: [
          'PuTTY-User-Key-File-3: ssh-rsa',
          'Private-Lines: 3',
          ...putty,
          `Private-MAC: ${'0'.repeat(64)}`,
        ],
        secrets: putty,
      },
      log`{"kty":"EC","crv":"P-256","d":"${secret(f.base64Url(43))}","x":"a","y":"b"}`,
      log`{"kty":"RSA","n":"0vx7","e":"AQAB","d":"${secret(f.base64Url(340))}","p":"${secret(f.base64Url(171))}"}`,
      log`PrivateKey = ${secret(`${f.base64(43)}=`)}`,
      log`PresharedKey = ${secret(`${f.base64(43)}=`)}`,
    ];
  }),
  evasive('masked by half', (f) => [
    log`password=${secret(`ab,${f.alnum(12)}`)}`,
    log`password=****${pw(f)}`,
    log`token=abcd...${key(f)}`,
    log`pwd=${secret(`a;${f.alnum(14)}`)} next`,
    log`password="[REDACTED]${pw(f)}"`,
  ]),
  evasive('encoded', (f) => [
    log`echo ${secret(Buffer.from(`password=${f.alnum(16)}`).toString('base64'))} | base64 -d`,
    log`body=user%3Dbot%26password%3D${pw(f)}%26x%3D1`,
    log`&lt;password&gt;${pw(f)}&lt;/password&gt;`,
    log`{&quot;password&quot;:&quot;${pw(f)}&quot;}`,
    log`{\u0022password\u0022:\u0022${pw(f)}\u0022}`,
    log`{\\\"api_key\\\":\\\"${key(f)}\\\"}`,
    log`%22token%22%3A%22${key(f)}%22`,
    log`password\x3d${pw(f)}`,
    log`ｐａｓｓｗｏｒｄ=${pw(f)}`,
    log`PASSWORD＝${pw(f)}`,
  ]),
  evasive('unusual joints', (f) => [
    log`password -> ${pw(f)}`,
    log`password→${pw(f)}`,
    log`password := ${pw(f)}`,
    log`password ~ ${pw(f)}`,
    log`password <- "${pw(f)}"`,
    log`password (${pw(f)})`,
    log`password <${pw(f)}>`,
    log`password [${pw(f)}]`,
    log`password;${pw(f)}`,
    log`password,${pw(f)}`,
    log`password|${pw(f)}`,
    log`password/${pw(f)}`,
    log`password#${pw(f)}`,
    log`password => "${pw(f)}"`,
    log`password ::= ${pw(f)}`,
    log`password====${pw(f)}`,
    log`password......: ${pw(f)}`,
    log`password\t=\t${pw(f)}`,
    log`password == "${pw(f)}"`,
    log`password?=${pw(f)}`,
  ]),
  evasive('names in other spellings', (f) => [
    log`PassWord=${pw(f)}`,
    log`pswd=${pw(f)}`,
    log`pw: ${pw(f)}`,
    log`passwort=${pw(f)}`,
    log`contraseña: ${pw(f)}`,
    log`mot_de_passe=${pw(f)}`,
    log`senha=${pw(f)}`,
    log`пароль: ${pw(f)}`,
    log`密码: ${pw(f)}`,
    log`パスワード：${pw(f)}`,
    log`psk=${pw(f)}`,
    log`userpass=bot:${pw(f)}`,
    log`creds=bot:${pw(f)}`,
    log`dbPasswd=${pw(f)}`,
    log`p@ssword=${pw(f)}`,
  ]),
  evasive('protocols', (f) => [
    log`> PASS ${pw(f)}`,
    log`C: a1 LOGIN bot ${pw(f)}`,
    log`> AUTH PLAIN ${secret(Buffer.from(`\u0000bot\u0000${f.alnum(12)}`).toString('base64'))}`,
    log`"AUTH" "${pw(f)}"`,
    log`+1763800000.1 [0 10.0.0.1:5] "AUTH" "default" "${pw(f)}"`,
    log`8=FIX.4.4|35=A|553=bot|554=${pw(f)}|10=000`,
    log`USER bot
PASS ${pw(f)}`,
    log`SASL PLAIN: ${secret(Buffer.from(`\u0000bot\u0000${f.alnum(14)}`).toString('base64'))}`,
  ]),
  evasive('put together', (f) => [
    log`password = "${secret(f.alnum(9))}" + "${secret(f.alnum(9))}"`,
    log`password='${secret(f.alnum(9))}' '${secret(f.alnum(9))}'`,
    log`curl -H 'X-Api-Key: ${key(f)}' -d '{"pin":"${secret(f.digits(8))}"}'`,
    log`sh -c "PGPASSWORD='${pw(f)}' psql"`,
    log`token:${secret(f.jwt())}`,
    log`hub=${secret(token('Hugging Face', f))},x`,
  ]),
  evasive('glued to a word', (f) => [
    log`PAT_${secret(token('GitHub personal', f))}`,
    log`key:${secret(token('Groq', f))}`,
    log`token${secret(token('GitLab personal', f))}`,
    log`"${secret(token('Slack bot', f))}"suffix`,
    log`x=${secret(token('SendGrid', f))},y`,
    log`/tmp/${secret(token('npm', f))}.txt`,
    log`user:${secret(token('DigitalOcean personal', f))}@host`,
    log`${secret(token('Anthropic', f))}...`,
  ]),
].flat();
