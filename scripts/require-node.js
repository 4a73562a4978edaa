// Plain JavaScript without dependencies: it must run where nothing else here does.
const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
if (major < 22 || (major === 22 && minor < 19)) {
  process.stderr.write(
    `k8s-job-reporter needs Node.js 22.19 or later, and this is ${process.versions.node}.\n` +
      'npm ci brings Node.js 24 for Linux and Windows along as an optional dependency; elsewhere install it from https://nodejs.org.\n',
  );
  process.exit(1);
}
