import { randomUUID } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import {
  beginSignIn,
  finishSignIn,
  newCustomer,
  signIn,
  signInOptions,
  viewerOf,
} from '#tests/support/passkeys/ceremonies.ts';
import { signUpByMail } from '#tests/support/sign-up.ts';
import { origin, type TestIdentity } from '#tests/support/subgraphs/identity.ts';

const withPassword = `mutation ($email: String!, $password: String!) {
  customerSignIn(input: { email: $email, password: $password, transport: BEARER }) {
    grant { deviceToken session { id } } } }`;
const changePassword = `mutation ($current: String!) {
  customerPasswordUpdate(input: { currentPassword: $current, newPassword: "another long password" }) { endedSessions } }`;
const generate = 'mutation { recoveryCodesGenerate { codes } }';
const recover = `mutation ($code: String!) {
  recoverySignIn(input: { code: $code, transport: BEARER }) { grant { deviceToken } } }`;
const asCurator = `mutation ($email: String!) {
  curatorSignIn(input: { email: $email, password: "guess" }) { grant { token } } }`;

/** Failed attempts by others never lock the owner out at another address, nor on a known device. */
export function lockoutSuite(getIdentity: () => TestIdentity): void {
  const password = 'correct horse battery';
  const someone = () => ({ email: `${randomUUID()}@axiom.example`, password });
  let networks = 0;
  /** A client from a new network. */
  const client = (device?: string) => {
    networks += 1;
    return { origin, address: `2001:db8:${networks.toString(16)}::1`, ...(device && { device }) };
  };
  type Client = ReturnType<typeof client>;
  const codeOf = async (query: string, variables: object, from: Client) => {
    const { data, errors } = await getIdentity().execute(query, { ...variables }, { client: from });
    const [payload] = Object.values(data ?? {}) as ({ grant: unknown } | null)[];
    return errors?.[0]?.extensions.code ?? (payload?.grant ? 'GRANTED' : 'REFUSED');
  };
  const codesOf = async (count: number, query: string, variables: object, from: () => Client) => {
    const attempts = Array.from({ length: count }, () => codeOf(query, variables, from()));
    return (await Promise.all(attempts)).sort();
  };
  const deviceOf = async (query: string, variables: object) => {
    const { data } = await getIdentity().execute(query, { ...variables }, { client: client() });
    return (Object.values(data)[0] as { grant: { deviceToken: string } }).grant.deviceToken;
  };
  /** A new customer, and the token of the device on which they signed in. */
  const newOwner = async () => {
    const own = someone();
    await signUpByMail(getIdentity(), own);
    return { own, device: await deviceOf(withPassword, own) };
  };

  describe('Wrong passwords from others', () => {
    it('lock out neither the owner elsewhere, nor a known device at the same address', async () => {
      const { own, device } = await newOwner();
      const here = client();

      const wrong = await codesOf(6, withPassword, { ...own, password: 'guess' }, () => here);
      const results = [
        await codeOf(withPassword, own, here),
        await codeOf(withPassword, own, client()),
        await codeOf(withPassword, own, { ...here, device }),
      ];

      expect(wrong).toEqual([...Array(5).fill('REFUSED'), 'THROTTLED']);
      expect(results).toEqual(['THROTTLED', 'GRANTED', 'GRANTED']);
    });

    it('are limited across all addresses, which does not lock out a known device', async () => {
      const { own, device } = await newOwner();
      await getIdentity().redis.set(
        `bucket:{attempts}:password-subject:${await subjectKey(own.email)}`,
        `${Date.now() + 300_000}000`,
      );

      expect(await codeOf(withPassword, own, client())).toBe('THROTTLED');
      expect(await codeOf(withPassword, own, client(device))).toBe('GRANTED');
    });

    it('are limited on a known device as well, and a device is known only for its own accounts', async () => {
      const [{ own, device }, { own: victim }] = [await newOwner(), await newOwner()];
      const here = client(device);

      const others = await codesOf(6, withPassword, { ...victim, password: 'guess' }, () => here);
      const ownTries = await codesOf(11, withPassword, { ...own, password: 'guess' }, () => client(device));

      expect(others).toEqual([...Array(5).fill('REFUSED'), 'THROTTLED']);
      expect(ownTries).toEqual([...Array(10).fill('REFUSED'), 'THROTTLED']);
    }, 30_000);

    it('are limited across all known devices of an account', async () => {
      const { own, device } = await newOwner();
      const key = `bucket:{attempts}:password-devices:${await subjectKey(own.email)}`;
      const before = await codeOf(withPassword, own, client(device));
      const counted = await getIdentity().redis.exists(key);
      await getIdentity().redis.set(key, `${Date.now() + 300_000}000`);

      expect([before, counted]).toEqual(['GRANTED', 1]);
      expect(await codeOf(withPassword, own, client(device))).toBe('THROTTLED');
    });

    it('do not prevent the owner from changing the password in a session', async () => {
      const { own } = await newOwner();
      const here = client();
      const { data } = await getIdentity().execute(withPassword, own, { client: here });
      const viewer = await viewerOf(getIdentity(), data.customerSignIn.grant.session.id);
      await codesOf(12, withPassword, { ...someone(), password: 'guess' }, () => here);

      const change = () => getIdentity().execute(changePassword, { current: 'guess' }, { viewer, client: here });
      const codes = [];
      for (let index = 0; index < 6; index += 1) codes.push((await change()).errors?.[0]?.extensions.code);

      expect(codes).toEqual([...Array(5).fill(undefined), 'THROTTLED']);
    }, 30_000);

    it('for a curator from one address do not limit other addresses', async () => {
      const email = `${randomUUID()}@axiom.example`;
      const here = client();

      expect(await codesOf(6, asCurator, { email }, () => here)).toEqual([...Array(5).fill('REFUSED'), 'THROTTLED']);
      expect(await codeOf(asCurator, { email }, client())).toBe('REFUSED');
    }, 30_000);
  });

  it('A device keeps its token for all accounts that sign in on it, and an unknown token is replaced', async () => {
    const [{ own: one, device }, { own: other }] = [await newOwner(), await newOwner()];
    const sign = async (query: string, variables: object, token: string) => {
      const { data } = await getIdentity().execute(query, { ...variables }, { client: client(token) });
      return (Object.values(data)[0] as { grant: { deviceToken: string } }).grant.deviceToken;
    };

    expect(await sign(withPassword, other, device)).toBe(device);
    expect(await sign(withPassword, one, device)).toBe(device);
    expect(await sign(withPassword, one, `axd_${'A'.repeat(43)}`)).not.toBe(`axd_${'A'.repeat(43)}`);
  });

  describe('Attempts with passkeys and recovery codes', () => {
    it('by others lock out neither the owner elsewhere, nor a known device at the same address', async () => {
      const { authenticator, viewer } = await newCustomer(getIdentity());
      const { codes } = (await getIdentity().execute(generate, {}, { viewer })).data.recoveryCodesGenerate;
      const device = await deviceOf(recover, { code: codes[0] });
      const here = client();
      const signInFrom = async (from: Client) => {
        const { errors } = await signIn(getIdentity(), { authenticator, forwarded: { client: from } });
        return errors?.[0]?.extensions.code ?? 'GRANTED';
      };
      const wrongCode = codes[1].replace(/.{5}$/, (end: string) => (end === '00000' ? '11111' : '00000'));

      const guesses = await codesOf(6, recover, { code: wrongCode }, () => here);
      const results = [];
      for (let index = 0; index < 6; index += 1) results.push(await signInFrom(here));

      expect(guesses).toEqual([...Array(5).fill('REFUSED'), 'THROTTLED']);
      expect(results).toEqual([...Array(5).fill('GRANTED'), 'THROTTLED']);
      expect([await signInFrom(client()), await signInFrom({ ...here, device })]).toEqual(['GRANTED', 'GRANTED']);
      expect(await codeOf(recover, { code: codes[1] }, { ...here, device })).toBe('GRANTED');
    }, 30_000);

    it('can begin on a known device, regardless of other clients at the same address', async () => {
      const { device } = await newOwner();
      const here = client();
      const begin = async (from: Client) =>
        (await getIdentity().execute(beginSignIn, {}, { client: from })).errors?.[0]?.extensions.code ?? 'GRANTED';
      const begun = [];
      for (let index = 0; index < 21; index += 1) begun.push(await begin(here));

      expect(begun).toEqual([...Array(20).fill('GRANTED'), 'THROTTLED']);
      expect(await begin({ ...here, device })).toBe('GRANTED');
    });

    it('set the device token as a cookie when the session is a cookie', async () => {
      const { authenticator } = await newCustomer(getIdentity());
      const response = authenticator.get(await signInOptions(getIdentity()));
      const query = finishSignIn
        .replace(', transport: BEARER', '')
        .replace('grant { token', 'grant { deviceToken token');

      const { data, extensions } = await getIdentity().execute(query, { response });

      expect(data.passkeySignInFinish.grant.deviceToken).toBeNull();
      expect((extensions as { cookies: object[] }).cookies[0]).toEqual({
        kind: 'DEVICE',
        token: expect.stringMatching(/^axd_[\w-]{43}$/),
        maxAge: 15_552_000,
      });
    });
  });
}

async function subjectKey(email: string): Promise<string> {
  const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(email));
  return Buffer.from(digest).toString('base64url');
}
