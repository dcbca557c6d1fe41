import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';
import { SMTPServer } from 'smtp-server';

/** Starts a mail server with temporary and permanent refusals; `port` 0 for any. It refuses addresses that begin with `gone`. */
export async function startMailServer(port = 0) {
  /** Recipient → the mails that were delivered. */
  const delivered = new Map<string, string[]>();
  /** Recipient → the number of temporary refusals that are left. */
  const refusals = new Map<string, number>();
  const refuse = (responseCode: number) => Object.assign(new Error('No, <secret@axiom.example>'), { responseCode });
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS', 'AUTH'],
    disableReverseLookup: true,
    onRcptTo: ({ address }, _, respond) => {
      const left = refusals.get(address) ?? 0;
      refusals.set(address, left - 1);
      if (address.startsWith('gone')) return respond(refuse(550));
      respond(left > 0 ? refuse(451) : null);
    },
    onData: async (stream, { envelope }, respond) => {
      const raw = (await buffer(stream)).toString();
      for (const { address } of envelope.rcptTo) delivered.set(address, [...(delivered.get(address) ?? []), raw]);
      respond();
    },
  });
  server.on('error', () => {});
  server.listen(port, '127.0.0.1');
  await once(server.server, 'listening');
  return {
    url: `smtp://127.0.0.1:${(server.server.address() as AddressInfo).port}`,
    delivered,
    refusals,
    close: () => new Promise<void>((resolve) => server.close(() => resolve())),
  };
}
