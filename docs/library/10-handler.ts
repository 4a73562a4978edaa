// Put something around the Lambda function. Its errors have a stable code, and are known across copies of the package.
import { isReporterError } from 'k8s-job-reporter';
import { handler as report, type ReporterHandler } from 'k8s-job-reporter/lambda';

export const handler: ReporterHandler = async (event, context) => {
  try {
    return await report(event, context);
  } catch (error) {
    if (isReporterError(error)) console.error(`no report: ${error.code}, ${error.detail.advice}`);
    throw error;
  }
};
