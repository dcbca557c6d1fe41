import { hash } from 'node:crypto';
import { type Buckets, type Limit, type Take, throttled } from '#kit/bucket.ts';
import { networkOf } from '#kit/network.ts';
import type { SubgraphRequest } from '#kit/subgraph.ts';

/** How often the gate may be tried. Everything rejects with THROTTLED, or with BACKEND_UNAVAILABLE while Redis is away. */
export type Gate = ReturnType<typeof gateOver>;

export function gateOver(buckets: Buckets) {
  const pass = async (...takes: [Take, ...Take[]]) => {
    const taken = await buckets.takeAll(takes);
    if (!taken.allowed) throw throttled(taken);
  };
  return {
    /** Before options of a ceremony are given, for a customer or for whoever comes. */
    begin: (request: SubgraphRequest, customer?: string) =>
      pass(
        { limit: beginnings, key: addressOf(request) },
        { limit: openChallenges, key: 'all' },
        ...about(beginningsOfCustomer, customer),
      ),

    /** Before an authenticator's answer is checked: one that names `subject`, a customer or a credential. */
    finish: (request: SubgraphRequest, subject?: string) =>
      pass({ limit: answers, key: addressOf(request) }, ...about(answersAboutSubject, subject)),

    /** Before a recovery code is checked: one that `locator` finds. */
    recover: (request: SubgraphRequest, locator?: string) =>
      pass({ limit: codes, key: addressOf(request) }, ...about(codesByLocator, locator)),

    /** Before the password of a curator with this e-mail address is checked. */
    curator: (request: SubgraphRequest, email: string) =>
      pass({ limit: curators, key: addressOf(request) }, ...about(curatorsByEmail, email)),

    /** Before a sign-up with this e-mail address is begun. */
    signUp: (request: SubgraphRequest, email: string) =>
      pass({ limit: signUps, key: addressOf(request) }, ...about(mailsByEmail, email)),

    /** Before a link is mailed to this e-mail address. */
    mail: (request: SubgraphRequest, email: string) =>
      pass({ limit: mails, key: addressOf(request) }, ...about(mailsByEmail, email)),

    /** Before the token of a link is looked for, or a password is checked against it. */
    followLink: (request: SubgraphRequest, token: string) =>
      pass({ limit: links, key: addressOf(request) }, ...about(usesOfLink, token)),

    /** Before the password of a customer with this e-mail address is checked. */
    signIn: (request: SubgraphRequest, email: string) =>
      pass({ limit: passwords, key: addressOf(request) }, ...about(passwordsByEmail, email)),
  };
}

const beginnings: Limit = { name: 'passkey-begin', burst: 20, perMinute: 20 };
const beginningsOfCustomer: Limit = { name: 'passkey-begin-customer', burst: 20, perMinute: 20 };
/** Challenges live for 5 minutes: whoever comes from however many addresses, at most 100,000 are open at once. */
const openChallenges: Limit = { name: 'passkey-challenges', burst: 50_000, perMinute: 10_000 };
const answers: Limit = { name: 'passkey-finish', burst: 10, perMinute: 10 };
const answersAboutSubject: Limit = { name: 'passkey-finish-subject', burst: 5, perMinute: 5 };
const codes: Limit = { name: 'recovery', burst: 5, perMinute: 5 };
const codesByLocator: Limit = { name: 'recovery-locator', burst: 5, perMinute: 5 };
const curators: Limit = { name: 'curator', burst: 10, perMinute: 10 };
const curatorsByEmail: Limit = { name: 'curator-email', burst: 5, perMinute: 5 };
const signUps: Limit = { name: 'sign-up', burst: 5, perMinute: 5 };
const mails: Limit = { name: 'mail', burst: 5, perMinute: 5 };
/** Nobody's mailbox is flooded: of all links together, five at once and ten an hour. */
const mailsByEmail: Limit = { name: 'mail-email', burst: 5, perMinute: 10 / 60 };
const links: Limit = { name: 'link', burst: 10, perMinute: 10 };
const usesOfLink: Limit = { name: 'link-token', burst: 5, perMinute: 5 };
/** Medusa's own sign-in pours into the same two. */
const passwords: Limit = { name: 'password', burst: 10, perMinute: 10 };
const passwordsByEmail: Limit = { name: 'password-email', burst: 5, perMinute: 5 };

const addressOf = ({ client }: SubgraphRequest) => networkOf(client.address);

/** Names are hashed: a client can make them long. */
function about(limit: Limit, name?: string): Take[] {
  return name === undefined ? [] : [{ limit, key: hash('sha256', name, 'base64url') }];
}
