#!/usr/bin/env bash
# Synthesizes examples/cdk-app as somebody else's: from the packed package, in a folder that knows nothing of this checkout but its
# other packages. Needs dist/ (npm run build) and no network.
set -euo pipefail
root=$(cd "$(dirname "$0")/.." && pwd); export PATH="$root/node_modules/.bin:$PATH"
work=$(mktemp -d); trap 'rm -rf "$work"' EXIT
modules="$work/node_modules"; mkdir -p "$modules/k8s-job-reporter"

node "$(command -v npm)" pack --silent --ignore-scripts --pack-destination "$work" "$root" > /dev/null
tar -xzf "$work"/*.tgz -C "$modules/k8s-job-reporter" --strip-components 1
for package in "$root"/node_modules/*; do
  [ -e "$modules/$(basename "$package")" ] || ln -s "$package" "$modules/"
done
cp "$root"/examples/cdk-app/* "$work"
cd "$work"
echo '{ "type": "module" }' > package.json

tsc -p .
# As `cdk init` sets them for a new app: what they change must not change the reporter.
cdk synth --quiet --app 'node app.ts' --context @aws-cdk/aws-iam:minimizePolicies=true \
  --context @aws-cdk/core:enablePartitionLiterals=true --context @aws-cdk/aws-sns-subscriptions:restrictSqsDescryption=true
node --input-type=module -e "
  import { readFileSync, readdirSync } from 'node:fs';
  const { Resources } = JSON.parse(readFileSync('cdk.out/Batch.template.json', 'utf8'));
  const count = (type) => Object.values(Resources).filter(({ Type }) => Type === type).length;
  const found = { functions: count('AWS::Lambda::Function'), schedules: count('AWS::Scheduler::Schedule'), buckets: count('AWS::S3::Bucket') };
  const code = readdirSync('cdk.out').filter((file) => file.startsWith('asset.')).flatMap((asset) => readdirSync('cdk.out/' + asset));
  console.log('a foreign app with the construct:', JSON.stringify(found), code.join(' '));
  if (found.functions !== 1 || found.schedules !== 2 || found.buckets !== 1 || !code.includes('index.cjs')) process.exit(1);
"
