export { createReporterHandler, handler, type HandlerDependencies, type ReporterHandler } from './handler.ts';
export type { InvocationContext } from './invocation.ts';
export type { RunSummary } from '../src/run-summary.ts';
