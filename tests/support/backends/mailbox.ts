import { setTimeout as sleep } from 'node:timers/promises';
import type { Message, MessageSummary } from '#simulators/mail/messages.ts';
import { installationEnv } from '../graph.ts';

/** Access to the mailbox of an installation or a test. */
export interface MailboxAccess {
  url: string;
  token: string;
}

/** The mailbox of the test installation. */
export function installationMailbox(): MailboxAccess {
  const { MAILBOX_URL, MAILBOX_TOKEN } = installationEnv();
  return { url: MAILBOX_URL as string, token: MAILBOX_TOKEN as string };
}

/** The mails to an address, oldest first. */
export async function mailsTo({ url, token }: MailboxAccess, address: string): Promise<Message[]> {
  const read = async <Answer>(path: string) => {
    const response = await fetch(`${url}${path}`, { headers: { authorization: `Bearer ${token}` } });
    return (await response.json()) as Answer;
  };
  const { messages } = await read<{ messages: MessageSummary[] }>(`/messages?to=${encodeURIComponent(address)}`);
  return Promise.all(messages.reverse().map(({ id }) => read<Message>(`/messages/${id}`)));
}

/** The first mail to an address after `known` others for which `isMeant` is true; rejects after 20 seconds. */
export async function nextMail(
  mailbox: MailboxAccess,
  address: string,
  known = 0,
  isMeant: (mail: Message) => boolean = () => true,
): Promise<Message> {
  for (const deadline = Date.now() + 20_000; Date.now() < deadline; await sleep(50)) {
    const found = (await mailsTo(mailbox, address)).slice(known).find(isMeant);
    if (found) return found;
  }
  throw new Error(`No mail of the kind has come to ${address} after ${known} others.`);
}

/**
 * The token of the first link sent to an address after `known` other mails. `page` is that of the account to which it leads, where
 * mails of other kinds may come in between.
 */
export async function nextToken(
  mailbox: MailboxAccess,
  address: string,
  known = 0,
  page?: 'verify' | 'reset',
): Promise<string> {
  const isMeant = (text: string) => (page ? text.includes(`/account/${page}#token=`) : linkToken.test(text));
  return tokenIn(await nextMail(mailbox, address, known, ({ text }) => isMeant(text)));
}

/** The token of the link in a mail. */
export function tokenIn({ subject, text }: Message): string {
  const [, token] = linkToken.exec(text) ?? [];
  if (token === undefined) throw new Error(`There is no link in the mail ${JSON.stringify(subject)}.`);
  return token;
}

/** Tokens of unsubscribe links have a signature after a point. */
const linkToken = /#token=([\w-]+(?:\.[\w-]+)?)/;
