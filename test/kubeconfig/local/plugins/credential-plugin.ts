import { spawn } from 'node:child_process';

// Stands for gke-gcloud-auth-plugin, kubelogin and the like: answers by what its arguments say, and shows what it was told.
const [what = '', value = ''] = process.argv.slice(2);
const told: unknown = JSON.parse(process.env['KUBERNETES_EXEC_INFO'] ?? 'null');
const apiVersion =
  typeof told === 'object' && told !== null && 'apiVersion' in told ? String(told.apiVersion) : 'none';
const print = (status: object, version = apiVersion) =>
  process.stdout.write(JSON.stringify({ apiVersion: version, kind: 'ExecCredential', status }));

if (what === 'token') print({ token: value });
if (what === 'expiring')
  print({ token: `${value}-${process.hrtime.bigint()}`, expirationTimestamp: '2026-11-22T20:00:00Z' });
if (what === 'certificate') print({ clientCertificateData: value, clientKeyData: 'fake-key' });
if (what === 'yaml')
  process.stdout.write(
    `apiVersion: ${apiVersion}\nkind: ExecCredential\nstatus:\n  token: ${value}\n  expirationTimestamp: 2026-11-22T20:00:00Z\n`,
  );
if (what === 'token-with-empty-certificate')
  print({ token: value, clientCertificateData: '', clientKeyData: '' });
if (what === 'half') print({ clientCertificateData: value });
if (what === 'empty') print({});
if (what === 'other-version') print({ token: value }, 'client.authentication.k8s.io/v1alpha1');
if (what === 'words') process.stdout.write(`token: ${value}`);
if (what === 'fail') process.exitCode = 7;
if (what === 'flood') process.stdout.write('x'.repeat(2 * 1024 * 1024));
if (what === 'leave')
  spawn(process.execPath, ['-e', 'setTimeout(() => {}, 3000)'], { stdio: 'inherit', detached: true }).unref();
if (what === 'hang') setInterval(() => {}, 60_000);
if (what === 'show') {
  const seen = JSON.stringify({
    told,
    args: process.argv.slice(3),
    variable: process.env['PLUGIN_MODE'],
    home: process.env['HOME'],
  });
  print({ token: Buffer.from(seen).toString('base64url') });
}
