import { looksRandom } from '../rules/chance.ts';

// https://eips.ethereum.org/EIPS/eip-55, https://solana.com/docs/core/accounts, https://developers.tron.network/docs/account,
// https://github.com/bitcoin/bips/blob/master/bip-0173.mediawiki
const ADDRESS =
  /^(?:0x[0-9a-fA-F]{40}(?:[0-9a-fA-F]{24})?|[1-9A-HJ-NP-Za-km-z]{43,44}|T[1-9A-HJ-NP-Za-km-z]{32,33}|[a-z]{2,12}1[02-9ac-hj-np-z]{38,58})$/;
/** BTCUSDT-PERP, WBTC/USDC:USDC, USDC.e, stETH, 1000PEPEUSDT, BTC-27DEC26-100000-C. */
const TICKER =
  /^(?:[A-Z0-9]{1,14}|[a-z]{1,2}[A-Z]{2,8}|[A-Za-z0-9]{1,12}\.[a-z]{1,8})(?:[-_/.:][A-Za-z0-9]{1,12}){0,5}$/;
const MOST_TICKER = 32;

/** What a token is on an exchange or a chain: a ticker, a pair, the address of a contract. */
export function isCoin(value: string): boolean {
  if (value.length > MOST_TICKER) return value.length <= 74 && ADDRESS.test(value);
  return TICKER.test(value) && !(value.length > 16 && /^[A-Z0-9]+$/.test(value) && looksRandom(value));
}

const NUMBER = /^[-+]?[\d_,.]{1,40}(?:e[-+]?\d{1,3})?(?:[kKmMgG%]|ms|s)?$/;

export function isNumber(value: string): boolean {
  return NUMBER.test(value);
}
