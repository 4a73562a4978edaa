import { harmless, type HarmlessSample } from './sample.ts';

const ordinary = (name: string, text: string) => harmless('ordinary', name, text);

/** Lines of real kinds of log, without a credential. */
export const ORDINARY: readonly HarmlessSample[] = [
  ordinary(
    'Kubernetes components',
    String.raw`
  I1122 10:00:00.123456       1 leaderelection.go:258] successfully acquired lease kube-system/kube-scheduler
  E1122 10:00:01.000001       1 reflector.go:147] k8s.io/client-go/informers/factory.go:150: Failed to watch *v1.Secret: unknown
  W1122 10:00:02.000001       1 warnings.go:70] batch/v1beta1 CronJob is deprecated in v1.21+, unavailable in v1.25+
  I1122 10:00:03.000001       1 event.go:376] "Event occurred" object="trading-bots/tuner" kind="Job" apiVersion="batch/v1" type="Normal" reason="Completed"
  MountVolume.SetUp failed for volume "kube-api-access-x7k2p" : object "trading-bots"/"kube-root-ca.crt" not registered
  Error: secret "exchange-credentials" not found
  Error: couldn't find key API_TOKEN in Secret trading-bots/exchange-credentials
  Back-off pulling image "registry.example.com/trading/tuner:1.25.3-cuda12.4"
  Successfully pulled image "python:3.12-slim" in 1.234s (1.234s including waiting). Image size: 45123456 bytes.
  0/5 nodes are available: 2 Insufficient nvidia.com/gpu, 3 node(s) had untolerated taint {dedicated: gpu}.
  Created pod: arb-tuning-d29-k8s-worker-1-0-9xvrh
  deleting pod for node scale down
  Readiness probe failed: HTTP probe failed with statuscode: 503
  Liveness probe failed: Get "http://10.0.3.17:8080/healthz": context deadline exceeded
  The node was low on resource: ephemeral-storage. Threshold quantity: 4294967296, available: 3900Ki.
  Container tuner was using 5Gi, request is 0, has larger consumption of ephemeral-storage.
  serviceaccount "default" created; token controller synced
  secret/exchange-credentials configured
  secrets is forbidden: User "system:serviceaccount:trading-bots:bot" cannot list resource "secrets" in API group "" in the namespace "trading-bots"
  pods "x" is forbidden: error looking up service account trading-bots/bot: serviceaccount "bot" not found
  Unable to attach or mount volumes: unmounted volumes=[secret-volume], unattached volumes=[], failed to process volumes=[]: timed out waiting for the condition
  FailedMount: references non-existent secret key: tls.key
  imagePullSecrets: [regcred]
  secretName: exchange-credentials
  secretKeyRef: {name: exchange-credentials, key: api-key}
  Normal  Issuing  cert-manager  Stored new private key in temporary Secret resource "web-tls-8x2kd"
  I1122 10:00:09.1 1 garbagecollector.go:549] "Processing item" item="[batch/v1/Job, namespace: trading-bots, name: tuner-29384756, uid: 0b0e2a6c-7f2c-4f0f-a0a4-9a8b7c6d5e4f]"
`,
  ),
  ordinary(
    'Python services',
    String.raw`
  2026-11-22 10:00:00,123 INFO     root: starting worker pid=17 host=bot-7d9f8c5b6d-x2x4z
  2026-11-22 10:00:00,124 DEBUG    urllib3.connectionpool: https://api.exchange.example:443 "GET /v3/depth?symbol=BTCUSDT&limit=100 HTTP/1.1" 200 5123
  2026-11-22 10:00:00,125 WARNING  asyncio: Executing <Task pending name='Task-17' coro=<main() running at bot.py:42>> took 0.153 seconds
  [2026-11-22 10:00:00 +0000] [7] [INFO] Booting worker with pid: 7
  INFO:     10.0.0.5:54321 - "POST /orders HTTP/1.1" 201 Created
  Traceback (most recent call last):
    File "/app/bot.py", line 42, in connect
      client = Client(user=user, password=password, timeout=timeout)
      password = os.environ["DB_PASSWORD"]
      token = self._fetch_token(client, scope="orders")
      api_key=settings.API_KEY,
      secret=config.get("exchange", "secret"),
  KeyError: 'API_TOKEN'
  requests.exceptions.HTTPError: 401 Client Error: Unauthorized for url: https://api.exchange.example/v3/account
  psycopg2.OperationalError: connection to server at "db" (10.0.0.9), port 5432 failed: FATAL:  password authentication failed for user "bot"
  ValueError: password must be at least 8 characters
  pydantic_core._pydantic_core.ValidationError: 1 validation error for Settings
  api_key
    Field required [type=missing, input_value={'host': 'db'}, input_type=dict]
  TypeError: connect() missing 1 required positional argument: 'password'
  DeprecationWarning: the token argument is deprecated, use auth instead
  celery@worker-1 ready.
  Task orders.tasks.sync[0b0e2a6c-7f2c-4f0f-a0a4-9a8b7c6d5e4f] succeeded in 0.12s: None
  alembic.runtime.migration: Running upgrade 1975ea83b712 -> ae1027a6acf4, add password column
  def connect(host: str, password: str, token: str | None = None):
  botocore.exceptions.NoCredentialsError: Unable to locate credentials
  botocore.credentials: Found credentials in environment variables.
  google.auth.exceptions.DefaultCredentialsError: Your default credentials were not found.
  sqlalchemy.engine.Engine SELECT users.id, users.name, users.password_hash FROM users WHERE users.id = %(id_1)s
  sqlalchemy.engine.Engine [generated in 0.00012s] {'id_1': 42}
  INFO apscheduler.executors.default: Job "rotate_token (trigger: interval[1:00:00], next run at: 2026-11-22 11:00:00 UTC)" executed successfully
`,
  ),
  ordinary(
    'trading',
    String.raw`
  2026-11-22T10:00:00.123Z fill order_id=8837261523 symbol=BTCUSDT side=BUY qty=0.015 price=97123.5 fee=0.00000123 BTC
  book BTC-27DEC26-100000-C bid=0.0325 ask=0.0330 iv=54.2 delta=0.41 gamma=0.00001 vega=112.3
  position ETHUSDT-PERP size=-12.5 entry=3321.7 mark=3319.2 upnl=31.25 liq=4123.1
  client_order_id=x-arb7f3c1d2e4 status=NEW ts=1763805600123
  order 550e8400-e29b-41d4-a716-446655440000 filled
  spread=0.00012 signal=BUY confidence=0.83 regime=mean_reverting
  sharpe=1.83 sortino=2.41 maxdd=-0.123 calmar=0.92 turnover=12.3 hit=0.54
  {"e":"trade","E":1763805600123,"s":"BTCUSDT","t":4512345678,"p":"97123.50","q":"0.015","m":true}
  {"channel":"l2_data","sequence_num":1234567,"events":[{"type":"update","product_id":"BTC-USD"}]}
  8=FIX.4.4|9=178|35=8|49=EXCH|56=BOT|34=412|52=20261122-10:00:00.123|37=8837261523|17=E123|150=F|39=2|55=BTC/USD|54=1
  rebalance weights={'AAPL': 0.12, 'MSFT': 0.11, 'NVDA': 0.09} gross=1.0 net=0.02
  alpha_017 ic=0.034 icir=0.41 decay=5d turnover=0.22 neutral=sector
  funding rate BTCUSDT 0.0100% next 2026-11-22T16:00:00Z
  tx 0x5c504ed432cb51138bcf09aa5e8a410dd4a1e204ef84bfed1be16dfba1b22060 confirmed in block 18903271
  wallet 0xdAC17F958D2ee523a2206206994597C13D831ec7 balance=1523.44 USDT
  swap 1.5 WETH -> 4987.2 USDC pool=0x88e6A0c2dDD26FEEb64F039a2c41296FcB3f5640 fee=500
  solana sig 5VERv8NMvzbJMEkV8xnrLkEaWRtSz9CosKDYjCJjBRnbJLgp8uirBgmQpjKhoR4tjF3ZpRzrFmBV6UjKdiSZkQUW slot=312345678
  [strategy:arb] leg1 filled 0.015@97123.5 leg2 pending 0.015@97130.0 edge=0.7bps
  risk: gross exposure 1.2M of 2.0M, var95=23k, limit ok
  backtest 2024-01-01..2026-01-01: 12,512 trades, pf 1.42, exp 0.13R
  ws reconnect attempt=3 backoff=1.5s reason="1006 abnormal closure"
  rate limit weight used=1187/1200 retry-after=12
  clock drift 23ms against exchange, recvWindow=5000
  key=orders/77 partition=3 offset=8837261523
  keys: 1523 symbols loaded
  instrument ISIN=US0378331005 CUSIP=037833100 FIGI=BBG000B9XRY4 ric=AAPL.O
  pairs trade KO/PEP z=2.31 half-life=12.4 beta=0.87 entering
  greeks: delta -0.12 gamma 0.003 theta -45.1 vega 210.7
  feed lag p50=1.2ms p99=8.7ms dropped=0
  session 20261122-LON opened, seqnum reset
  hedge ratio 0.8731 se=0.0121 adf=-3.92 p=0.0019
`,
  ),
  ordinary(
    'machine learning',
    String.raw`
  Epoch 3/100:  42%|████▏     | 420/1000 [01:23<01:55,  5.04it/s, loss=0.123, lr=3e-4]
  step=12000 loss=2.3412 ppl=10.39 tokens=1048576 tokens_per_second=31234 grad_norm=0.87
  {'loss': 0.3412, 'grad_norm': 1.2345, 'learning_rate': 4.5e-05, 'epoch': 1.23, 'num_tokens': 81920.0}
  Loading checkpoint shards: 100%|██████████| 4/4 [00:12<00:00,  3.01s/it]
  Special tokens have been added in the vocabulary, make sure the associated word embeddings are fine-tuned or trained.
  Token indices sequence length is longer than the specified maximum sequence length for this model (1523 > 512).
  Setting pad_token_id to eos_token_id:128001 for open-end generation.
  tokenizer: vocab_size=128256 bos_token='<|begin_of_text|>' eos_token='<|eot_id|>' pad_token=None
  max_new_tokens=256 temperature=0.7 top_p=0.95 prompt_tokens=512 completion_tokens=128
  {"usage":{"prompt_tokens":10,"completion_tokens":20,"total_tokens":30},"model":"llama-3.1-8b"}
  wandb: Run data is saved locally in /app/wandb/run-20261122_100000-3x7k2pqz
  wandb: Syncing run confident-sweep-17
  wandb: 🚀 View run at https://wandb.ai/team/arb/runs/3x7k2pqz
  mlflow run_id=0af7651916cd43dd8448eb211c80319c experiment=arb-tuning artifact_uri=s3://ml/1/0af7651916cd43dd8448eb211c80319c/artifacts
  [I 2026-11-22 10:00:00,123] Trial 17 finished with value: 0.8731 and parameters: {'lr': 0.00031, 'dropout': 0.12}. Best is trial 12 with value: 0.8812.
  [LightGBM] [Info] Total Bins 12750, Number of data points in the train set: 50000, number of used features: 51
  [10:00:00] WARNING: /workspace/src/learner.cc:742: Parameters: { "n_estimators" } are not used.
  NCCL INFO Channel 00/02 :    0   1   2   3
  NCCL WARN [Rem Allocator] Allocation failed (segment 0, fd 35)
  torch.cuda.OutOfMemoryError: CUDA out of memory. Tried to allocate 2.00 GiB. GPU 0 has a total capacity of 79.15 GiB
  | N/A   34C    P0    65W / 400W |  71234MiB / 81920MiB |     98%      Default |
  saved model to s3://ml-artifacts/checkpoints/step-12000/pytorch_model-00001-of-00004.safetensors
  sha256:2c26b46b68ffc68ff99b453c1d30413413422d706483bfa0f98a5e886266e7ae model.safetensors
  ray::train() (pid=412, ip=10.0.3.17) completed iteration 42 in 12.3s
  early stopping: val_loss did not improve for 5 epochs, restoring best weights
  attention: heads=32 kv_heads=8 head_dim=128 key_padding_mask=None
  query/key/value projections fused; key_cache shape torch.Size([1, 8, 4096, 128])
  token_type_ids attention_mask input_ids labels
  dataset fingerprint=5f3a1c9d7b2e4f60 num_rows=1523401 num_bytes=812734512
  confusion matrix: [[412, 23], [31, 534]] accuracy=0.946
  feature importance: rsi_14=0.123 macd=0.098 vol_20d=0.087 key_rate=0.031
  perplexity/token 8.31 bits-per-token 3.06
  accelerate: mixed_precision=bf16 num_processes=8 deepspeed_stage=3
  hyperopt best: {'depth': 8, 'eta': 0.031, 'gamma': 0.2, 'seed': 1337}
  random_seed=1337 numpy_seed=42
`,
  ),
  ordinary(
    'web servers and proxies',
    String.raw`
  10.0.0.5 - - [22/Nov/2026:10:00:00 +0000] "GET /api/v1/orders?limit=100&cursor=42 HTTP/1.1" 200 5123 "-" "curl/8.5.0"
  10.0.0.5 - bot [22/Nov/2026:10:00:01 +0000] "POST /login HTTP/1.1" 302 0 "https://app.example.com/login" "Mozilla/5.0"
  2026/11/22 10:00:00 [error] 31#31: *12 upstream timed out (110: Connection timed out) while reading response header from upstream
  [2026-11-22T10:00:00.123Z] "GET /v3/depth HTTP/2" 200 - via_upstream - "-" 0 5123 12 11 "-" "python-requests/2.32" "0af76519-16cd-43dd-8448-eb211c80319c" "api" "10.0.0.9:8080"
  time="2026-11-22T10:00:00Z" level=info msg="request completed" method=GET path=/metrics status=200 duration=1.2ms
  caddy: serving initial configuration
  haproxy[1]: 10.0.0.5:51234 [22/Nov/2026:10:00:00.123] http-in api/srv1 0/0/0/12/12 200 5123 - - ---- 1/1/0/0/0 0/0
  traefik msg="Starting provider *traefik.Provider"
  http: TLS handshake error from 10.0.0.5:51234: remote error: tls: bad certificate
  TLS: certificate CN=api.example.com serial=04:9f:1b:22:aa:cd:ef:10 expires 2027-01-31
  x-request-id: 0af7651916cd43dd8448eb211c80319c traceparent: 00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01
  < HTTP/2 200
  < content-type: application/json; charset=utf-8
  < etag: W/"33a64df551425fcc55e4d42a148795d9f25f89d4"
  < x-amz-request-id: 7B4A0FABBEXAMPLE
  * Connected to api.exchange.example (10.0.0.9) port 443
  * ALPN: server accepted h2
  > GET /v3/time HTTP/2
  > accept: */*
  CORS preflight: Access-Control-Allow-Headers: authorization, content-type, x-api-key
  WWW-Authenticate: Bearer realm="https://auth.example.com/token",service="registry.example.com",scope="repository:x:pull"
  GET https://registry.npmjs.org:443/@types/node 200 in 312ms
  GET /oauth/authorize?response_type=code&client_id=web&redirect_uri=https%3A%2F%2Fapp.example.com%2Fcb 302
  cookie policy: SameSite=Lax
  session created for user 42
`,
  ),
  ordinary(
    'databases and queues',
    String.raw`
  2026-11-22 10:00:00.123 UTC [17] LOG:  database system is ready to accept connections
  2026-11-22 10:00:00.124 UTC [42] ERROR:  duplicate key value violates unique constraint "orders_pkey"
  2026-11-22 10:00:00.124 UTC [42] DETAIL:  Key (id)=(8837261523) already exists.
  2026-11-22 10:00:00.125 UTC [43] FATAL:  password authentication failed for user "bot"
  [Warning] [MY-010055] [Server] IP address '10.0.0.5' could not be resolved: Name or service not known
  ERROR 1045 (28000): Access denied for user 'bot'@'10.0.0.5' (using password: YES)
  1:M 22 Nov 2026 10:00:00.123 * Background saving terminated with success
  (error) NOAUTH Authentication required.
  {"t":{"$date":"2026-11-22T10:00:00.123+00:00"},"s":"I","c":"NETWORK","id":22943,"ctx":"listener","msg":"Connection accepted"}
  [2026-11-22 10:00:00,123] INFO [GroupCoordinator 1]: Member consumer-1-7c1e0f7a-31a3-4d9e-8a0b-6a5d4c3b2a19 in group bots has left
  partition_key=abc-123 sort_key=2026-11-22 primary_key=42 foreign_key=7
  CREATE INDEX idx_orders_key ON orders (symbol, created_at);
  CREATE TABLE users (id bigint, name text, password varchar(255) NOT NULL, api_key text);
  SELECT key, value FROM settings WHERE key = 'max_orders'
  slow query 1523ms: SELECT count(*) FROM fills WHERE account_key = 12 AND ts > now() - interval '1 day'
  COPY fills FROM STDIN; 12512 rows
  vacuum: removed 1523 row versions in 42 pages
  =INFO REPORT==== 22-Nov-2026::10:00:00 === accepting AMQP connection <0.412.0> (10.0.0.5:51234 -> 10.0.0.9:5672)
  cache hit ratio 0.973 keys=15234 evicted=12 expired=42
  cache_key=book:BTCUSDT:50 ttl=5s
  lock acquired key=lock:rebalance owner=worker-3
  etag=d41d8cd98f00b204e9800998ecf8427e size=0
  clickhouse <Information> executeQuery: Read 1523401 rows, 81.27 MiB in 0.123 sec.
  schema registry: subject fills-value version 7 id 412
  flyway: Successfully applied 3 migrations to schema "public" (execution time 00:00.123s)
`,
  ),
  ordinary(
    'Java, Go, Rust and Node',
    String.raw`
  2026-11-22 10:00:00.123  INFO 1 --- [           main] c.e.bot.Application : Started Application in 3.21 seconds (JVM running for 3.9)
  Caused by: io.jsonwebtoken.ExpiredJwtException: JWT expired at 2026-11-22T09:00:00Z. Current time: 2026-11-22T10:00:00Z
  	at com.example.auth.TokenService.refreshToken(TokenService.java:42)
  	at org.springframework.security.authentication.UsernamePasswordAuthenticationToken.<init>(UsernamePasswordAuthenticationToken.java:70)
  java.lang.NullPointerException: Cannot invoke "String.length()" because "password" is null
  o.s.s.web.DefaultSecurityFilterChain : Will secure any request with [DisableEncodeUrlFilter, BasicAuthenticationFilter]
  [GC (Allocation Failure) [PSYoungGen: 262144K->12345K(305664K)] 262144K->12353K(1005056K), 0.0123456 secs]
  HikariPool-1 - Added connection org.postgresql.jdbc.PgConnection@1a2b3c4d
  panic: runtime error: invalid memory address or nil pointer dereference
  goroutine 17 [running]:
  main.(*Client).SetToken(0xc0000b4000, {0xc0000a6010, 0x20})
  	/app/client.go:42 +0x1d
  level=INFO source=server.go:42 msg="listening" addr=:8080 version=v1.4.2 commit=9f86d08
  {"level":"info","ts":1763805600.123,"caller":"controller/job.go:42","msg":"reconciled","namespace":"trading-bots","name":"tuner"}
  thread 'main' panicked at src/main.rs:42:10: called Result::unwrap() on an Err value: MissingToken
  DEBUG hyper::client::pool: reuse idle connection for ("https", api.exchange.example)
  npm warn deprecated inflight@1.0.6: This module is not supported, and leaks memory.
  added 1523 packages, and audited 1524 packages in 12s
  (node:17) [DEP0040] DeprecationWarning: The punycode module is deprecated.
  TypeError: Cannot read properties of undefined (reading 'token')
      at Object.<anonymous> (/app/dist/auth.js:17:42)
  Error: ENOENT: no such file or directory, open '/run/secrets/db_password'
  ✓ src/auth/token.test.ts (12 tests) 42ms
  PASS src/auth/password.test.ts
  --- PASS: TestRotateToken (0.00s)
  --- FAIL: TestPasswordPolicy (0.01s)
  ok  	example.com/bot/auth	0.123s	coverage: 81.2% of statements
  test result: ok. 42 passed; 0 failed; 1 ignored; 0 measured; 0 filtered out
  BUILD SUCCESSFUL in 12s
  warning: unused variable: api_key
`,
  ),
  ordinary(
    'builds and tools',
    String.raw`
  Collecting torch==2.5.1
    Downloading torch-2.5.1-cp312-cp312-manylinux1_x86_64.whl (906.4 MB)
  Successfully installed numpy-2.1.3 pandas-2.2.3 tokenizers-0.20.3
  #12 [5/9] RUN pip install -r requirements.txt
  #12 sha256:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855 0B / 32B 0.1s
  pulled image registry.example.com/trading/tuner@sha256:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855
  Status: Downloaded newer image for python:3.12-slim
  commit 9f86d081884c7d659a2feaa0c55ad015a3bf4f1b by bot
  HEAD is now at 9f86d08 Rotate the token before it expires
  remote: Enumerating objects: 1523, done.
  From github.com:org/repo
   * [new branch]      fix/token-refresh -> origin/fix/token-refresh
  Fingerprint: SHA256:uNiVztksCsDhcc0u9e8BgrJXVGDqRjrRmW5N2yoAmDI bot@host (ED25519)
  Terraform will perform the following actions:
    # aws_secretsmanager_secret.db will be created
        + secret_string = (sensitive value)
        + arn           = (known after apply)
  Apply complete! Resources: 3 added, 0 changed, 0 destroyed.
  PLAY RECAP *********************************************************************
  bot-1 : ok=12 changed=3 unreachable=0 failed=0 skipped=2 rescued=0 ignored=0
  helm upgrade --install bot ./chart --namespace trading-bots --set image.tag=1.25.3
  make[1]: Entering directory '/app'
  gcc -O2 -Wall -o bot main.c -lssl -lcrypto
  -rw-r--r-- 1 bot bot 5123 Nov 22 10:00 id_rsa.pub
  download: s3://ml/checkpoints/step-12000/optimizer.pt to ./optimizer.pt
  upload: ./model.bin to s3://ml/models/arb/model.bin
  upgraded: kubectl v1.36.0 -> v1.36.1
  sha256sum: WARNING: 1 computed checksum did NOT match
  d41d8cd98f00b204e9800998ecf8427e  empty.txt
  e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855  model.onnx
  gpg: key 9DC858229FC7DD38854AE2D88D81803C0EBFCD88: public key "Docker Release (CE deb) <docker@docker.com>" imported
  apt-key is deprecated. Manage keyring files in trusted.gpg.d instead.
  cosign: Verified OK
  sbom: 412 packages, 0 secrets found
  detect-secrets: no new secrets
  integrity sha512-iC8EBfmR8ysIiOVUM2IDXTWQCSn2ZvJWuKlxZDhYqkPpcKu1TQJYgbWJNJOkPHgDLRdKNqvYVCjJqjTIYGbX3w==
`,
  ),
  ordinary(
    'operating systems and networks',
    String.raw`
  Nov 22 10:00:00 host systemd[1]: Started Session 42 of user bot.
  Nov 22 10:00:01 host sshd[1523]: Accepted publickey for bot from 10.0.0.5 port 51234 ssh2: ED25519 SHA256:uNiVztksCsDhcc0u9e8BgrJXVGDqRjrRmW5N2yoAmDI
  Nov 22 10:00:02 host sshd[1524]: Failed password for invalid user admin from 203.0.113.7 port 51235 ssh2
  Nov 22 10:00:03 host sudo: pam_unix(sudo:auth): authentication failure; logname= uid=1000 euid=0 tty=/dev/pts/0
  Nov 22 10:00:04 host CRON[1525]: (bot) CMD (/usr/local/bin/rotate-token >/dev/null 2>&1)
  Nov 22 10:00:05 host kernel: [12345.678901] oom-kill:constraint=CONSTRAINT_MEMCG,nodemask=(null),cpuset=cri-containerd-0b0e2a6c7f2c.scope
  Memory cgroup out of memory: Killed process 412 (python) total-vm:8123456kB, anon-rss:4123456kB
  eth0: link up, 1000Mbps, full-duplex, lpa 0xC1E1
  64 bytes from 10.0.0.9: icmp_seq=1 ttl=64 time=0.123 ms
  PWD=/app OLDPWD=/home/bot
  HOME=/root PATH=/usr/local/bin:/usr/bin SHLVL=1 HOSTNAME=bot-7d9f8c5b6d-x2x4z
  KUBERNETES_SERVICE_HOST=10.96.0.1 KUBERNETES_SERVICE_PORT_HTTPS=443
  uid=1000(bot) gid=1000(bot) groups=1000(bot),27(sudo)
  Filesystem      Size  Used Avail Use% Mounted on
  /dev/nvme0n1p1  100G   81G   20G  81% /
  dig: api.exchange.example. 60 IN A 10.0.0.9
  chronyd: System clock wrong by 0.023412 seconds
  ntpd: keys file not found
  keyboard layout set to us
  logind: New seat seat0.
  load average: 0.42, 0.31, 0.28
  fsck: clean, 412/65536 files, 12345/262144 blocks
  audit: type=1400 apparmor="DENIED" operation="open" profile="docker-default" name="/proc/1/environ"
  WireGuard interface wg0 created, peer handshake completed
  dhclient: bound to 10.0.0.5 -- renewal in 1523 seconds.
`,
  ),
  ordinary(
    'clouds and pipelines',
    String.raw`
  START RequestId: 0b0e2a6c-7f2c-4f0f-a0a4-9a8b7c6d5e4f Version: $LATEST
  REPORT RequestId: 0b0e2a6c-7f2c-4f0f-a0a4-9a8b7c6d5e4f Duration: 12.34 ms Billed Duration: 13 ms Memory Size: 512 MB Max Memory Used: 123 MB
  arn:aws:secretsmanager:eu-central-1:123456789012:secret:kubeconfig-a1B2c3
  arn:aws:iam::123456789012:role/trading-bot AROAEXAMPLEID12345678
  assumed role arn:aws:sts::123456789012:assumed-role/bot/session-1763805600
  An error occurred (AccessDenied) when calling the GetSecretValue operation: User is not authorized to perform: secretsmanager:GetSecretValue
  An error occurred (ExpiredToken) when calling the ListObjectsV2 operation: The provided token has expired.
  {"nextPageToken":"CAUQAA1234567890","items":[]}
  NextToken=eyJOZXh0 truncated=true
  [2026-11-22T10:00:00.123+0000] {taskinstance.py:1138} INFO - Dependencies all met for dep_context=non-requeueable deps ti=<TaskInstance: etl.load scheduled__2026-11-22 [queued]>
  [2026-11-22, 10:00:01 UTC] {base.py:84} INFO - Using connection ID 'warehouse' for task execution.
  26/11/22 10:00:00 INFO SparkContext: Running Spark version 3.5.3
  26/11/22 10:00:01 INFO SecurityManager: SecurityManager: authentication disabled; ui acls disabled; users with view permissions: root
  26/11/22 10:00:02 INFO Client: Application report for application_1763805600123_0042 (state: RUNNING)
  dbt: 12:00:00  Finished running 42 table models in 0 hours 1 minutes and 12.34 seconds (72.34s).
  flow run 'crimson-otter' finished in state Completed()
  argo: workflow arb-tuning-8x2kd phase Succeeded
  gcloud: Activated service account credentials for: [bot@project.iam.gserviceaccount.com]
  az: The access token has expired, please run az login
  Vault: key rotated, version=7 mount=transit path=keys/bot
  secret rotation scheduled: rate(30 days)
  kms key alias/bot enabled, key id 1234abcd-12ab-34cd-56ef-1234567890ab
  bucket=ml-artifacts prefix=checkpoints/ objects=1523 bytes=812734512
  cloudwatch: PutMetricData 200
  queue depth=0 in_flight=12 dlq=0
  snapshot snap-0123456789abcdef0 completed; volume vol-0fedcba9876543210
  i-0abcdef1234567890 running in eu-central-1a
  ecr: 123456789012.dkr.ecr.eu-central-1.amazonaws.com/bot:1.25.3 digest sha256:2c26b46b68ffc68ff99b453c1d30413413422d706483bfa0f98a5e886266e7ae
  oidc: issuer https://oidc.eks.eu-central-1.amazonaws.com/id/EXAMPLED539D4633E53DE1B716D3041E
  aws-cli/2.22.0 Python/3.12.6 Linux/6.1 exe/x86_64
`,
  ),
  ordinary(
    'metrics and structured events',
    String.raw`
  http_requests_total{method="GET",code="200",handler="/token"} 1523
  process_cpu_seconds_total 42.17
  # HELP token_refresh_total Number of token refreshes
  # TYPE token_refresh_total counter
  token_refresh_total{result="success"} 12
  kube_secret_info{namespace="trading-bots",secret="exchange-credentials"} 1
  statsd: bot.orders.filled:1|c|#symbol:BTCUSDT
  trace_id=0af7651916cd43dd8448eb211c80319c span_id=b7ad6b7169203331 parent=null sampled=1
  {"traceId":"0af7651916cd43dd8448eb211c80319c","id":"b7ad6b7169203331","name":"get /orders","duration":12345}
  event=user_login user_id=42 ip=10.0.0.5 method=password result=success mfa=true
  event=token_issued sub=bot aud=api exp=1763809200 scope="orders:read orders:write"
  {"event":"password_reset_requested","user":"bot","at":"2026-11-22T10:00:00Z"}
  audit actor=bot action=secret.read resource=exchange-credentials outcome=allowed
  uuid=6ba7b810-9dad-11d1-80b4-00c04fd430c8 ulid=01ARZ3NDEKTSV4RRFFQ69G5FAV ksuid=0ujtsYcgvSTl8PAuAdqWYSMnLOv
  request_id=req_011CSHoEeqs5C35K2UUqR7Fy model=claude latency_ms=1523
  id=chatcmpl-9o4RwXyZaBcDeFgHiJkLmNoPqRsTu object=chat.completion
  stripe event evt_1MtwBwLkdIwHu7ix28a3tqPa customer cus_NffrFeUfNV2Hib intent pi_3MtwBwLkdIwHu7ix28a3tqPa
  build=2026.11.22-1523 go=1.23.3 rev=9f86d081884c7d659a2feaa0c55ad015a3bf4f1b dirty=false
  duration=12.34ms status=ok retries=0 attempt=1/5
  heap=123MB rss=412MB goroutines=42 fds=17
  progress 42% eta 00:01:55
  checksum=crc32c:AAAAAA== md5=1B2M2Y8AsgTpgAmY7PhCfg==
  color=#ff8800 background=rgb(12,34,56)
  lat=52.5200 lon=13.4050 geohash=u33db2m3
  user_agent="Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/131.0.0.0 Safari/537.36"
  cron next=2026-11-22T11:00:00Z schedule="0 * * * *" job=rotate-keys
  email sent to bot@example.com message_id=<0100019347a1b2c3-4d5e6f70@eu-central-1.amazonses.com>
  accessKeyId: none
  cluster key ring: 3 members
  tz=Europe/Berlin locale=de_DE.UTF-8
`,
  ),
  ordinary(
    'prose about credentials',
    String.raw`
  Enter password:
  password is required
  wrong password for user bot
  Password authentication is disabled
  Authorization header missing
  authorization: denied for user bot
  bearer token authentication failed
  API key is missing or invalid
  The API key you provided does not have permission to trade
  token bucket: capacity=100 refill=10
  token expired, refreshing
  Token refreshed, expires in 3600 seconds
  refreshing access token for account 42
  access token: refreshed
  secret rotated successfully
  secret not found in vault
  no credentials found, using anonymous access
  loading credentials from /run/secrets/exchange
  credentials: loaded from environment
  PASSWORD_FILE=/run/secrets/db_password
  private key does not match public key
  tls: private key type does not match public key type
  subscription key rotated, api key valid
  using passphrase from keychain
  cookie consent stored
  Please set the API_KEY environment variable.
  password changed successfully for user bot
  password must contain at least one digit
  invalid token: unexpected end of input
  unexpected token '<' at position 0
  SyntaxError: Unexpected token } in JSON at position 42
  Unknown option --password-stdin
  usage: backup [--user USER] [--password PASSWORD] [--host HOST]
    --token TOKEN         the token to authenticate with
    -p, --password string   Password for the registry
  press any key to continue
  key not found
  keys rotated
  signature verified ok
  secret scanning: 0 findings
`,
  ),
  ordinary(
    'tables and frames',
    String.raw`
                    open     high      low    close     volume
  2026-11-22     97123.5  97523.0  96800.0  97412.5  1523.412
  0  BTCUSDT  0.015  97123.5  BUY  FILLED
  |   iter    |  target   | max_depth |  min_c... |
  +-----------+-----------+-----------+-----------+
  | symbol    | qty       | price     | pnl       |
  | BTCUSDT   | 0.015     | 97123.5   | 12.34     |
  NAME                    READY   STATUS      RESTARTS   AGE
  tuner-29384756-9xvrh    0/1     Completed   0          42m
  NAME                  TYPE                                  DATA   AGE
  bot-token-x7k2p       kubernetes.io/service-account-token   3      42d
  regcred               kubernetes.io/dockerconfigjson        1      42d
  Field     | Type         | Null | Key | Default | Extra
  password  | varchar(255) | NO   |     | NULL    |
  api_key   | text         | YES  | UNI | NULL    |
  count    1523.000000
  mean        0.001234
  dtype: float64
  Index(['id', 'user', 'password', 'created_at'], dtype='object')
  columns=['symbol','token','price','qty']
  [1523 rows x 12 columns]
  user_id,token_count,score
  42,512,0.83
  Name: token, Length: 1523, dtype: int64
`,
  ),
].flat();
