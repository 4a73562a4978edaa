// undici's index loads all that it has: fetch, WebSocket, mocks, caches. The bundle takes the pool and the
// connector that src/cluster uses, 230 KB less; esbuild fails when src comes to import another one.
import api from 'undici/lib/api/index.js';
import buildConnector from 'undici/lib/core/connect.js';
import Dispatcher from 'undici/lib/dispatcher/dispatcher.js';
import Pool from 'undici/lib/dispatcher/pool.js';

// As the index does: https://github.com/nodejs/undici/blob/main/index.js
// oxlint-disable-next-line typescript/no-unsafe-member-access -- undici has types for its index only
Object.assign(Dispatcher.prototype, api);

export { buildConnector, Pool };
