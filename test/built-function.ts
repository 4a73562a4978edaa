import { buildFunction } from '../scripts/build-function.ts';

/** Before any test: what the stack uploads is what the sources say now. */
export async function setup(): Promise<void> {
  await buildFunction();
}
