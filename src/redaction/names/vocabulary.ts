const words = (text: string): ReadonlySet<string> => new Set(text.trim().split(/\s+/));

/** Words that are a password by themselves, in the languages in which programs name them. */
export const PASSWORD_WORDS = words(`
  password passwd passwrd passphrase passcode pwd pswd psw passw pass pw passwort kennwort contrasena contraseña clave senha
  wachtwoord motdepasse psk userpass sshpass storepass keypass bindpw requirepass masterauth пароль 密码 密碼 パスワード 비밀번호
`);

/** How a password's name ends that is written in one word: `dbpassword`, `PGPASSWORD`, `rootpwd`. */
export const PASSWORD_ENDING =
  /(?:password|passwd|passphrase|(?:my|db|pg|sql|root|admin|user|smtp|mail|ftp|ssh|ldap|redis|mongo|auth|login|proxy|store|key)(?:pass|pwd))$/;

/** What a key must be of for its name alone to say that it is secret: `api_key`, `SIGNING-KEY`. */
export const SECRET_KEY_OF = words(`
  api app access secret private signing sign encryption encrypt decryption account master hmac jwt webhook consumer deploy license
  licence shared storage fernet symmetric aes des rsa ec ssh tls client server root admin auth authentication authorization
  session integration developer subscription unseal recovery ingest ingestion instrumentation write vault wrapping
  product activation trading preshared listen crypto cipher appkey sas service bot wallet validator rest sdk sandbox live
`);

/** What a key is of that opens nothing: places in tables, caches, queues, buckets and books, and keys on a keyboard. */
export const OPEN_KEY_OF = words(`
  primary foreign partition sort cache routing route public pub publishable row column col dict object obj s3 gcs blob file map
  config conf cfg i18n message msg metric label tag dedup dedupe idempotency idempotent order trade unique composite cluster
  clustering shard bucket translation locale lang join lookup event hot short shortcut group grouping index idx lock queue
  topic kafka record entity item feature model redis hash range natural surrogate business sequence seq registry alias search
  nav menu node parent child data meta query param field property prop attribute attr json xml yaml job task run step state flag
  sub key keys first last next prev previous max min num total any each every same wrong missing invalid unknown duplicate no this the a by
  with of set get press arrow function fn ctrl control alt shift escape enter tab del space memory mem kv host known gpg ring
  block batch trace span series symbol contract position fold sample table view document doc leaf merkle
  transfer dataset experiment artifact image asset resource variable param metrics time date day hour window
`);

/** Tokens that open no door: a page's goes on with a list, a tokenizer's pads a text, an exchange's is a coin. */
export const OPEN_TOKEN_OF = words(`
  next prev previous page continue continuation pagination resume sync cursor watermark pad eos bos unk sep cls mask special stop
  start end begin first last max min num n total input output prompt completion cached reasoning per avg image audio text subword
  word new added extra vocab target source base quote in out pay reward lp pool native gas fee stake staking erc20 nft mint
  wrapped underlying collateral debt yield governance meme coin utility asset swap sell buy from to unexpected invalid current
  each every any no this the a of top single average
`);

/** What follows the noun when the name is not of the credential, but of something about it: `password_length`, `tokenUrl`. */
export const ABOUT = words(`
  id ids identifier name names file files filename path paths dir length len size count counts num number kind policy policies hash
  hashed hashes expiry expires expired expire expiration expiring exp at time timestamp ts date ttl age max min changed updated
  created rotated rotation rotate last next url uri urls endpoint host port field fields column header headers prefix
  suffix format pattern regex index idx pos ref refs reference arn version versions provider manager enabled disabled required
  optional valid invalid validity status state attempts retries reset limit limits rate budget usage usages used loss acc accuracy
  embedding embeddings emb model address addr symbol decimals pair pairs price amount balance supply bucket per second ratio
  level dropout label labels title description desc hint help error errors message msg prompt strength score scheme algorithm
  algo alg encryption method mode source scope scopes audience issuer cache ring rings board alias aliases codes frame
  event rules rule lookup handler factory service controller helper util manager builder filter interceptor exception
  validator generator resolver type types bytes bits iterations rounds cost hit hits miss misses position positions weight weights
  mint logprob logprobs probs prob window indices list set tracker counter stats metrics latency throughput
  vault store selector schema config configuration settings options template placeholder example page plan request requests
  response grant exchange review issued granted found missing required secretref secretkeyref configmap mount mounts volume
  projects location locations region zone kms fingerprint thumbprint checksum digest sha256 sha1 md5 icon color visible
  verified verification verify check checked checker checks strategy bytesize lifetime lifespan duration interval refresh revoke renewal
`);

/** A verb before the noun makes a call of it, that gives the credential and is not given it: `get_secret("name")`. */
export const GIVING_VERBS = words(`
  get fetch load read find lookup resolve require requires required request delete remove create validate check is has have had
  needs need missing invalid wrong bad no failed fail forgot reset show hide enable enabled disable disabled allow use uses using
  num number count max min total n access rotate rotated refresh refreshed revoke list describe generate parse decode verify
`);
