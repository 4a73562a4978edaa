// undici's index loads all that it has: fetch, WebSocket, mocks, caches. The bundle takes the dispatchers and the
// connector that src/cluster uses, 230 KB less; esbuild fails when src comes to import another one.
import api from 'undici/lib/api/index.js';
import buildConnector from 'undici/lib/core/connect.js';
import Dispatcher from 'undici/lib/dispatcher/dispatcher.js';
import Pool from 'undici/lib/dispatcher/pool.js';
import ProxyAgent from 'undici/lib/dispatcher/proxy-agent.js';
import Socks5ProxyAgent from 'undici/lib/dispatcher/socks5-proxy-agent.js';

// As the index does: https://github.com/nodejs/undici/blob/main/index.js
// oxlint-disable-next-line typescript/no-unsafe-member-access -- undici has types for its index only
Object.assign(Dispatcher.prototype, api);

export { buildConnector, Pool, ProxyAgent, Socks5ProxyAgent };
