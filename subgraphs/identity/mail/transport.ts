import { createTransport } from 'nodemailer';
import { isLoopback } from '#kit/process/http/origins.ts';
import type { Letter } from './layout.ts';

/** Sends letters through a mail server. */
export interface Transport {
  /** Sends a letter under this id, the same at every attempt. Resolves once the server has taken it. */
  send(letter: Letter, to: string, id: string): Promise<void>;
  close(): void;
}

/** Why a letter was not sent, in words that name no address; `isFinal` where the server will never take it. */
export interface Refusal {
  reason: string;
  isFinal: boolean;
}

/** Prepares connections to the mail server at `url`, to be made when needed. Beyond this machine they are encrypted. */
export function openTransport(url: string, from: string): Transport {
  const { hostname, protocol } = new URL(url);
  const transport = createTransport({
    url,
    pool: true,
    maxConnections: 2,
    requireTLS: protocol === 'smtp:' && !isLoopback(hostname.replaceAll(/[[\]]/g, '')),
    connectionTimeout: 5_000,
    greetingTimeout: 5_000,
    socketTimeout: 15_000,
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  const [, domain = 'localhost'] = /@([^\s<>@]+)>?\s*$/.exec(from) ?? [];
  return {
    send: async ({ subject, text, html }, to, id) => {
      const headers = { 'auto-submitted': 'auto-generated', 'x-auto-response-suppress': 'All' };
      await transport.sendMail({ from, to, subject, text, html, messageId: `<${id}@${domain}>`, headers });
    },
    close: () => transport.close(),
  };
}

/** Reads what `send` rejected with. The server's words may name people, so only codes are kept. */
export function refusalOf(error: unknown): Refusal {
  const { code, responseCode } = error as { code?: string; responseCode?: number };
  const reason = [code, responseCode].filter(Boolean).join(' ') || 'The mail could not be sent.';
  // 530 to 538 refuse the sender's credentials, not the message.
  const isFinal =
    code !== 'EAUTH' &&
    responseCode !== undefined &&
    responseCode >= 500 &&
    !(responseCode >= 530 && responseCode <= 538);
  return { reason, isFinal };
}
