import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';
import { SMTPServer } from 'smtp-server';
import { z } from 'zod';
import { readConfig } from '#kit/process/config.ts';
import { sendJson } from '#kit/process/http/json.ts';
import { listen } from '#kit/process/http/server.ts';
import { runProcess } from '#kit/process/run-process.ts';
import { timingSafeEqualText } from '#kit/process/timing-safe-equal.ts';
import { type Messages, openMessages } from './messages.ts';

const settings = z.object({
  MAIL_SMTP_PORT: z.coerce.number().int(),
  MAIL_PORT: z.coerce.number().int(),
  MAIL_DATA_DIR: z.string(),
  /** The password that senders sign in with, and the bearer token of readers. */
  MAIL_PASSWORD: z.string().min(1),
  MAIL_TOKEN: z.string().min(1),
});

/** The name that senders sign in with. */
export const smtpUser = 'axiom';

/** Bytes that one mail may have; more is refused with 552. */
const largestMail = 1_048_576;

/** A running mailbox. */
export interface Mailbox {
  smtpUrl: string;
  url: string;
  close(): Promise<void>;
}

/**
 * A mail server that delivers nothing: what it takes by SMTP, from senders that sign in, it shows over HTTP to readers with
 * the bearer token: `GET /messages[?to=]`, `GET` and `DELETE /messages/<id>`, `DELETE /messages`. On 127.0.0.1 alone.
 */
export async function startMailbox(env: Readonly<Record<string, string | undefined>>): Promise<Mailbox> {
  const config = readConfig('mailbox', settings, env);
  const messages = await openMessages(config.MAIL_DATA_DIR);

  const smtp = new SMTPServer({
    banner: 'AXIOM mailbox',
    size: largestMail,
    // There is no certificate for this machine: traffic does not leave it.
    disabledCommands: ['STARTTLS'],
    allowInsecureAuth: true,
    authMethods: ['PLAIN', 'LOGIN'],
    disableReverseLookup: true,
    logger: false,
    onAuth: ({ username, password }, _, answer) => {
      const isKnown = username === smtpUser && timingSafeEqualText(password ?? '', config.MAIL_PASSWORD);
      answer(isKnown ? null : refusal('Authentication failed', 535), isKnown ? { user: smtpUser } : undefined);
    },
    onData: (stream, { envelope }, answer) => {
      const take = async () => {
        const raw = await buffer(stream);
        if (stream.sizeExceeded) throw refusal('Message exceeds the size limit', 552);
        await messages.add(
          envelope.rcptTo.map(({ address }) => address),
          raw,
        );
      };
      take().then(
        () => answer(),
        (error: Error) => answer(error),
      );
    },
  });
  // A connection that breaks is its sender's matter.
  smtp.on('error', () => {});
  smtp.listen(config.MAIL_SMTP_PORT, '127.0.0.1');
  await once(smtp.server, 'listening');

  const reading = await listen(
    async (request, response) => {
      if (!timingSafeEqualText(request.headers.authorization ?? '', `Bearer ${config.MAIL_TOKEN}`)) {
        return sendJson(response, 401, { status: 'unauthorized' });
      }
      const { pathname, searchParams } = new URL(request.url ?? '/', 'http://mailbox');
      const answer = await answerOf(messages, request.method ?? 'GET', pathname, searchParams.get('to') ?? undefined);
      sendJson(response, answer === undefined ? 404 : 200, answer ?? { status: 'not found' });
    },
    config.MAIL_PORT,
    '127.0.0.1',
  );
  const { port } = smtp.server.address() as AddressInfo;
  return {
    smtpUrl: `smtp://${smtpUser}:${encodeURIComponent(config.MAIL_PASSWORD)}@127.0.0.1:${port}`,
    url: reading.url,
    close: async () => {
      await Promise.all([reading.close(0), new Promise<void>((resolve) => smtp.close(() => resolve()))]);
    },
  };
}

/** What a request is answered; undefined where there is no such mail or path. */
async function answerOf(messages: Messages, method: string, path: string, to?: string): Promise<object | undefined> {
  const [, root, id] = path.split('/');
  if (root !== 'messages') return undefined;
  switch (`${method} ${id ? 'one' : 'all'}`) {
    case 'GET all':
      return { messages: messages.list(to) };
    case 'GET one':
      return messages.read(id as string);
    case 'DELETE one':
      return (await messages.remove(id as string)) ? { deleted: id } : undefined;
    case 'DELETE all':
      await messages.clear();
      return { deleted: 'all' };
  }
  return undefined;
}

function refusal(message: string, responseCode: number): Error {
  return Object.assign(new Error(message), { responseCode });
}

if (import.meta.main) await runProcess(() => startMailbox(process.env));
