import { mkdtemp, readdir, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { createTransport } from 'nodemailer';
import { freePorts } from '#kit/process/port.ts';
import { type Message, openMessages } from './messages.ts';
import { type Mailbox, startMailbox } from './server.ts';

/** How the identity subgraph uses a mail server, and the HTTP API of the simulator. */
let mailbox: Mailbox;
let folder: string;
const token = 'token-of-this-test';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'axiom-mail-'));
  const [smtp, http] = await freePorts(2);
  mailbox = await startMailbox({
    MAIL_SMTP_PORT: String(smtp),
    MAIL_PORT: String(http),
    MAIL_DATA_DIR: join(folder, 'mails'),
    MAIL_PASSWORD: 'p@ss/word',
    MAIL_TOKEN: token,
  });
});
afterAll(async () => {
  await mailbox?.close();
  await rm(folder, { recursive: true, force: true });
});

const read = async (path: string, method = 'GET', bearer = token) => {
  const response = await fetch(`${mailbox.url}${path}`, { method, headers: { authorization: `Bearer ${bearer}` } });
  return { status: response.status, body: (await response.json()) as { messages: Message[] } & Message };
};
const send = async (change: object = {}, url = mailbox.smtpUrl) => {
  const transport = createTransport({ url, disableFileAccess: true, disableUrlAccess: true });
  const mail = {
    from: 'AXIOM <service@axiom.example>',
    to: 'ada@axiom.example',
    subject: 'Hello',
    text: 'Text',
    ...change,
  };
  try {
    return await transport.sendMail(mail);
  } finally {
    transport.close();
  }
};
const refusal = (change: object, url?: string) =>
  send(change, url).then(
    () => undefined,
    ({ responseCode }) => responseCode,
  );

describe('A mail server', () => {
  beforeEach(() => read('/messages', 'DELETE'));

  it('accepts a message with text and HTML in UTF-8 and keeps its Message-ID', async () => {
    const messageId = '<one@axiom.example>';
    const { accepted, rejected } = await send({
      messageId,
      to: 'Ada@Axiom.example',
      subject: 'Größe – 時計',
      text: 'Schöne Grüße\nhttps://axiom.example/a#b',
      html: '<p>Schöne <b>Grüße</b></p>',
    });

    const { messages } = (await read('/messages')).body;
    const { body } = await read(`/messages/${messages[0]?.id}`);
    expect([accepted, rejected, messages.length]).toEqual([['Ada@axiom.example'], [], 1]);
    expect(body).toEqual({
      ...messages[0],
      messageId,
      from: 'AXIOM <service@axiom.example>',
      to: ['ada@axiom.example'],
      subject: 'Größe – 時計',
      text: 'Schöne Grüße\nhttps://axiom.example/a#b\n',
      html: '<p>Schöne <b>Grüße</b></p>\n',
      receivedAt: expect.stringMatching(/Z$/),
    });
  });

  it('accepts a message to an internationalised domain', async () => {
    await send({ to: 'ada@xn--mnchen-3ya.example' });
    const { messages } = (await read('/messages?to=Ada@münchen.example')).body;

    expect(messages.map(({ to }) => to)).toEqual([['ada@xn--mnchen-3ya.example']]);
  });

  it('refuses clients with a wrong password or none, and messages that are too large, and stores none of them', async () => {
    const url = new URL(mailbox.smtpUrl);
    url.password = 'another';
    const codes = [
      await refusal({}, url.href),
      await refusal({}, `smtp://${url.host}`),
      await refusal({ text: 'x'.repeat(1_100_000) }),
    ];

    expect(codes).toEqual([535, 530, 552]);
    expect((await read('/messages')).body.messages).toEqual([]);
  });

  it('lists messages for clients with the token, newest first and by address, and removes one or all', async () => {
    for (const to of ['ada@axiom.example', 'eve@axiom.example', 'ada@axiom.example']) await send({ to, subject: to });
    const { messages } = (await read('/messages')).body;
    const hers = (await read('/messages?to=Ada@axiom.example')).body.messages;
    const first = messages.at(-1)?.id;
    const statuses = [
      (await read('/messages', 'GET', 'wrong')).status,
      (await read(`/messages/${first}`, 'DELETE')).status,
      (await read(`/messages/${first}`)).status,
      (await read('/messages/..%2F..%2Fsecrets')).status,
      (await read('/other')).status,
    ];

    expect(messages.map(({ to }) => to[0])).toEqual(['ada@axiom.example', 'eve@axiom.example', 'ada@axiom.example']);
    expect(hers.map(({ id }) => id)).toEqual([messages[0]?.id, messages[2]?.id]);
    expect(statuses).toEqual([401, 200, 404, 404, 404]);
    expect((await read('/messages')).body.messages).toHaveLength(2);
  });

  it('stores a limited number of messages across a restart, in files that only their owner can read', async () => {
    const own = join(folder, 'few');
    const messages = await openMessages(own, 2);
    for (const subject of ['one', 'two', 'three']) {
      await messages.add(['ada@axiom.example'], Buffer.from(`Subject: ${subject}\r\n\r\nText\r\n`));
    }
    const files = await readdir(own);
    const modes = await Promise.all(
      [own, ...files.map((file) => join(own, file))].map(async (path) => (await stat(path)).mode),
    );

    expect(messages.list().map(({ subject }) => subject)).toEqual(['three', 'two']);
    expect((await openMessages(own, 2)).list()).toEqual(messages.list());
    expect(modes.map((mode) => (mode & 0o777).toString(8))).toEqual(['700', '600', '600']);
  });
});
