import type { CommandSecrets } from './command-secrets.ts';
import { DATA_COMMANDS } from './data-commands.ts';

const USER_PAIRS: CommandSecrets['pairs'] = [
  ['-u', ':'],
  ['--user', ':'],
  ['--proxy-user', ':'],
  ['-U', ':'],
];

/** Commands that take credentials in options whose names do not say so. Those that do (`--password`) need no command. */
export const COMMANDS: Readonly<Record<string, readonly CommandSecrets[]>> = {
  // https://curl.se/docs/manpage.html#-u
  curl: [{ pairs: USER_PAIRS }],
  http: [
    {
      pairs: [
        ['-a', ':'],
        ['--auth', ':'],
      ],
    },
  ],
  https: [
    {
      pairs: [
        ['-a', ':'],
        ['--auth', ':'],
      ],
    },
  ],
  xh: [
    {
      pairs: [
        ['-a', ':'],
        ['--auth', ':'],
      ],
    },
  ],
  ab: [
    {
      pairs: [
        ['-A', ':'],
        ['-P', ':'],
      ],
    },
  ],
  lftp: [{ pairs: [['-u', ',']] }],
  ...DATA_COMMANDS,
  sshpass: [{ options: ['-p'] }],
  // docker, podman, nerdctl, helm, oras, crane and skopeo log in to registries alike.
  docker: [{ after: ['login'], options: ['-p'] }],
  podman: [{ after: ['login'], options: ['-p'] }, { pairs: [['--creds', ':']] }],
  nerdctl: [{ after: ['login'], options: ['-p'] }],
  buildah: [{ after: ['login'], options: ['-p'] }, { pairs: [['--creds', ':']] }],
  helm: [{ options: ['-p'], after: ['registry', 'login'] }],
  oras: [{ after: ['login'], options: ['-p'] }],
  crane: [{ after: ['auth', 'login'], options: ['-p'] }],
  regctl: [{ after: ['registry', 'login'], options: ['-p'] }],
  skopeo: [
    {
      pairs: [
        ['--creds', ':'],
        ['--src-creds', ':'],
        ['--dest-creds', ':'],
      ],
    },
    { after: ['login'], options: ['-p'] },
  ],
  oc: [{ after: ['login'], options: ['-p'] }],
  az: [
    { after: ['login'], options: ['-p'] },
    { after: ['acr', 'login'], options: ['-p'] },
  ],
  aws: [
    { after: ['configure', 'set', 'aws_secret_access_key'], word: 1 },
    { after: ['configure', 'set', 'aws_session_token'], word: 1 },
  ],
  wandb: [{ after: ['login'], word: 1 }],
  vault: [
    { after: ['login'], word: 1 },
    { after: ['operator', 'unseal'], word: 1 },
  ],
  bao: [{ after: ['login'], word: 1 }],
  mc: [
    { after: ['alias', 'set'], word: 4 },
    { after: ['alias', 'set'], word: 3 },
    { after: ['config', 'host', 'add'], word: 4 },
  ],
  'huggingface-cli': [{ after: ['login'], options: ['--token'] }],
  hf: [{ after: ['auth', 'login'], options: ['--token'] }],
  kaggle: [{ options: ['-k'] }],
  dbt: [{ options: ['--token'] }],
  npm: [
    { after: ['config', 'set'], word: 2 },
    { after: ['set'], word: 2 },
  ],
  pnpm: [{ after: ['config', 'set'], word: 2 }],
  yarn: [{ after: ['config', 'set'], word: 2 }],
  twine: [{ options: ['-p'] }],
  poetry: [
    { after: ['config'], word: 3 },
    { after: ['publish'], options: ['-p'] },
  ],
  nuget: [
    { after: ['setapikey'], word: 1 },
    { after: ['setApiKey'], word: 1 },
  ],
  dotnet: [{ after: ['nuget', 'push'], options: ['-k'] }],
  cargo: [{ after: ['login'], word: 1 }],
  gem: [{ options: ['-k'] }],
  smbclient: [
    {
      pairs: [
        ['-U', '%'],
        ['--user', '%'],
      ],
    },
  ],
  rpcclient: [{ pairs: [['-U', '%']] }],
  wget: [{ options: ['--password', '--http-password', '--ftp-password'] }],
  keytool: [
    {
      options: [
        '-storepass',
        '-keypass',
        '-srcstorepass',
        '-deststorepass',
        '-srckeypass',
        '-destkeypass',
        '-new',
      ],
    },
  ],
  jarsigner: [{ options: ['-storepass', '-keypass'] }],
  openssl: [{ options: ['-passin', '-passout', '-pass', '-k', '-K'] }],
  gpg: [{ options: ['--passphrase'] }],
  'ssh-keygen': [{ options: ['-N', '-P'] }],
  zip: [{ options: ['-P'] }],
  unzip: [{ options: ['-P'] }],
  '7z': [{ options: ['-p*'] }],
  '7za': [{ options: ['-p*'] }],
  '7zz': [{ options: ['-p*'] }],
  rar: [{ options: ['-p*', '-hp*'] }],
  unrar: [{ options: ['-p*'] }],
  etcdctl: [{ pairs: [['--user', ':']] }],
  consul: [{ options: ['-token'] }],
  nomad: [{ options: ['-token'] }],
  ipmitool: [{ options: ['-P'] }],
  net: [{ after: ['use'], word: 3 }],
  htpasswd: [{ word: 3 }],
  useradd: [{ options: ['-p'] }],
  usermod: [{ options: ['-p'] }],
  mosquitto_pub: [{ options: ['-P'] }],
  mosquitto_sub: [{ options: ['-P'] }],
  kcat: [{ options: ['sasl.password='] }],
  rabbitmqctl: [
    { after: ['add_user'], word: 2 },
    { after: ['change_password'], word: 2 },
  ],
  rabbitmqadmin: [{ options: ['-p'] }],
  nmcli: [{ options: ['password'] }],
  rsync: [{ options: ['--password'] }],
  snmpwalk: [{ options: ['-A', '-X'] }],
  snmpget: [{ options: ['-A', '-X'] }],
  restic: [{ options: ['--password'] }],
  kubectl: [{ pairs: [['--from-literal', '=']] }],
  heroku: [{ after: ['config:set'], pairs: [['', '=']] }],
  fly: [{ after: ['secrets', 'set'], pairs: [['', '=']] }],
  flyctl: [{ after: ['secrets', 'set'], pairs: [['', '=']] }],
  gh: [{ after: ['secret', 'set'], options: ['-b', '--body'] }],
  wrangler: [{ after: ['secret', 'put'], word: 2 }],
  doctl: [{ options: ['-t'] }],
  sentry: [{ options: ['--auth-token'] }],
  prefect: [{ options: ['-k'] }],
  comet: [{ options: ['--api-key'] }],
  clearml: [{ options: ['--secret'] }],
};
