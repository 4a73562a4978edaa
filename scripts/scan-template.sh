#!/usr/bin/env bash
# Lets cfn-lint and checkov look at the template of reporter.yaml, or of the config that is named: scripts/scan-template.sh [FILE]
# Needs Python 3 and a way to its packages; not part of npm cit. Ends with 1 when one of them finds something.
set -euo pipefail
cd "$(dirname "$0")/.."
work=$(mktemp -d); trap 'rm -rf "$work"' EXIT
venv=${SCAN_VENV:-"$work/venv"}
[ -x "$venv/bin/checkov" ] || { python3 -m venv "$venv" && "$venv/bin/pip" install --quiet cfn-lint==1.58.0 checkov==3.3.30; }

npx cdk synth --quiet --output "$work/out" -c config="${1:-reporter.yaml}" 2> "$work/synth.log" || { cat "$work/synth.log"; exit 1; }
failed=0
for template in "$work"/out/*.template.json; do
  echo "cfn-lint $(basename "$template")"
  "$venv/bin/cfn-lint" --regions eu-central-1 -- "$template" || failed=1
  echo "checkov $(basename "$template")"
  # Its guidelines are on a server that it need not ask.
  "$venv/bin/checkov" --file "$template" --framework cloudformation --compact --quiet --skip-download 2> "$work/checkov.log" || { tail -3 "$work/checkov.log"; failed=1; }
done
exit $failed
