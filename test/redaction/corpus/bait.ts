import { harmless, type HarmlessSample } from './sample.ts';

const bait = (name: string, text: string) => harmless('bait', name, text);

/** Lines without a credential that look as if they had one. */
export const BAIT: readonly HarmlessSample[] = [
  bait(
    'tokens that are coins',
    String.raw`
  token=BTCUSDT-PERP
  token=0xdAC17F958D2ee523a2206206994597C13D831ec7
  token: 0xA0b86991c6218b36c1d19D4a2e9Eb0cE3606eB48 decimals=6
  token="USDC" chain=base
  {"token":"WETH","token_address":"0xC02aaA39b223FE8D0A0e5C4F27eAD9083C756Cc2"}
  token=EPjFWdd5AufqSSqeM2qN1xzybapC8G4wEGkZwyTDt1v mint authority none
  token=So11111111111111111111111111111111111111112
  base_token=ETH quote_token=USDT
  tokenIn=WETH tokenOut=USDC amountIn=1.5
  token0=0xC02aaA39b223FE8D0A0e5C4F27eAD9083C756Cc2 token1=0xdAC17F958D2ee523a2206206994597C13D831ec7
  token=1000PEPEUSDT lev=20
  token: TR7NHqjeKQGTCi8q8ZY4pL8otSzgjLj6t
  token=USDC.e bridge=stargate
  token=BTC-27DEC26-100000-C
  lp_token=0x06da0fd433C1A5d7a4faa01111c044910A184553
  token_symbol=PEPE token_name="Pepe Coin"
  reward_token: CRV
  token=cosmos1fl48vsnmsdzcv85q5d2q4z5ajdha8yu34mf0eh
  trading pair token=WBTC/USDC:USDC
  stake_token=stETH apr=3.2
`,
  ),
  bait(
    'tokens that are words',
    String.raw`
  tokens=512 max_tokens=2048 tokens_per_second=3000
  token: <EOS> pad_token=[PAD] eos_token="</s>"
  token='understanding' logprob=-0.31
  token="▁the" id=262
  token=Ġhello score=0.12
  next_token: "information" p=0.83
  token=512
  num_tokens: 81920
  token_loss=0.3 token_acc=0.91
  stop_token=<|im_end|>
  {"token":{"id":1523,"text":" because","logprob":-0.12,"special":false}}
  added_tokens=['<tool_call>', '</tool_call>']
  mask_token=[MASK] cls_token=[CLS] sep_token=[SEP]
  token_type=access token_count=3
  new_token_ids=[151643, 151645]
  token budget: 4096
  tokens: ["The", "quick", "brown", "fox"]
  first token latency: 123ms
  unk_token=<unk>, tokenizer_class=LlamaTokenizerFast
  page_token=CAUQAA1234567890 next_page_token=CAoQAA9876543210
  continue token eyJ2IjoibWV0YS5rOHMuaW8vdjEiLCJydiI6MTMyOX0
`,
  ),
  bait(
    'passes and counts',
    String.raw`
  num_pass=12 num_fail=0
  pass=12 fail=0 skip=1
  pass: 42 warn: 3
  n_pass=1523 pass_rate=0.97
  high_pass=0.1 low_pass=30 bandpass=12
  compass=12 bypass=true passed=12 password_changed_at=2026-11-22T18:53:04Z
  pass@1=0.61 pass@10=0.83
  first_pass=ok second_pass=skipped
  password_length=12 password_min_length=8
  password_attempts=3 password_expired=false
  failed_passwords=3
  passwords_checked=1523
  pass 2 of 3: optimizing
  passthrough=true passive_mode=on
  forward_pass=12.3ms backward_pass=23.4ms
`,
  ),
  bait(
    'type hints and signatures',
    String.raw`
  password: Optional[str]
  password: Optional[str] = None
  api_key: str | None = None
  token: Union[str, None] = Field(default=None)
  secret: SecretStr
  password: str = Field(..., min_length=8)
  func Login(user string, password string) (token string, err error)
  fn connect(password: &str, token: Option<String>) -> Result<()>
  private String password;
  public void setPassword(String password) {
  password: string;
  token?: string | undefined;
  apiKey: z.string().min(1),
  password: { type: String, required: true }
  api_key: typing.Annotated[str, Header()]
  @Column({ type: 'varchar' }) password: string
  password VARCHAR(255) NOT NULL,
  secret = models.CharField(max_length=64)
  token: bytes = b""
  def set_password(self, password: str) -> None:
`,
  ),
  bait(
    'names of secrets',
    String.raw`
  secret: projects/p/secrets/exchange/versions/latest
  secret=arn:aws:secretsmanager:eu-central-1:123456789012:secret:kubeconfig-a1B2c3
  secret: trading-bots/exchange-credentials
  secretName=exchange-credentials-v2
  secret_id=prod/exchange/binance
  existingSecret: exchange-credentials
  password_file=/run/secrets/db_password
  passwordSecretRef: {name: db-credentials, key: password}
  secret: trading-bot-credentials created
  credentials=/var/secrets/google/key.json
  GOOGLE_APPLICATION_CREDENTIALS=/var/secrets/google/key.json
  token_path=/var/run/secrets/kubernetes.io/serviceaccount/token
  private_key_path=/etc/ssl/private/server.key
  api_key_name=binance-main
  key_id=1234abcd-12ab-34cd-56ef-1234567890ab
  secret_name: sm://exchange/binance
  vault path secret=secret/data/exchange/binance
  ssm parameter password=/prod/db/password
  secretKeyRef: name=exchange-credentials key=api-key
  secretRef:
  token_url=https://auth.example.com/oauth/token
  password_policy=strict secret_version=7
  keyvault https://bots.vault.azure.net/secrets/exchange
  key_arn=arn:aws:kms:eu-central-1:123456789012:key/1234abcd-12ab-34cd-56ef-1234567890ab
`,
  ),
  bait(
    'placeholders and masks',
    String.raw`
  password=****
  password=None token=null secret: undefined
  password=<hidden>
  password=${'${DB_PASSWORD}'}
  password=$DB_PASSWORD
  api_key=<your-api-key>
  token: "***"
  password: [hidden]
  Authorization: Bearer <token>
  Authorization: Bearer $TOKEN
  password=xxxxxxxx
  secret=(set)
  password={password}
  token={{ .Values.token }}
  token=%s
  api_key=REDACTED
  password: ••••••••
  https://bot:***@host/path
  postgres://bot:$DB_PASSWORD@db:5432/x
  postgres://bot:xxxxx@db:5432/x
  token=...
  curl -u "$USER:$PASS" https://x
  password=os.environ['DB_PASSWORD']
  client_secret=(sensitive value)
  password=%DB_PASSWORD%
  password: "" token: ''
  password=[REDACTED]
`,
  ),
  bait(
    'keys that open nothing',
    String.raw`
  key=orders/77 partition=3 cache_key=book:BTCUSDT:50
  primary_key=42 foreign_key=7 sort_key=2026-11-22#42
  idempotency_key=550e8400-e29b-41d4-a716-446655440000
  public_key=MCowBQYDK2VwAyEAGb9ECWmEzf6FQbrBZ9w7lshQhqowtrbLDFw4rXAxZuE=
  ssh-rsa AAAAB3NzaC1yc2EAAAADAQABAAABgQC7 bot@host
  s3 key=checkpoints/step-12000/pytorch_model-00001-of-00004.safetensors
  object_key=2026/11/22/0af7651916cd43dd8448eb211c80319c.parquet
  routing_key=orders.filled.BTCUSDT
  row_key=9f86d081884c7d659a2feaa0c55ad015a3bf4f1b
  partition_key=0af7651916cd43dd8448eb211c80319c
  key: value
  metric_key=sharpe_ratio_v2
  feature_key=rsi_14_zscore
  dedup_key=0af7651916cd43dd8448eb211c80319c
  keyboard=us monkey=1 turkey: roast
  hotkey=ctrl+shift+p
  key_type=rsa key_size=4096 key_usage=sign
  config_key=exchange.timeout
  i18n_key=errors.password.required
  publishable_key=none key_rate=0.031
`,
  ),
  bait(
    'hashes, identifiers and references',
    String.raw`
  session_id=d29-k8s-demo-session
  auth=kubernetes auth_method=token
  https://medium.com/@user/post
  git@github.com:org/repo.git
  https://x.example/a:b@c
  sha256~none
  signature=v1 sig=BUY
  author=bot authored 2026-11-22
  AKIA is the prefix of access key ids
  sk-learn version=1.5
  docker-pullable://nginx:1.25@sha256:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855
  eyJ is how a JWT begins
  hash=$HASH algorithm=bcrypt cost=12
  -----BEGIN CERTIFICATE-----
  -----BEGIN PUBLIC KEY-----
  salt=none pepper=none
  task-runner-7d9f8c5b6d-x2x4z started
  hf_hub_download(repo_id="meta-llama/Llama-3.1-8B", filename="config.json")
  model=gpt-4o-2024-08-06 deployment=gpt-4o-prod-eu
  npm_config_registry=https://registry.npmjs.org/
  auth: false credentials: same-origin
  basic auth enabled: true
  cookie_secure=True cookie_samesite=Lax cookie: none
  Cookie: theme=dark
  token_hash=9f86d081884c7d659a2feaa0c55ad015
  x-ratelimit-remaining-tokens: 149984
  password hash algorithm: pbkdf2_sha256
  SK hynix HFS001TEJ9X110N detected
  ghcr.io/org/app:sha-9f86d08
  fw_version=1.2.3 fc-list sl.list s.str
`,
  ),
].flat();
