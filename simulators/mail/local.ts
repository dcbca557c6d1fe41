import { fileURLToPath } from 'node:url';
import { startChild } from '#kit/process/child.ts';
import { external, type StartLocal } from '#kit/process/local-backend.ts';
import { claimPort } from '#kit/process/port.ts';
import { smtpUser } from './server.ts';

/**
 * Where mail goes: a mailbox on this machine that keeps it (SMTP at MAIL_SMTP_PORT, 4010; reading at MAIL_PORT, 4011), or
 * the server that SMTP_URL names.
 */
export const start: StartLocal = async ({ dataDir, env, secret, log, signal }) => {
  if (env.SMTP_URL) return external('Mail', env.SMTP_URL, { SMTP_URL: env.SMTP_URL });
  const smtpPort = await claimPort(env, 'MAIL_SMTP_PORT', 4010);
  const port = await claimPort(env, 'MAIL_PORT', 4011);
  const address = `http://127.0.0.1:${port}`;
  const [password, token] = [secret('mail-password'), secret('mail-token')];
  const child = await startChild({
    name: 'Mailbox',
    command: process.execPath,
    args: [
      '--max-old-space-size=64',
      '--disable-warning=ExperimentalWarning',
      fileURLToPath(new URL('server.ts', import.meta.url)),
    ],
    env: {
      MAIL_SMTP_PORT: String(smtpPort),
      MAIL_PORT: String(port),
      MAIL_DATA_DIR: dataDir,
      MAIL_PASSWORD: password,
      MAIL_TOKEN: token,
      NODE_COMPILE_CACHE: env.NODE_COMPILE_CACHE,
    },
    log,
    signal,
    // Nobody has signed in: a server that answers refuses it.
    ready: async () => (await fetch(address, { signal: AbortSignal.timeout(1_000) })).status === 401,
  });
  return {
    name: 'Mailbox',
    kind: 'stand-in',
    version: 'SMTP',
    address: `smtp://127.0.0.1:${smtpPort}`,
    env: {
      SMTP_URL: `smtp://${smtpUser}:${password}@127.0.0.1:${smtpPort}`,
      MAILBOX_URL: address,
      MAILBOX_TOKEN: token,
    },
    pids: [child.pid],
    crashed: child.crashed,
    stop: child.stop,
  };
};
