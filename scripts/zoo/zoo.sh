#!/usr/bin/env bash
# Makes the Jobs of test/fixtures/zoo in the cluster of the current kubeconfig, and does to them what their truths tell.
#   scripts/zoo/zoo.sh make     # namespace zoo; two minutes; then look: snapshot -n zoo -l zoo=yes
#   scripts/zoo/zoo.sh clean
# It needs a cluster of one's own: kubectl as admin; nodes named node-1, where it runs as root, and node-2, labelled
# zoo.example/node=second; a busybox known on both as docker.io/exam/busybox:1. NODE_LOGS: where node-1 keeps its logs.
set -uo pipefail
here=$(cd "$(dirname "$0")" && pwd)
manifests=$here/../../test/fixtures/zoo/manifests.yaml
logs=${NODE_LOGS:-/var/log/pods}
in_zoo() { kubectl -n zoo "$@"; }

# Each document of the manifests is a line, and says at which step it is made.
apply_step() { grep -F "\"zoo.example/step\":\"$1\"" "$manifests" | sed 's/^/---\n/' | kubectl apply -f - >/dev/null; }
apply_job() { grep -F "\"name\":\"$1\",\"namespace\"" "$manifests" | kubectl apply -f - >/dev/null; }
pod_of() { in_zoo get pods -l "job-name=$1" -o jsonpath='{.items[0].metadata.name}'; }
wait_until() { # seconds, words that must come, the command whose output they come in
  local seconds=$1 words=$2
  shift 2
  for _ in $(seq "$((seconds * 2))"); do
    "$@" 2>/dev/null | grep -q -- "$words" && return
    sleep 0.5
  done
  echo "zoo.sh: after $seconds s there is no '$words' in: $*" >&2
}

make_jobs() {
  grep -v '^---' "$manifests" | grep -v 'zoo.example/step' | sed 's/^/---\n/' | kubectl apply -f - >/dev/null
  kubectl patch node node-1 --subresource=status --type=json -p '[
    {"op":"add","path":"/status/capacity/exam.io~1slot","value":"1"},
    {"op":"add","path":"/status/capacity/exam.io~1seat","value":"1"}]' >/dev/null
  wait_until 20 '1' kubectl get node node-1 -o 'jsonpath={.status.allocatable.exam\.io/seat}'
  apply_step manual
  apply_step base
  wait_until 120 2 in_zoo get job failed-pod-deleted -o 'jsonpath={.status.failed}'
  wait_until 120 1 in_zoo get job suspended-midway -o 'jsonpath={.status.succeeded}'
  wait_until 120 3 in_zoo get job scaled-done -o 'jsonpath={.status.succeeded}'
  for job in preempted preempted-gone replacement-failed evicted-api policy-disruption orphan-maker reborn debugged deleting-held; do
    wait_until 60 . in_zoo logs "job/$job"
  done
}

