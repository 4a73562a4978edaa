/** What stands behind "password:" in logs and is none: words of prose, null in any language, types in signatures. */
const NO_VALUE = new Set(
  (
    'null nil none undefined true false yes no on off empty blank missing expired expires expiring invalid valid required incorrect ' +
    'wrong unset set not is was are be been must should cannot can could will would has have had and or for to the a an of in at ' +
    'with from given option flag argument arg parameter param value field key str string bool boolean int integer float number bytes ' +
    'byte object optional any text char varchar redacted hidden masked removed sensitive filtered omitted unknown n/a na - ' +
    'loaded found failed fail failure changed updated rotated refreshed refreshing generated created deleted revoked disabled ' +
    'enabled accepted rejected denied ok error using used use via by as if when then this that it your you please enter provide ' +
    'provided authentication auth login user prompt stdin env environment file config default placeholder secret password token ' +
    'retry retrying waiting skipped skipping too short long weak strong same different mismatch match matches mandatory ' +
    'str, string, redacted, secretstr never always only but so there here now new old one two error: unauthorized forbidden ' +
    'type format length policy reset rotation expiry expiration bearer basic negotiate digest public private anonymous plaintext ' +
    'varchar, nvarchar longtext self cls props'
  ).split(' '),
);

const PLACEHOLDERS: readonly RegExp[] = [
  // A variable: $NAME, ${NAME}, $(NAME), %NAME%, %(name)s, {name}, {{ .Values.name }}, @name@, :name, #{name}.
  /^\$(?:[A-Za-z_]\w{0,80}|\{[^}]{0,120}\}?|\([^)]{0,120}\)?|\d)$/,
  /^(?:\{\{|\$\{\{|%\(|#\{|<%|%[sdvqr]$|%\{)/,
  /^%[A-Za-z_]\w{0,80}%$|^\{[A-Za-z_][\w.!:]{0,80}\}$|^@[A-Z_]{2,80}@$|^:[a-z_]{2,40}$/,
  // Already masked, or to be filled in: ****, xxxx, ...., <token>, [hidden], (set).
  /^(?:[*•●·#?_-]+|[xX]{3,}|\.{2,}|…|<[^<>]{0,80}>?|\[[A-Za-z _-]{0,40}\]?|\([A-Za-z _-]{0,40}\)?)$/,
  /^(?:your|my|some|the|insert|enter|put|replace|change)[-_]?(?:\w{2,12}[-_]?){0,3}(?:key|token|secret|password|pass|here|me)\b.{0,20}$/i,
];

const BEGINS_PLACEHOLDER = /^[$%{<#*•●·?_.…[(@:xXyYmMsStTiIeEpPrRcC-]/;
const MOST_WORD = 16;

/** Whether a named value says that there is none, or where it comes from, in place of being one. */
export function isPlaceholder(value: string): boolean {
  if (value.length <= MOST_WORD && NO_VALUE.has(value.toLowerCase())) return true;
  return BEGINS_PLACEHOLDER.test(value) && PLACEHOLDERS.some((placeholder) => placeholder.test(value));
}

const CALLEE = /^(?:await\s|new\s)?[&*]?[A-Za-z_][\w.:]{0,80}(?=[([])/;
const MEMBER =
  /^[&*]?(?:self|this|cls|args?|conf|config|cfg|settings|options|opts|params|os|env|process|ctx|request|req|app|creds|credentials|secrets|vars|values|data|user|input|context|kwargs|props|event|client|server|session|auth)(?:\.|\[|->|\?\.)/i;
const TYPE =
  /^(?:typing\.)?(?:Optional|Union|List|Dict|Annotated|Literal|Final|Option|Result|Vec|Array|Promise|Secret|Maybe)[[<]|^(?:\[\]|&|\*)?(?:str|string|byte|bytes|char|rune|interface\{\}|SecretStr|SecretBytes|String|Text|CharField|StringField|VARCHAR|TEXT|Any|NoneType|z\.\w+)\b\??(?:$|[[({<;|,)])/;

/** Whether a value without quotes is code in a traceback: `get_token(…)`, `os.environ[…]`, `config.password`, or the type of one. */
export function isExpression(value: string): boolean {
  if (!/[([.{|&*<>-]|^[sSbBcrtTavVAioN]/.test(value)) return false;
  if (TYPE.test(value) || MEMBER.test(value)) return true;
  const callee = CALLEE.exec(value)?.[0];
  return (
    callee !== undefined &&
    (/[._:]/.test(callee) ||
      value === `${callee}[` ||
      /[([]["']|\(\)?$|\((?:[a-z_]\w{0,40}=|\.\.\.|[a-z_]{1,40}$)/.test(value))
  );
}

/** A file, a folder, or a resource that holds the credential: /run/secrets/database, ~/.ssh/id_rsa, projects/p/secrets/s/versions/1. */
export function isPlace(value: string): boolean {
  if (!/[/\\:.]/.test(value)) return false;
  return (
    /^(?:~|\.{1,2}|[A-Za-z]:)?[\\/](?:[a-z@][\w@.-]{0,60}[\\/]){0,12}[a-z@.][\w.-]{0,60}[\\/]?$/.test(
      value,
    ) ||
    /^(?:projects|secret|secrets|kv|vault|ssm|prod|dev|staging)\/(?:[\w.-]{1,60}\/){0,10}[\w.-]{1,60}$/.test(
      value,
    ) ||
    /^(?:arn:aws|file:|vault:|ssm:|sm:|gcp-?sm:|aws-?sm:|op:|keyvault:|env:|secretref:|https?:\/\/)/i.test(
      value,
    ) ||
    /^[\w./-]{2,120}\.(?:pem|key|crt|json|ya?ml|txt|env|p12|pfx|jks|kdbx|toml|ini)$/.test(value)
  );
}

/** How klog writes an object: namespace/name. https://github.com/kubernetes/klog (KObj) */
export function isObjectReference(value: string): boolean {
  return /^[a-z][a-z0-9-]{0,62}\/[a-z][a-z0-9.-]{0,120}$/.test(value);
}

/** The name that a person gave to an object that holds credentials: `exchange-credentials-v2`, `db-secret`. */
export function isObjectName(value: string): boolean {
  return (
    /^[a-z]{2,}(?:[-_][a-z0-9]{1,16}){1,6}$/.test(value) &&
    /(?:^|[-_])(?:creds?|credentials?|secrets?|config|certs?|tls|tokens?|keys?|auth|account|cred|regcred|passwords?|api)(?:[-_]|$)/.test(
      value,
    )
  );
}
