import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';
import { SMTPServer } from 'smtp-server';
import { readConfig } from '#kit/process/config.ts';
import { sendJson } from '#kit/process/http/json.ts';
import { listen } from '#kit/process/http/server.ts';
import { runProcess } from '#kit/process/run-process.ts';
import { timingSafeEqualText } from '#kit/process/timing-safe-equal.ts';
import { configShape } from './config.ts';
import { type Messages, openMessages } from './messages.ts';

/** The user name of SMTP clients. */
export const smtpUser = 'axiom';

/** Maximum bytes of a message; larger ones are refused with 552. */
const largestMail = 1_048_576;

/** A running mailbox. */
export interface Mailbox {
  smtpUrl: string;
  url: string;
  close(): Promise<void>;
}

/**
 * A mail server that delivers nothing. It receives messages over SMTP from authenticated clients and serves them over HTTP
 * to clients with the bearer token: `GET /messages[?to=]`, `GET` and `DELETE /messages/<id>`, `DELETE /messages`. It listens
 * on 127.0.0.1 only.
 */
export async function startMailbox(env: Readonly<Record<string, string | undefined>>): Promise<Mailbox> {
  const config = readConfig('mail simulator', configShape, env);
  const messages = await openMessages(config.MAIL_DATA_DIR);

  const smtp = new SMTPServer({
    banner: 'AXIOM mailbox',
    size: largestMail,
    // No TLS, because the traffic stays on this machine.
    disabledCommands: ['STARTTLS'],
    allowInsecureAuth: true,
    authMethods: ['PLAIN', 'LOGIN'],
    disableReverseLookup: true,
    logger: false,
    onAuth: ({ username, password }, _, respond) => {
      const isValid = username === smtpUser && timingSafeEqualText(password ?? '', config.MAIL_PASSWORD);
      respond(isValid ? null : smtpError('Authentication failed', 535), isValid ? { user: smtpUser } : undefined);
    },
    onData: (stream, { envelope }, respond) => {
      const receive = async () => {
        const raw = await buffer(stream);
        if (stream.sizeExceeded) throw smtpError('Message exceeds the size limit', 552);
        await messages.add(
          envelope.rcptTo.map(({ address }) => address),
          raw,
        );
      };
      receive().then(
        () => respond(),
        (error: Error) => respond(error),
      );
    },
  });
  // A broken connection is not an error of this server.
  smtp.on('error', () => {});
  smtp.listen(config.MAIL_SMTP_PORT, '127.0.0.1');
  await once(smtp.server, 'listening');

  const reading = await listen(
    async (request, response) => {
      if (!timingSafeEqualText(request.headers.authorization ?? '', `Bearer ${config.MAIL_TOKEN}`)) {
        return sendJson(response, 401, { status: 'unauthorized' });
      }
      const { pathname, searchParams } = new URL(request.url ?? '/', 'http://mailbox');
      const body = await handle(messages, request.method ?? 'GET', pathname, searchParams.get('to') ?? undefined);
      sendJson(response, body === undefined ? 404 : 200, body ?? { status: 'not found' });
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

/** The body of the response; undefined when the message or the path does not exist. */
async function handle(messages: Messages, method: string, path: string, to?: string): Promise<object | undefined> {
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

function smtpError(message: string, responseCode: number): Error {
  return Object.assign(new Error(message), { responseCode });
}

if (import.meta.main) await runProcess(() => startMailbox(process.env));
