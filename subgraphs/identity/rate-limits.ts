import { readFileSync } from 'node:fs';
import type { SubgraphRequest } from '#kit/graph/server/subgraph.ts';
import { networkOf } from '#kit/process/http/network.ts';
import { type Charge, type Limit, type RateLimiter, throttled } from '#kit/stores/rate-limiter.ts';
import { digestOf, type KnownDeviceStore } from './sessions/known-devices.ts';

/**
 * How often sign-in may be tried. Everything rejects with THROTTLED, or with BACKEND_UNAVAILABLE while Redis is away.
 *
 * A device on which the owner of an account has signed in before has a bucket of its own, so that the attempts of
 * others never stop it. All other attempts are limited three times: for each address, for each account from one
 * address, and for each account from all addresses. The last limit is higher: one address alone never reaches it. It
 * bounds guesses that come from many addresses; while such an attack lasts, it also stops the owner on devices that are
 * not known. All known devices of an account together are limited too: a person who once knew the password may have
 * registered many devices.
 */
export type RateLimits = ReturnType<typeof createRateLimits>;

/** What an attempt is about. */
export interface Attempt {
  /** What it names: an e-mail address, a credential, the locator of a recovery code. */
  subject?: string | undefined;
  /** The subject under which its owner's devices are known; the subject itself unless given. Only asked where a device sent its token. */
  owner?: () => Promise<string | undefined>;
}

type Kind = 'password' | 'curator' | 'recovery' | 'passkey-finish';
type Tier = 'address' | 'subjectFromAddress' | 'subject' | 'device' | 'devices';

/** Medusa's own sign-in takes from the same buckets, by the same numbers. */
const attempts = JSON.parse(
  readFileSync(new URL('../../kit/stores/rate-limits.json', import.meta.url), 'utf8'),
) as Record<Kind, Record<Tier, Omit<Limit, 'name'>>> & { 'sign-up': { address: Omit<Limit, 'name'> } };

export function createRateLimits(buckets: RateLimiter, devices: KnownDeviceStore) {
  const pass = async (...takes: [Charge, ...Charge[]]) => {
    const taken = await buckets.consumeAll(takes);
    if (!taken.allowed) throw throttled(taken);
  };

  async function attempt(kind: Kind, { client }: SubgraphRequest, { subject, owner }: Attempt): Promise<void> {
    const limits = attempts[kind];
    const address = networkOf(client.address);
    const name = subject === undefined ? undefined : digestOf(subject);
    const known = client.device === undefined ? undefined : owner ? await owner() : subject;
    const device = known === undefined ? undefined : await devices.find(client.device, known);
    if (device) {
      return pass(
        { limit: { name: `${kind}-device`, ...limits.device }, key: `${device}:${name}` },
        { limit: { name: `${kind}-devices`, ...limits.devices }, key: digestOf(known as string) },
      );
    }
    const byAddress: Charge = { limit: { name: kind, ...limits.address }, key: address };
    if (name === undefined) return pass(byAddress);
    return pass(
      byAddress,
      { limit: { name: `${kind}-subject-address`, ...limits.subjectFromAddress }, key: `${name}:${address}` },
      { limit: { name: `${kind}-subject`, ...limits.subject }, key: name },
    );
  }

  return {
    /** Before options of a ceremony are given, to a viewer who has signed in or an anonymous one. */
    begin: async ({ client }: SubgraphRequest, viewer?: string) => {
      const device = await devices.findAny(client.device);
      // Signed-in viewers and known devices do not share limits with others at the same address.
      if (viewer !== undefined) return pass({ limit: beginningsOfViewer, key: digestOf(viewer) }, openForKnown);
      if (device) return pass({ limit: beginningsOfDevice, key: device }, openForKnown);
      return pass({ limit: beginnings, key: networkOf(client.address) }, openForAll);
    },

    /** Before an authenticator's answer to a sign-in is checked. */
    finish: (request: SubgraphRequest, about: Attempt) => attempt('passkey-finish', request, about),

    /** Before an authenticator's answer to a registration is checked, of a viewer who has signed in or an anonymous one. */
    register: (request: SubgraphRequest, viewer?: string) =>
      viewer === undefined
        ? attempt('passkey-finish', request, {})
        : pass({ limit: { name: 'passkey-register', ...attempts['passkey-finish'].device }, key: digestOf(viewer) }),

    /** Before a recovery code is checked. */
    recover: (request: SubgraphRequest, about: Attempt) => attempt('recovery', request, about),

    /** Before the password of a curator with this e-mail address is checked. */
    curator: (request: SubgraphRequest, email: string) =>
      attempt('curator', request, { subject: email, owner: async () => curatorSubject(email) }),

    /** Before a sign-up with this e-mail address is begun. */
    signUp: ({ client }: SubgraphRequest, email: string) =>
      pass(
        { limit: { name: 'sign-up', ...attempts['sign-up'].address }, key: networkOf(client.address) },
        { limit: mailsByEmail, key: digestOf(email) },
      ),

    /** Before a link is mailed to this e-mail address. */
    mail: ({ client }: SubgraphRequest, email: string) =>
      pass({ limit: mails, key: networkOf(client.address) }, { limit: mailsByEmail, key: digestOf(email) }),

    /** Before the token of a link is looked for, or a password is checked against it. */
    followLink: ({ client }: SubgraphRequest, token: string) =>
      pass({ limit: links, key: networkOf(client.address) }, { limit: usesOfLink, key: digestOf(token) }),

    /** Before the password of a customer with this e-mail address is checked. */
    signIn: (request: SubgraphRequest, email: string) => attempt('password', request, { subject: email }),

    /** Before the password of `account` is checked, to change it in the session that asks. */
    changePassword: ({ viewer }: SubgraphRequest, account: string) =>
      pass(
        { limit: changesInSession, key: 'session' in viewer ? digestOf(viewer.session) : '' },
        { limit: changes, key: digestOf(account) },
      ),
  };
}

/** The subject under which a curator's known devices are kept, by their e-mail address. */
export const curatorSubject = (email: string) => `curator ${email}`;

/** The subject under which the known devices of an account are kept. */
export const accountSubject = (account: string) => `account ${account}`;

const beginnings: Limit = { name: 'passkey-begin', burst: 20, perMinute: 20 };
const beginningsOfViewer: Limit = { name: 'passkey-begin-viewer', burst: 20, perMinute: 20 };
const beginningsOfDevice: Limit = { name: 'passkey-begin-device', burst: 20, perMinute: 20 };
/** Challenges live for 5 minutes: at most 100,000 are open at once for unknown clients, and as many for known ones. */
const openChallenges: Omit<Limit, 'name'> = { burst: 50_000, perMinute: 10_000 };
const openForAll: Charge = { limit: { name: 'passkey-challenges', ...openChallenges }, key: 'all' };
const openForKnown: Charge = { limit: { name: 'passkey-challenges', ...openChallenges }, key: 'known' };
const mails: Limit = { name: 'mail', burst: 5, perMinute: 5 };
/** Links of all kinds that are mailed to one address: five at once and ten an hour. Against flooding a mailbox. */
const mailsByEmail: Limit = { name: 'mail-email', burst: 5, perMinute: 10 / 60 };
const links: Limit = { name: 'link', burst: 10, perMinute: 10 };
const usesOfLink: Limit = { name: 'link-token', burst: 5, perMinute: 5 };
const changesInSession: Limit = { name: 'password-change-session', burst: 5, perMinute: 5 };
const changes: Limit = { name: 'password-change', burst: 50, perMinute: 10 };
