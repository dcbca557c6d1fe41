import { generateKeyPairSync } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import {
  beginRegistration,
  beginSignIn,
  countObjects,
  finishRegistration,
  finishSignIn,
  newCustomer,
  register,
  registrationOptions,
  signIn,
  signInOptions,
} from '#tests/support/passkeys/ceremonies.ts';
import {
  createAuthenticator,
  type Deviation,
  flags,
  type Options,
} from '#tests/support/passkeys/software-authenticator.ts';
import { origin, type TestIdentity } from '#tests/support/subgraphs/identity.ts';

const { UP, UV, BE, BS } = flags;
const wrongAnywhere: [string, Deviation][] = [
  ['from another origin', { origin: 'https://axiom.example.evil' }],
  ['from an allowed origin that did not begin it', { origin: 'http://localhost:4001' }],
  ['for another relying party', { rpId: 'axiom.example.evil' }],
  ['with another challenge', { challenge: 'A'.repeat(43) }],
  ['of another type', { type: 'payment.get' }],
  ['from a cross-origin frame', { crossOrigin: true }],
  ['without user verification', { flags: UP | BE | BS }],
  ['without user presence', { flags: UV | BE | BS }],
  ['backed up without backup eligibility', { flags: UP | UV | BS }],
];
const tampered = { signature: (signature: Buffer) => signature.fill(0, 8, 16) };
const wrongSignIns: [string, Deviation][] = [
  ...wrongAnywhere,
  ['with a changed signature', tampered],
  ['with an empty signature', { signature: () => Buffer.alloc(0) }],
  ['that names another account', { userHandle: Buffer.alloc(16).toString('base64url') }],
  ['that names no account', { userHandle: '' }],
  ['of a credential that lost its backup eligibility', { flags: UP | UV }],
];

/** Every refusal of a ceremony must be byte-identical, so that it reveals no reason. */
const registrationRefused =
  '{"data":{"passkeyRegistrationFinish":{"passkey":null,"grant":null,"userErrors":[{"field":null,"code":"NOT_ACCEPTED","message":"This was not accepted. Try again."}]}}}';
const signInRefused =
  '{"data":{"passkeySignInFinish":{"grant":null,"userErrors":[{"field":null,"code":"NOT_ACCEPTED","message":"This was not accepted. Try again."}]}}}';

