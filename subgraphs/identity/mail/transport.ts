import { createTransport } from 'nodemailer';
import { isLoopback } from '#kit/process/http/origins.ts';
import type { MailMessage } from './layout.ts';

/** A connection to a mail server (SMTP). */
export interface Transport {
  /** Sends a message; `id` is the same for all attempts. Resolves when the server has accepted the message. */
  send(message: MailMessage, to: string, id: string): Promise<void>;
  close(): void;
}

/** Why a message was not sent, without addresses. */
export interface Refusal {
  reason: string;
  /** Whether the server refused this message for good. */
  isFinal: boolean;
  /** Whether the server did not judge the message: it is unavailable, or refuses our credentials. */
  isOutage: boolean;
}

/** A pool of connections to the mail server at `url`, opened on demand. TLS is required unless the server is local. */
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
    send: async ({ subject, text, html, oneClickUrl }, to, id) => {
      const headers = {
        'auto-submitted': 'auto-generated',
        'x-auto-response-suppress': 'All',
        ...(oneClickUrl && {
          'list-unsubscribe': `<${oneClickUrl}>`,
          'list-unsubscribe-post': 'List-Unsubscribe=One-Click',
        }),
      };
      await transport.sendMail({ from, to, subject, text, html, messageId: `<${id}@${domain}>`, headers });
    },
    close: () => transport.close(),
  };
}

/** Reads an error of `send`. The server's message may contain addresses, so only its codes are kept. */
export function refusalOf(error: unknown): Refusal {
  const { code, responseCode } = error as { code?: string; responseCode?: number };
  const reason = [code, responseCode].filter(Boolean).join(' ') || 'The mail could not be sent.';
  // Codes 530 to 538 refuse our credentials, and 421 every message for a while.
  const isOutage =
    code === 'EAUTH' ||
    responseCode === undefined ||
    responseCode === 421 ||
    (responseCode >= 530 && responseCode <= 538);
  return { reason, isOutage, isFinal: !isOutage && responseCode >= 500 };
}
