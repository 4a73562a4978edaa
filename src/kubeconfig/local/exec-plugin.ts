import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { failCredentials, quoteName, refuseCredentials } from '../file/failure.ts';
import type { PluginAnswer, PluginCall, RunPlugin } from '../user/exec-credential.ts';

export interface PluginHost {
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Whether there is a person to ask at the standard input. */
  readonly isTerminal: boolean;
  /** How long a plugin may take; two minutes unless told: there may be a browser to sign in with. */
  readonly milliseconds?: number;
  /** Aborts at Ctrl+C: a plugin does not outlive the command. */
  readonly signal?: AbortSignal | undefined;
  /** Hears that a plugin may ask the person something from now on: the terminal is the plugin's. */
  readonly onAsk?: (() => void) | undefined;
}

const MILLISECONDS = 120_000;
/** Certificates and tokens are a hundredth of it. */
const LONGEST_OUTPUT = 1024 * 1024;
const BY_HAND = 'Run it by hand to see what it says';

/**
 * Runs the credential plugins of kubeconfigs as kubectl does: without a shell, with the person's environment, and again only
 * when what they gave has expired or was refused.
 * https://kubernetes.io/docs/reference/access-authn-authz/authentication/#client-go-credential-plugins
 */
export function openPluginRunner(host: PluginHost): RunPlugin {
  const answers = new Map<string, Promise<PluginAnswer>>();
  return async (call, { refresh, now }) => {
    const key = JSON.stringify([call, call.describeExecInfo(false)]);
    // Several targets at once wait for one answer.
    const pending = refresh ? undefined : answers.get(key);
    if (pending !== undefined) {
      const known = await pending;
      if (known.expiresAt === null || now < known.expiresAt) return known;
    }
    const asked = askPlugin(call, host);
    answers.set(key, asked);
    asked.catch(() => answers.delete(key));
    return await asked;
  };
}

async function askPlugin(call: PluginCall, host: PluginHost): Promise<PluginAnswer> {
  return call.readAnswer(await runPlugin(call, host));
}

async function runPlugin(call: PluginCall, host: PluginHost): Promise<string> {
  const { command, args, env, interactiveMode } = call;
  if (interactiveMode === 'Always' && !host.isTerminal) {
    const why = `its plugin ${quoteName(command)} asks at a terminal, and there is none`;
    throw refuseCredentials(null, why, 'Run it at a terminal, or use credentials that ask nobody');
  }
  const interactive = interactiveMode !== 'Never' && host.isTerminal;
  host.signal?.throwIfAborted();
  if (interactive) host.onAsk?.();
  const child = spawn(command, args, {
    env: {
      ...host.env,
      ...Object.fromEntries(env.map(({ name, value }) => [name, value])),
      KUBERNETES_EXEC_INFO: call.describeExecInfo(interactive),
    },
    // What it says to the person, it says on stderr.
    stdio: [interactive ? 'inherit' : 'ignore', 'pipe', 'inherit'],
    windowsHide: true,
  });
  // Not spawn's own timeout: the timer of a plugin that is not there would hold the process until then.
  const late = AbortSignal.timeout(host.milliseconds ?? MILLISECONDS);
  const signal = host.signal === undefined ? late : AbortSignal.any([late, host.signal]);
  const ended = once(child, 'close', { signal });
  // Else a failed start would be nobody's while the output is read; it is thrown below.
  ended.catch(() => {});
  const output: Buffer[] = [];
  let length = 0;
  child.stdout?.on('data', (chunk: Buffer) => {
    length += chunk.length;
    if (length > LONGEST_OUTPUT) child.kill();
    else output.push(chunk);
  });
  try {
    await ended;
  } catch (error) {
    if (!signal.aborted) {
      const hint = call.installHint ?? 'Install it, or correct command in the kubeconfig';
      throw failCall(call, describeStart(error), hint);
    }
    child.kill();
    // What it has started in turn may hold its output open, and is not waited for.
    child.stdout?.destroy();
    host.signal?.throwIfAborted();
    throw failCall(call, 'it did not end in time (SIGTERM)', BY_HAND);
  }
  if (length > LONGEST_OUTPUT) throw failCall(call, 'it printed more than 1 MiB', BY_HAND);
  if (child.signalCode !== null)
    throw failCall(call, `it did not end in time (${child.signalCode})`, BY_HAND);
  if (child.exitCode !== 0) throw failCall(call, `it ended with exit code ${child.exitCode}`, BY_HAND);
  return Buffer.concat(output).toString('utf8');
}

function failCall({ command }: PluginCall, why: string, advice: string): Error {
  return failCredentials(
    'running',
    `the plugin ${quoteName(command)}`,
    why,
    advice.replaceAll(/\s+/g, ' ').trim(),
  );
}

function describeStart(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown';
  return code === 'ENOENT' ? 'there is no such program' : `it cannot be started (${code})`;
}
