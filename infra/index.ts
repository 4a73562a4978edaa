export { readConfigProps } from './config-props.ts';
export { JobReporter } from './job-reporter.ts';
export type {
  AlarmChoice,
  JobReporterNotify,
  JobReporterProps,
  JobReporterRetention,
  JobReporterTarget,
  KubeconfigParameter,
} from './targets/props.ts';
export { loadReporterConfig, parseReporterConfig } from '../src/config/file.ts';
export type { ReporterConfig } from '../src/config/schema.ts';
