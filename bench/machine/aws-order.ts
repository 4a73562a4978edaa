import * as z from 'zod';

/** What the process that plays AWS is told. */
export const awsOrder = z.object({
  bucket: z.string(),
  region: z.string(),
  credentials: z.object({ accessKeyId: z.string(), secretAccessKey: z.string(), sessionToken: z.string() }),
  secretArn: z.string(),
  kubeconfig: z.string(),
});

export type AwsOrder = Readonly<z.infer<typeof awsOrder>>;
