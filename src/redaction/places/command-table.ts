/** Where a command takes a credential. */
export interface CommandSecrets {
  /** Options whose next word, or whose rest (`-psecret`, `--pass=secret`), is one. */
  readonly options?: readonly string[];
  /** Options of `user:password`, with the sign between the two; without an option, any word that has it. */
  readonly pairs?: readonly (readonly [option: string, sign: string])[];
  /** The nth word that is no option is one, counted from 1 behind the command and its sub-commands. */
  readonly word?: number;
  /** The words that must stand behind the command for this: `docker login`. */
  readonly after?: readonly string[];
}

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
  // https://dev.mysql.com/doc/refman/8.4/en/password-security-user.html: the password follows -p without a space
  ...Object.fromEntries(
    [
      'mysql',
      'mysqldump',
      'mysqladmin',
      'mysqlimport',
      'mysqlshow',
      'mysqlcheck',
      'mariadb',
      'mariadb-dump',
      'mariadb-admin',
      'mycli',
    ].map((name) => [name, [{ options: ['-p*'] }]]),
  ),
  mongo: [{ options: ['-p'] }],
  mongosh: [{ options: ['-p'] }],
  mongodump: [{ options: ['-p'] }],
  mongorestore: [{ options: ['-p'] }],
  mongoexport: [{ options: ['-p'] }],
  mongoimport: [{ options: ['-p'] }],
  cqlsh: [{ options: ['-p'] }],
  'redis-cli': [{ options: ['-a', '--pass'] }, { after: ['auth'], word: 1 }, { after: ['AUTH'], word: 1 }],
  'valkey-cli': [{ options: ['-a', '--pass'] }],
  sqlcmd: [{ options: ['-P'] }],
  bcp: [{ options: ['-P'] }],
  isql: [{ options: ['-P'] }],
  tsql: [{ options: ['-P'] }],
  sqlplus: [{ pairs: [['', '/']] }],
  impdp: [{ pairs: [['', '/']] }],
  expdp: [{ pairs: [['', '/']] }],
  'clickhouse-client': [{ options: ['--password'] }],
  snowsql: [{ options: ['-p'] }],
  beeline: [{ options: ['-p'] }],
  influx: [{ options: ['-password', '-t', '-p'] }],
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
  ldapsearch: [{ options: ['-w'] }],
  ldapmodify: [{ options: ['-w'] }],
  ldapadd: [{ options: ['-w'] }],
  ldapwhoami: [{ options: ['-w'] }],
  ldappasswd: [{ options: ['-w', '-s', '-a'] }],
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
