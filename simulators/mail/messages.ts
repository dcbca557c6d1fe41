import { randomBytes } from 'node:crypto';
import { mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import PostalMime, { type Address } from 'postal-mime';
import { readEmail } from '#kit/graph/email.ts';

/** A message in a list. */
export interface MessageSummary {
  id: string;
  /** The header `Message-ID`, with its angle brackets. */
  messageId: string;
  from: string;
  /** The recipients of the SMTP envelope. */
  to: string[];
  subject: string;
  receivedAt: string;
}

/** A message with its content. */
export interface Message extends MessageSummary {
  text: string;
  html: string;
}

/** The received messages, in files that only their owner can read. */
export type Messages = Awaited<ReturnType<typeof openMessages>>;

/** Maximum number of messages; the oldest are removed. */
const mostMessages = 500;

/** Opens the messages in `folder`. Each is one file: a line of JSON with the envelope, then the message as received. */
export async function openMessages(folder: string, most = mostMessages) {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const pathOf = (id: string) => join(folder, `${id}.eml`);
  /** The oldest first, in the order of the ids. */
  const known = new Map<string, MessageSummary>();
  for (const name of (await readdir(folder)).sort()) {
    if (!name.endsWith('.eml')) continue;
    const id = name.slice(0, -'.eml'.length);
    known.set(id, summaryOf(await parse(id, await readFile(pathOf(id)))));
  }

  let added = 0;

  async function remove(id: string): Promise<boolean> {
    if (!known.delete(id)) return false;
    await rm(pathOf(id), { force: true });
    return true;
  }

  return {
    /** Stores a message; it is on disk when this resolves. */
    add: async (recipients: string[], raw: Buffer): Promise<void> => {
      const receivedAt = new Date().toISOString();
      // Ids sort in the order of arrival, also within one millisecond.
      const id = `${receivedAt.replaceAll(/\D/g, '')}${String(added++ % 10_000).padStart(4, '0')}${randomBytes(4).toString('hex')}`;
      const content = Buffer.concat([Buffer.from(`${JSON.stringify({ recipients, receivedAt })}\n`), raw]);
      const message = await parse(id, content);
      await writeFile(`${pathOf(id)}.part`, content, { mode: 0o600 });
      await rename(`${pathOf(id)}.part`, pathOf(id));
      known.set(id, summaryOf(message));
      for (const oldest of [...known.keys()].slice(0, Math.max(0, known.size - most))) await remove(oldest);
    },

    /** The newest first; only those to `to`, when it is given. */
    list: (to?: string): MessageSummary[] =>
      [...known.values()].reverse().filter((one) => to === undefined || one.to.includes(normalise(to))),

    read: async (id: string): Promise<Message | undefined> =>
      known.has(id) ? parse(id, await readFile(pathOf(id))) : undefined,

    /** False when the message does not exist. */
    remove,

    clear: async (): Promise<void> => {
      await Promise.all([...known.keys()].map(remove));
    },
  };
}

async function parse(id: string, content: Buffer): Promise<Message> {
  const end = content.indexOf('\n');
  const { recipients, receivedAt } = JSON.parse(content.subarray(0, end).toString()) as Envelope;
  const mail = await PostalMime.parse(content.subarray(end + 1));
  return {
    id,
    messageId: mail.messageId ?? '',
    from: formatAddress(mail.from),
    // smtp-server gives internationalised domains in Unicode.
    to: recipients.map(normalise),
    subject: mail.subject ?? '',
    receivedAt,
    text: mail.text ?? '',
    html: mail.html ?? '',
  };
}

interface Envelope {
  recipients: string[];
  receivedAt: string;
}

/** Normalises an address for comparison. */
function normalise(address: string): string {
  return readEmail(address) ?? address.toLowerCase();
}

function summaryOf({ text: _text, html: _html, ...summary }: Message): MessageSummary {
  return summary;
}

function formatAddress(from: Address | undefined): string {
  if (!from?.address) return '';
  return from.name ? `${from.name} <${from.address}>` : from.address;
}
