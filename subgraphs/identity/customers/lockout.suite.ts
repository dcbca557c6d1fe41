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

/** Attempts of others never stop the owner of an account elsewhere, nor on a device that the owner has signed in on. */
export function lockoutSuite(given: () => TestIdentity): void {
  const password = 'correct horse battery';
  const someone = () => ({ email: `${randomUUID()}@axiom.example`, password });
  let networks = 0;
  /** A client from a network of its own. */
  const client = (device?: string) => {
    networks += 1;
    return { origin, address: `2001:db8:${networks.toString(16)}::1`, ...(device && { device }) };
  };
  type Client = ReturnType<typeof client>;
  const codeOf = async (query: string, variables: object, from: Client) => {
    const { data, errors } = await given().execute(query, { ...variables }, { client: from });
    const [answer] = Object.values(data ?? {}) as ({ grant: unknown } | null)[];
    return errors?.[0]?.extensions.code ?? (answer?.grant ? 'IN' : 'NO');
  };
  const codesOf = async (count: number, query: string, variables: object, from: () => Client) => {
    const attempts = Array.from({ length: count }, () => codeOf(query, variables, from()));
    return (await Promise.all(attempts)).sort();
  };
  const deviceOf = async (query: string, variables: object) => {
    const { data } = await given().execute(query, { ...variables }, { client: client() });
    return (Object.values(data)[0] as { grant: { deviceToken: string } }).grant.deviceToken;
  };
  /** Somebody new, and the token of the device on which they have signed in. */
  const newOwner = async () => {
    const own = someone();
    await signUpByMail(given(), own);
    return { own, device: await deviceOf(withPassword, own) };
  };

  describe('Wrong passwords of others', () => {
    it('stop neither the owner elsewhere, nor a known device at the same address', async () => {
      const { own, device } = await newOwner();
      const here = client();

      const wrong = await codesOf(6, withPassword, { ...own, password: 'guess' }, () => here);
      const results = [
        await codeOf(withPassword, own, here),
        await codeOf(withPassword, own, client()),
        await codeOf(withPassword, own, { ...here, device }),
      ];

      expect(wrong).toEqual([...Array(5).fill('NO'), 'THROTTLED']);
      expect(results).toEqual(['THROTTLED', 'IN', 'IN']);
    });

    it('are bounded from however many addresses, and do not stop a known device then', async () => {
      const { own, device } = await newOwner();
      await given().redis.set(`bucket:password-subject:${await subjectKey(own.email)}`, `${Date.now() + 300_000}000`);

      expect(await codeOf(withPassword, own, client())).toBe('THROTTLED');
      expect(await codeOf(withPassword, own, client(device))).toBe('IN');
    });

    it('are bounded on a known device too, and a device is known for nobody else', async () => {
      const [{ own, device }, { own: victim }] = [await newOwner(), await newOwner()];
      const here = client(device);

      const others = await codesOf(6, withPassword, { ...victim, password: 'guess' }, () => here);
      const ownTries = await codesOf(11, withPassword, { ...own, password: 'guess' }, () => client(device));

      expect(others).toEqual([...Array(5).fill('NO'), 'THROTTLED']);
      expect(ownTries).toEqual([...Array(10).fill('NO'), 'THROTTLED']);
    }, 30_000);

    it('are bounded on all known devices of an account together', async () => {
      const { own, device } = await newOwner();
      const key = `bucket:password-devices:${await subjectKey(own.email)}`;
      const before = await codeOf(withPassword, own, client(device));
      const counted = await given().redis.exists(key);
      await given().redis.set(key, `${Date.now() + 300_000}000`);

      expect([before, counted]).toEqual(['IN', 1]);
      expect(await codeOf(withPassword, own, client(device))).toBe('THROTTLED');
    });

    it('do not stop the owner from changing the password in a session', async () => {
      const { own } = await newOwner();
      const here = client();
      const { data } = await given().execute(withPassword, own, { client: here });
      const viewer = await viewerOf(given(), data.customerSignIn.grant.session.id);
      await codesOf(12, withPassword, { ...someone(), password: 'guess' }, () => here);

      const change = () => given().execute(changePassword, { current: 'guess' }, { viewer, client: here });
      const answers = [];
      for (let index = 0; index < 6; index += 1) answers.push((await change()).errors?.[0]?.extensions.code);

      expect(answers).toEqual([...Array(5).fill(undefined), 'THROTTLED']);
    }, 30_000);

    it('for a curator from one address leave other addresses free', async () => {
      const email = `${randomUUID()}@axiom.example`;
      const here = client();

      expect(await codesOf(6, asCurator, { email }, () => here)).toEqual([...Array(5).fill('NO'), 'THROTTLED']);
      expect(await codeOf(asCurator, { email }, client())).toBe('NO');
    }, 30_000);
  });

  it('A device is the same for all who sign in on it, and another where its token is unknown', async () => {
    const [{ own: one, device }, { own: other }] = [await newOwner(), await newOwner()];
    const sign = async (query: string, variables: object, token: string) => {
      const { data } = await given().execute(query, { ...variables }, { client: client(token) });
      return (Object.values(data)[0] as { grant: { deviceToken: string } }).grant.deviceToken;
    };

    expect(await sign(withPassword, other, device)).toBe(device);
    expect(await sign(withPassword, one, device)).toBe(device);
    expect(await sign(withPassword, one, `axd_${'A'.repeat(43)}`)).not.toBe(`axd_${'A'.repeat(43)}`);
  });

  describe('Attempts with passkeys and recovery codes', () => {
    it('by others stop neither the owner elsewhere, nor a known device at the same address', async () => {
      const { authenticator, viewer } = await newCustomer(given());
      const { codes } = (await given().execute(generate, {}, { viewer })).data.recoveryCodesGenerate;
      const device = await deviceOf(recover, { code: codes[0] });
      const here = client();
      const answer = async (from: Client) => {
        const { errors } = await signIn(given(), { authenticator, forwarded: { client: from } });
        return errors?.[0]?.extensions.code ?? 'IN';
      };
      const wrongCode = codes[1].replace(/.{5}$/, (end: string) => (end === '00000' ? '11111' : '00000'));

      const guesses = await codesOf(6, recover, { code: wrongCode }, () => here);
      const answers = [];
      for (let index = 0; index < 6; index += 1) answers.push(await answer(here));

      expect(guesses).toEqual([...Array(5).fill('NO'), 'THROTTLED']);
      expect(answers).toEqual([...Array(5).fill('IN'), 'THROTTLED']);
      expect([await answer(client()), await answer({ ...here, device })]).toEqual(['IN', 'IN']);
      expect(await codeOf(recover, { code: codes[1] }, { ...here, device })).toBe('IN');
    }, 30_000);

    it('can be begun on a known device, whatever others begin at the same address', async () => {
      const { device } = await newOwner();
      const here = client();
      const begin = async (from: Client) =>
        (await given().execute(beginSignIn, {}, { client: from })).errors?.[0]?.extensions.code ?? 'IN';
      const begun = [];
      for (let index = 0; index < 21; index += 1) begun.push(await begin(here));

      expect(begun).toEqual([...Array(20).fill('IN'), 'THROTTLED']);
      expect(await begin({ ...here, device })).toBe('IN');
    });

    it('make the device known as a cookie where the session is one', async () => {
      const { authenticator } = await newCustomer(given());
      const response = authenticator.get(await signInOptions(given()));
      const query = finishSignIn
        .replace(', transport: BEARER', '')
        .replace('grant { token', 'grant { deviceToken token');

      const { data, extensions } = await given().execute(query, { response });

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
