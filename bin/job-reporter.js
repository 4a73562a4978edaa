#!/usr/bin/env node
// No word of it is newer than import(), so that a Node.js too old for the rest still says so.
import('./require-node.js')
  .then(function () {
    return import('../dist/cli/main.js');
  })
  .catch(
    /** @param {unknown} error */ function (error) {
      // What Node.js 10 says of import().
      if (error instanceof Error && error.message === 'Not supported') {
        process.stderr.write(
          'k8s-job-reporter needs Node.js 22.19 or later. Install one from https://nodejs.org.\n',
        );
        process.exit(1);
      }
      var missing = error instanceof Error && 'url' in error ? String(error.url) : '';
      if (!missing.endsWith('/dist/cli/main.js')) throw error;
      process.stderr.write(
        'k8s-job-reporter is not built here: npm run build does it, as does npm ci unless it is told --ignore-scripts.\n',
      );
      process.exitCode = 1;
    },
  );
