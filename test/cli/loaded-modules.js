// Runs before the command line in a process of its own, and tells at its end on stderr which files and packages it has read.
import { registerHooks } from 'node:module';

const loaded = [];
registerHooks({
  load(url, context, nextLoad) {
    if (url.startsWith('file:')) loaded.push(url);
    return nextLoad(url, context);
  },
});
process.on('exit', () => process.stderr.write(`LOADED ${JSON.stringify(loaded)}`));