do_to_them() {
  # Those of higher priority come.
  apply_step second
  # A node that is deleted.
  echo '{"apiVersion":"v1","kind":"Node","metadata":{"name":"node-a"}}' | kubectl apply -f - >/dev/null
  apply_step node-a
  wait_until 30 node-a in_zoo get pods -o wide
  kubectl delete node node-a >/dev/null
  for job in evicted-api policy-disruption; do
    local pod
    pod=$(pod_of "$job")
    echo "{\"apiVersion\":\"policy/v1\",\"kind\":\"Eviction\",\"metadata\":{\"name\":\"$pod\",\"namespace\":\"zoo\"}}" |
      kubectl create --raw "/api/v1/namespaces/zoo/pods/$pod/eviction" -f - >/dev/null
  done
  in_zoo delete pod "$(pod_of replacement-failed)" --wait=false >/dev/null
  in_zoo patch job suspended-midway --type=merge -p '{"spec":{"suspend":true}}' >/dev/null
  in_zoo patch job resumed --type=merge -p '{"spec":{"suspend":false}}' >/dev/null
  for job in scaled-away scaled-done; do
    in_zoo patch job "$job" --type=merge -p '{"spec":{"completions":2,"parallelism":2}}' >/dev/null
  done
  in_zoo delete job deleting-held deleting-done --wait=false --cascade=background >/dev/null
  in_zoo delete pod "$(pod_of pods-deleted)" >/dev/null
  in_zoo delete pods -l job-name=failed-pod-deleted >/dev/null
  # What their own controller would write.
  local now ended
  now=$(date -u +%Y-%m-%dT%H:%M:%SZ)
  ended="\"status\":\"True\",\"reason\":\"CompletionsReached\",\"lastProbeTime\":\"$now\",\"lastTransitionTime\":\"$now\""
  in_zoo patch job managed-synced --subresource=status --type=merge -p "{\"status\":{
    \"startTime\":\"$now\",\"active\":2,\"ready\":2,\"succeeded\":1,\"failed\":1,\"uncountedTerminatedPods\":{}}}" >/dev/null
  in_zoo patch job managed-done --subresource=status --type=merge -p "{\"status\":{
    \"startTime\":\"$now\",\"completionTime\":\"$now\",\"succeeded\":1,\"uncountedTerminatedPods\":{},
    \"conditions\":[{\"type\":\"SuccessCriteriaMet\",$ended},{\"type\":\"Complete\",$ended}]}}" >/dev/null
  in_zoo delete job orphan-maker reborn --cascade=orphan >/dev/null
  apply_job reborn
  local debugged='"ephemeralContainers":[{"name":"debugger","image":"docker.io/exam/busybox:1","imagePullPolicy":"Never","command":["sh","-c","echo debugger gives up; exit 9"]}]'
  local path
  path=/api/v1/namespaces/zoo/pods/$(pod_of debugged)
  kubectl get --raw "$path" | sed "s#\"containers\":\[#$debugged,&#" | kubectl replace --raw "$path/ephemeralcontainers" -f - >/dev/null
  rm -f "$logs"/zoo_log-file-removed-*/main/*.log
  rm -rf "$logs"/zoo_log-folder-removed-*/main
  for file in "$logs"/zoo_log-is-folder-*/main/0.log; do rm -f "$file" && mkdir "$file"; done
  sed -i '2s/.*/2026-not-a-stamp garbage two/' "$logs"/zoo_log-damaged-*/main/0.log
  # The garbage collector of pods comes by once in 20 s and wants a node to be gone for 40; the kubelet looks at emptyDirs once a minute.
  wait_until 120 Failed in_zoo get pods -l job-name=node-deleted -o 'jsonpath={.items[*].status.phase}'
  wait_until 120 Succeeded in_zoo get pods -l job-name=evicted-ignored -o 'jsonpath={.items[*].status.phase}'
}

# The namespace last: while it goes, its controller waits as long as the most patient pod may take to end, which is three days here.
clean() {
  in_zoo delete jobs --all --wait=false >/dev/null 2>&1
  for _ in $(seq 90); do
    [ -n "$(in_zoo get jobs,pods -o name 2>/dev/null)" ] || break
    in_zoo delete pods --all --force --grace-period=0 --wait=false >/dev/null 2>&1
    in_zoo get jobs,pods -o jsonpath='{range .items[*]}{.kind}/{.metadata.name} {.metadata.finalizers}{"\n"}{end}' 2>/dev/null |
      grep -F '[' | cut -d' ' -f1 | xargs -r -I{} kubectl -n zoo patch {} --type=merge -p '{"metadata":{"finalizers":null}}' >/dev/null 2>&1
    sleep 1
  done
  kubectl delete namespace zoo --ignore-not-found --timeout=120s >/dev/null
  rm -rf /tmp/zoo
}

case ${1:-} in
  make) make_jobs && do_to_them ;;
  clean) clean ;;
  *) sed -n '2,7s/^# \{0,1\}//p' "$0"; exit 1 ;;
esac