export function refusalSuite(getIdentity: () => TestIdentity): void {
  /** Expects the ceremony's refusal, and that nothing has changed. */
  async function expectRefused(query: string, response: unknown, forwarded = {}): Promise<void> {
    const before = await countObjects(getIdentity());
    const refusal = await getIdentity().execute(query, { response }, forwarded);
    expect(JSON.stringify(refusal)).toBe(query === finishSignIn ? signInRefused : registrationRefused);
    expect(await countObjects(getIdentity())).toEqual(before);
  }

  describe('A registration', () => {
    const create = async (deviation?: Deviation, authenticator = createAuthenticator(origin)) =>
      authenticator.create(await registrationOptions(getIdentity()), deviation);

    it.each(wrongAnywhere)('is not accepted %s', async (_, deviation) => {
      await expectRefused(finishRegistration, await create(deviation));
    });

    it('is not accepted with an unsupported key algorithm', async () => {
      await expectRefused(finishRegistration, await create({}, createAuthenticator(origin, -35)));
    });

    it('is not accepted with an attestation by another key', async () => {
      const { privateKey } = generateKeyPairSync('ed25519');
      await expectRefused(finishRegistration, await create({ attestation: 'self', signedBy: privateKey }));
    });

    it('is not accepted twice', async () => {
      const response = await create();
      await getIdentity().execute(finishRegistration, { response });

      await expectRefused(finishRegistration, response);
    });

    it('is not accepted after the timeout', async () => {
      const options = await registrationOptions(getIdentity());
      await expire(getIdentity(), `challenge:registration:${options.challenge}`);

      await expectRefused(finishRegistration, createAuthenticator(origin).create(options));
    });

    it('is not accepted with the challenge of a sign-in', async () => {
      const { challenge } = await signInOptions(getIdentity());
      await expectRefused(finishRegistration, await create({ challenge }));
    });

    it('is not accepted from another viewer than the one who began it', async () => {
      const { viewer } = await newCustomer(getIdentity());
      const other = (await newCustomer(getIdentity())).viewer;
      const theirs = () => registrationOptions(getIdentity(), { viewer });
      const respond = (options: Options) => createAuthenticator(origin).create(options);

      await expectRefused(finishRegistration, respond(await theirs()));
      await expectRefused(finishRegistration, respond(await theirs()), { viewer: other });
      await expectRefused(finishRegistration, await create(), { viewer });
    });

    it('is not accepted with a credential that already exists', async () => {
      const { authenticator, passkey } = await newCustomer(getIdentity());
      const { viewer } = await newCustomer(getIdentity());
      const copy = (options: Options) => {
        const response = createAuthenticator(origin).create(options);
        return withCredentialId(response, passkey.replace('psk_', ''));
      };

      expect(authenticator.credentials).toHaveLength(1);
      await expectRefused(finishRegistration, copy(await registrationOptions(getIdentity())));
      await expectRefused(finishRegistration, copy(await registrationOptions(getIdentity(), { viewer })), { viewer });
    });

    it.each([{}, { id: 'x' }, { id: 'x', rawId: 'x', type: 'public-key', response: { clientDataJSON: '' } }])(
      'is not accepted as %j',
      async (response) => {
        await expectRefused(finishRegistration, response);
      },
    );
  });

  describe('A sign-in', () => {
    it.each(wrongSignIns)('is not accepted %s', async (_, deviation) => {
      const { authenticator } = await newCustomer(getIdentity());
      await expectRefused(finishSignIn, authenticator.get(await signInOptions(getIdentity()), deviation));
    });

    it('is not accepted twice', async () => {
      const { authenticator } = await newCustomer(getIdentity());
      const response = authenticator.get(await signInOptions(getIdentity()));
      await getIdentity().execute(finishSignIn, { response });

      await expectRefused(finishSignIn, response);
    });

    it('is not accepted after a refused attempt with the same challenge', async () => {
      const { authenticator } = await newCustomer(getIdentity());
      const options = await signInOptions(getIdentity());
      await expectRefused(finishSignIn, authenticator.get(options, tampered));

      await expectRefused(finishSignIn, authenticator.get(options));
    });

    it('is not accepted after the timeout', async () => {
      const { authenticator } = await newCustomer(getIdentity());
      const options = await signInOptions(getIdentity());
      await expire(getIdentity(), `challenge:signIn:${options.challenge}`);

      await expectRefused(finishSignIn, authenticator.get(options));
    });

    it('is not accepted with the challenge of a registration', async () => {
      const { authenticator } = await newCustomer(getIdentity());
      const { challenge } = await registrationOptions(getIdentity());
      await expectRefused(finishSignIn, authenticator.get({ challenge, rpId: 'localhost' }));
    });

    it('is not accepted with an unknown credential', async () => {
      const authenticator = createAuthenticator(origin);
      authenticator.create(await registrationOptions(getIdentity()));
      await expectRefused(finishSignIn, authenticator.get(await signInOptions(getIdentity())));
    });

    it('is not accepted with the credential of another account', async () => {
      const [{ authenticator }, other] = [await newCustomer(getIdentity()), await newCustomer(getIdentity())];
      const [own] = authenticator.credentials;
      const [theirs] = other.authenticator.credentials;
      const stolen = { ...own, id: theirs?.id, userHandle: theirs?.userHandle } as never;
      await expectRefused(finishSignIn, authenticator.get(await signInOptions(getIdentity()), {}, stolen));
    });

    it('is not accepted with a counter that did not grow, which is recorded as a possible clone', async () => {
      const { authenticator, account } = await newCustomer(getIdentity());
      await signIn(getIdentity(), { authenticator, deviation: { counter: 9 } });

      await expectRefused(finishSignIn, authenticator.get(await signInOptions(getIdentity()), { counter: 9 }));
      await expectRefused(finishSignIn, authenticator.get(await signInOptions(getIdentity()), { counter: 3 }));
      // A wrong signature is no clone, so nothing is recorded.
      await expectRefused(
        finishSignIn,
        authenticator.get(await signInOptions(getIdentity()), { counter: 3, ...tampered }),
      );

      const events = await getIdentity().sql`
        select detail, outcome from audit_event join audit_outcome on event_id = id
        where account_id = ${account} and action = 'credential.counter_regressed' order by id`;
      const credential = authenticator.credentials[0]?.id.toString('base64url');
      expect([...events]).toEqual([
        { detail: { credential, stored: 9, received: 9 }, outcome: 'FAILED' },
        { detail: { credential, stored: 9, received: 3 }, outcome: 'FAILED' },
      ]);
    });

    it('is accepted once for concurrent responses with the same counter', async () => {
      const { authenticator } = await newCustomer(getIdentity());
      const responses = await Promise.all(
        Array.from({ length: 4 }, async () => authenticator.get(await signInOptions(getIdentity()), { counter: 5 })),
      );
      const before = await countObjects(getIdentity());

      const results = await Promise.all(responses.map((response) => getIdentity().execute(finishSignIn, { response })));

      expect(results.filter(({ data }) => data.passkeySignInFinish.grant)).toHaveLength(1);
      expect(await countObjects(getIdentity())).toEqual({ ...before, sessions: (before.sessions as number) + 1 });
    });

    it('is not accepted for a disabled account', async () => {
      const { authenticator, account } = await newCustomer(getIdentity());
      await getIdentity().sql`update account set disabled_at = now() where id = ${account}`;

      await expectRefused(finishSignIn, authenticator.get(await signInOptions(getIdentity())));
    });
  });

  describe('A page of another origin', () => {
    it.each([beginRegistration, beginSignIn])('gets no options: %s', async (query) => {
      const before = await getIdentity().redis.keys('challenge:*');
      const { data, errors } = await getIdentity().execute(
        query,
        {},
        { client: { origin: 'https://axiom.example.evil' } },
      );

      expect([data === null || Object.values(data)[0] === null, errors?.[0]?.extensions.code]).toEqual([
        true,
        'FORBIDDEN',
      ]);
      expect(await getIdentity().redis.keys('challenge:*')).toHaveLength(before.length);
    });

    it('cannot be distinguished from an app, which sends no origin and may finish from any allowed origin', async () => {
      const forwarded = { client: { origin: undefined } };
      const { data } = await register(getIdentity(), { forwarded, deviation: { origin: 'http://localhost:4001' } });

      expect(data.passkeyRegistrationFinish.userErrors).toEqual([]);
    });
  });
}

/** Makes a Redis key expire now. */
async function expire({ redis }: TestIdentity, key: string): Promise<void> {
  expect(await redis.pexpire(key, 0)).toBe(1);
}

/** The same response with another credential id. */
function withCredentialId<Credential extends { id: string; rawId: string; response: object }>(
  credential: Credential,
  id: string,
): Credential {
  const response = credential.response as { attestationObject: string };
  const attestation = Buffer.from(response.attestationObject, 'base64url');
  const place = attestation.indexOf(Buffer.from(credential.id, 'base64url'));
  Buffer.from(id, 'base64url').copy(attestation, place);
  return {
    ...credential,
    id,
    rawId: id,
    response: { ...response, attestationObject: attestation.toString('base64url') },
  };
}
