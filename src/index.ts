export {
  ArchiveError,
  ConfigurationError,
  isReporterError,
  ReporterError,
  type FailureDetail,
} from './errors.ts';
export { K8sJobMonitor, type K8sJobMonitorOptions } from './k8s-job-monitor.ts';
export type { LookProgress } from './cluster/job-monitor.ts';
export type { GivenKubeconfig } from './kubeconfig/given.ts';
export type { ClientNodeConfig, KubeconfigSource } from './kubeconfig/source.ts';
export {
  generateMonitorReportJson,
  generateMonitorReportText,
  isReport,
  parseReportJson,
} from './monitor-report.ts';
export { runReporter, type ReporterRun, type RunResult } from './reporter.ts';
export { summarizeRun, type RunSummary } from './run-summary.ts';
export type { Completeness, ListCompleteness, LogCompleteness } from './snapshot/model/completeness.ts';
export type { D32Snapshot } from './snapshot/d32-snapshot.ts';
export type { JobOutcome, JobPhase, K8sJobStatus } from './snapshot/model/job.ts';
export type { K8sPodLog, LogStatus } from './snapshot/model/log.ts';
export type { ContainerRole, K8sContainerStatus, K8sPodCause, K8sPodStatus } from './snapshot/model/pod.ts';
export type { Problem, ProblemCode, RbacRule } from './snapshot/model/problem.ts';
export { identifyManualRun, identifyScheduledRun, type Run } from './snapshot/model/run.ts';
export type { K8sMonitorSnapshot } from './snapshot/model/snapshot.ts';
