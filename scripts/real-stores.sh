#!/usr/bin/env bash
# Runs the archive's contract against S3 stores that are not ours: MinIO (plain, versioned, object-locked), versitygw on a folder,
# and moto. Needs Go and Python 3 with their public registries: the stores are built into a folder outside of the project, once.
#   scripts/real-stores.sh [FOLDER]      (default: ~/.cache/job-reporter-stores)
set -euo pipefail
cd "$(dirname "$0")/.."
stores=${1:-${XDG_CACHE_HOME:-$HOME/.cache}/job-reporter-stores}
mkdir -p "$stores/bin"
export AWS_ACCESS_KEY_ID=job-reporter-test AWS_SECRET_ACCESS_KEY=job-reporter-test-secret AWS_REGION=us-east-1

build() { [ -x "$stores/bin/$1" ] || GOBIN="$stores/bin" GOFLAGS=-mod=mod go install "$2"; }
build versitygw github.com/versity/versitygw/cmd/versitygw@latest
build minio github.com/minio/minio@latest
[ -x "$stores/venv/bin/moto_server" ] || { python3 -m venv "$stores/venv" && "$stores/venv/bin/pip" install --quiet 'moto[s3,server]'; }

started=()
stop() { for pid in "${started[@]}"; do kill "$pid" 2>/dev/null || true; done; wait 2>/dev/null || true; rm -rf "$data"; }
data=$(mktemp -d)
trap stop EXIT
start() { "$@" >>"$data/log" 2>&1 & started+=($!); }

# NAME ENDPOINT KIND: a new bucket of that kind, then the contract on it.
try() {
  local bucket="reports-$3" failed=0
  node --input-type=module - "$2" "$bucket" "$3" <<'JS'
import { CreateBucketCommand, PutBucketVersioningCommand, PutObjectLockConfigurationCommand, S3Client } from '@aws-sdk/client-s3';
const [endpoint, Bucket, kind] = process.argv.slice(2);
const client = new S3Client({ endpoint, forcePathStyle: true, maxAttempts: 30 });
await client.send(new CreateBucketCommand({ Bucket, ...(kind === 'locked' ? { ObjectLockEnabledForBucket: true } : {}) }));
if (kind === 'versioned') await client.send(new PutBucketVersioningCommand({ Bucket, VersioningConfiguration: { Status: 'Enabled' } }));
if (kind === 'locked') {
  const Rule = { DefaultRetention: { Mode: 'GOVERNANCE', Days: 1 } };
  await client.send(new PutObjectLockConfigurationCommand({ Bucket, ObjectLockConfiguration: { ObjectLockEnabled: 'Enabled', Rule } }));
}
JS
  JOB_REPORTER_TEST_S3_ENDPOINT=$2 JOB_REPORTER_TEST_S3_BUCKET=$bucket CI=1 NO_COLOR=1 npx vitest run --maxWorkers=1 \
    test/archive/objects/archive.test.ts -t 'real S3 store' >"$data/$1-$3" 2>&1 || failed=1
  printf '%-10s %-10s %s\n' "$1" "$3" "$(grep -E '^ +Tests ' "$data/$1-$3" | tr -s ' ')"
  [ $failed = 0 ] || { grep -E '^ *(FAIL|ArchiveError|AssertionError|Error)' "$data/$1-$3" | head -40; status=1; }
}

status=0
MINIO_ROOT_USER=$AWS_ACCESS_KEY_ID MINIO_ROOT_PASSWORD=$AWS_SECRET_ACCESS_KEY start "$stores/bin/minio" server --quiet --address 127.0.0.1:19000 "$data/minio"
for kind in plain versioned locked; do try minio http://127.0.0.1:19000 $kind; done
mkdir "$data/versitygw" "$data/sidecar"
start "$stores/bin/versitygw" --access "$AWS_ACCESS_KEY_ID" --secret "$AWS_SECRET_ACCESS_KEY" --port 127.0.0.1:19001 --quiet posix "$data/versitygw"
try versitygw http://127.0.0.1:19001 plain
start "$stores/venv/bin/moto_server" -H 127.0.0.1 -p 19002
for kind in plain versioned; do try moto http://127.0.0.1:19002 $kind; done
exit $status
