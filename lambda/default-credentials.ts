/**
 * The credentials of the function's role, from where Lambda puts them. The bundle has this file in the place of
 * `@aws-sdk/credential-provider-node`, which every client of the SDK imports: a function has no other credentials, and that
 * chain could start a process that a profile names.
 * https://docs.aws.amazon.com/lambda/latest/dg/configuration-envvars.html#configuration-envvars-runtime
 */
export { fromEnv as defaultProvider } from '@aws-sdk/credential-provider-env';
