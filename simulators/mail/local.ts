import { fileURLToPath } from 'node:url';
import { startChild } from '#kit/process/child.ts';
import { external, type StartLocal } from '#kit/process/local-backend.ts';
import { claimPort } from '#kit/process/port.ts';
import { smtpUser } from './server.ts';

/**
 * Starts the mail simulator, which stores messages (SMTP at MAIL_SMTP_PORT, 4010; HTTP at MAIL_PORT, 4011), or uses the
 * server at SMTP_URL.
 */
export const start: StartLocal = async ({ dataDir, env, secret, log, signal }) => {
  if (env.SMTP_URL) return external('Mail', env.SMTP_URL, { SMTP_URL: env.SMTP_URL });
  const smtpPort = await claimPort(env, 'MAIL_SMTP_PORT', 4010, 'other');
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
    // The request has no token, so a running server responds with 401.
    ready: async () => (await fetch(address, { signal: AbortSignal.timeout(1_000) })).status === 401,
  });
  return {
    name: 'Mailbox',
    kind: 'simulator',
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
