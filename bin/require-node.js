// Plain JavaScript without dependencies: it must run where nothing else here does.
var version = process.versions.node.split('.').map(Number);
if (version[0] < 22 || (version[0] === 22 && version[1] < 19)) {
  process.stderr.write(
    'k8s-job-reporter needs Node.js 22.19 or later, and this is ' +
      process.versions.node +
      '.\nInstall one from https://nodejs.org. In a checkout, npm ci brings Node.js 24 along for Linux and Windows.\n',
  );
  process.exit(1);
}
