import { randomBytes } from 'node:crypto';
import { mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import PostalMime, { type Address } from 'postal-mime';
import { readEmail } from '#kit/graph/email.ts';

/** A mail in the list of a mailbox. */
export interface MessageSummary {
  id: string;
  /** The header `Message-ID`, with its angle brackets. */
  messageId: string;
  from: string;
  /** The addresses of the envelope. */
  to: string[];
  subject: string;
  receivedAt: string;
}

/** A mail with its contents. */
export interface Message extends MessageSummary {
  text: string;
  html: string;
}

/** The mails that were received, in a folder of files that only their owner can read. */
export type Messages = Awaited<ReturnType<typeof openMessages>>;

/** How many mails are kept: of more, the oldest are removed. */
const mostMessages = 500;

/** Opens the mails in `folder`. Each is one file, the envelope as a line of JSON and then the mail as it came. */
export async function openMessages(folder: string, most = mostMessages) {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const pathOf = (id: string) => join(folder, `${id}.eml`);
  /** The oldest first, as their ids sort. */
  const known = new Map<string, MessageSummary>();
  for (const name of (await readdir(folder)).sort()) {
    if (!name.endsWith('.eml')) continue;
    const id = name.slice(0, -'.eml'.length);
    known.set(id, summaryOf(await parse(id, await readFile(pathOf(id)))));
  }

  async function remove(id: string): Promise<boolean> {
    if (!known.delete(id)) return false;
    await rm(pathOf(id), { force: true });
    return true;
  }

  return {
    /** Keeps a mail; it is on disk when this resolves. */
    add: async (recipients: string[], raw: Buffer): Promise<void> => {
      const receivedAt = new Date().toISOString();
      const id = `${receivedAt.replaceAll(/\D/g, '')}${randomBytes(6).toString('hex')}`;
      const content = Buffer.concat([Buffer.from(`${JSON.stringify({ recipients, receivedAt })}\n`), raw]);
      const message = await parse(id, content);
      await writeFile(`${pathOf(id)}.part`, content, { mode: 0o600 });
      await rename(`${pathOf(id)}.part`, pathOf(id));
      known.set(id, summaryOf(message));
      for (const oldest of [...known.keys()].slice(0, Math.max(0, known.size - most))) await remove(oldest);
    },

    /** The newest first; those to one address, where it is given. */
    list: (to?: string): MessageSummary[] =>
      [...known.values()].reverse().filter((one) => to === undefined || one.to.includes(oneForm(to))),

    read: async (id: string): Promise<Message | undefined> =>
      known.has(id) ? parse(id, await readFile(pathOf(id))) : undefined,

    /** False when there is no such mail. */
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
    from: spell(mail.from),
    // The server shows internationalised domains in Unicode.
    to: recipients.map(oneForm),
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

/** An address in the form in which it is compared. */
function oneForm(address: string): string {
  return readEmail(address) ?? address.toLowerCase();
}

function summaryOf({ text: _text, html: _html, ...summary }: Message): MessageSummary {
  return summary;
}

function spell(from: Address | undefined): string {
  if (!from?.address) return '';
  return from.name ? `${from.name} <${from.address}>` : from.address;
}
