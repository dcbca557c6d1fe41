import { readFileSync } from 'node:fs';
import type { SubgraphRequest } from '#kit/graph/server/subgraph.ts';
import { networkOf } from '#kit/process/http/network.ts';
import { type Charge, type Limit, type RateLimiter, throttled } from '#kit/stores/rate-limiter.ts';
import { digestOf, type KnownDeviceStore } from './sessions/known-devices.ts';

/**
 * Rate limits of sign-in, sign-up and account recovery. Each method counts one attempt, before it is made, and rejects with
 * THROTTLED over the limit, or with BACKEND_UNAVAILABLE while Redis is unavailable.
 *
 * A device on which the account's owner has signed in before has its own bucket, so that attempts from elsewhere cannot lock
 * the owner out. All other attempts are limited by three buckets: by IP address, by account and IP address, and by account.
 * The last limit is higher, so that one IP address cannot exhaust it. It bounds guesses from many addresses; during such an
 * attack, unknown devices of the owner are limited as well. All known devices of an account also share one bucket, because
 * someone who once knew the password may have registered many devices.
 */
export type RateLimits = ReturnType<typeof createRateLimits>;

/** What an attempt refers to. */
export interface Attempt {
  /** What the client sent: an e-mail address, a credential id, the locator of a recovery code. */
  subject?: string | undefined;
  /** Finds the subject of the owner's known devices; `subject` by default. Called only when the device sent a token. */
  owner?: () => Promise<string | undefined>;
}

type Kind = 'password' | 'curator' | 'recovery' | 'passkey-finish';
type Tier = 'address' | 'subjectFromAddress' | 'subject' | 'device' | 'devices';

/** Medusa's own sign-in uses the same buckets and the same limits. */
const attempts = JSON.parse(
  readFileSync(new URL('../../kit/stores/rate-limits.json', import.meta.url), 'utf8'),
) as Record<Kind, Record<Tier, Omit<Limit, 'name'>>> & { 'sign-up': { address: Omit<Limit, 'name'> } };

export function createRateLimits(limiter: RateLimiter, knownDevices: KnownDeviceStore) {
  const consume = async (...charges: [Charge, ...Charge[]]) => {
    const result = await limiter.consumeAll(charges);
    if (!result.allowed) throw throttled(result);
  };

  async function attempt(kind: Kind, { client }: SubgraphRequest, { subject, owner }: Attempt): Promise<void> {
    const limits = attempts[kind];
    const address = networkOf(client.address);
    const name = subject === undefined ? undefined : digestOf(subject);
    const known = client.device === undefined ? undefined : owner ? await owner() : subject;
    const device = known === undefined ? undefined : await knownDevices.find(client.device, known);
    if (device) {
      return consume(
        { limit: { name: `${kind}-device`, ...limits.device }, key: `${device}:${name}` },
        { limit: { name: `${kind}-devices`, ...limits.devices }, key: digestOf(known as string) },
      );
    }
    const byAddress: Charge = { limit: { name: kind, ...limits.address }, key: address };
    if (name === undefined) return consume(byAddress);
    return consume(
      byAddress,
      { limit: { name: `${kind}-subject-address`, ...limits.subjectFromAddress }, key: `${name}:${address}` },
      { limit: { name: `${kind}-subject`, ...limits.subject }, key: name },
    );
  }

  return {
    /** The start of a WebAuthn ceremony, by a signed-in viewer or an anonymous one. */
    passkeyBegin: async ({ client }: SubgraphRequest, viewer?: string) => {
      const device = await knownDevices.findAny(client.device);
      // Signed-in viewers and known devices do not share limits with other clients at the same address.
      if (viewer !== undefined) return consume({ limit: startsOfViewer, key: digestOf(viewer) }, openForKnown);
      if (device) return consume({ limit: startsOfDevice, key: device }, openForKnown);
      return consume({ limit: starts, key: networkOf(client.address) }, openForAll);
    },

    /** The end of a passkey sign-in. */
    passkeySignIn: (request: SubgraphRequest, about: Attempt) => attempt('passkey-finish', request, about),

    /** The end of a passkey registration, by a signed-in viewer or an anonymous one. */
    passkeyRegistration: (request: SubgraphRequest, viewer?: string) =>
      viewer === undefined
        ? attempt('passkey-finish', request, {})
        : consume({ limit: { name: 'passkey-register', ...attempts['passkey-finish'].device }, key: digestOf(viewer) }),

    /** A sign-in with a recovery code. */
    recovery: (request: SubgraphRequest, about: Attempt) => attempt('recovery', request, about),

    /** A curator's sign-in with a password. */
    curatorSignIn: (request: SubgraphRequest, email: string) =>
      attempt('curator', request, { subject: email, owner: async () => curatorSubject(email) }),

    /** A customer's sign-in with a password. */
    customerSignIn: (request: SubgraphRequest, email: string) => attempt('password', request, { subject: email }),

    /** A sign-up. */
    signUp: ({ client }: SubgraphRequest, email: string) =>
      consume(
        { limit: { name: 'sign-up', ...attempts['sign-up'].address }, key: networkOf(client.address) },
        { limit: mailsByEmail, key: digestOf(email) },
      ),

    /** A mail with a link to this address. */
    linkMail: ({ client }: SubgraphRequest, email: string) =>
      consume({ limit: mails, key: networkOf(client.address) }, { limit: mailsByEmail, key: digestOf(email) }),

    /** The use of a mailed link, before its token is looked up. */
    linkUse: ({ client }: SubgraphRequest, token: string) =>
      consume({ limit: links, key: networkOf(client.address) }, { limit: usesOfLink, key: digestOf(token) }),

    /** A password change in the current session, before the current password is checked. */
    passwordChange: ({ viewer }: SubgraphRequest, account: string) =>
      consume(
        { limit: changesInSession, key: 'session' in viewer ? digestOf(viewer.session) : '' },
        { limit: changes, key: digestOf(account) },
      ),
  };
}

/** The subject of a curator's known devices, from the e-mail address. */
export const curatorSubject = (email: string) => `curator ${email}`;

/** The subject of an account's known devices. */
export const accountSubject = (account: string) => `account ${account}`;

const starts: Limit = { name: 'passkey-begin', burst: 20, perMinute: 20 };
const startsOfViewer: Limit = { name: 'passkey-begin-viewer', burst: 20, perMinute: 20 };
const startsOfDevice: Limit = { name: 'passkey-begin-device', burst: 20, perMinute: 20 };
/** Challenges expire after 5 minutes: at most 100,000 exist at once for unknown clients, and as many for known ones. */
const openChallenges: Omit<Limit, 'name'> = { burst: 50_000, perMinute: 10_000 };
const openForAll: Charge = { limit: { name: 'passkey-challenges', ...openChallenges }, key: 'all' };
const openForKnown: Charge = { limit: { name: 'passkey-challenges', ...openChallenges }, key: 'known' };
const mails: Limit = { name: 'mail', burst: 5, perMinute: 5 };
/** Mails with links to one address: a burst of five, then ten an hour, so that a mailbox cannot be flooded. */
const mailsByEmail: Limit = { name: 'mail-email', burst: 5, perMinute: 10 / 60 };
const links: Limit = { name: 'link', burst: 10, perMinute: 10 };
const usesOfLink: Limit = { name: 'link-token', burst: 5, perMinute: 5 };
const changesInSession: Limit = { name: 'password-change-session', burst: 5, perMinute: 5 };
const changes: Limit = { name: 'password-change', burst: 50, perMinute: 10 };
