import { describe, expect, it } from '@jest/globals';
import {
  finishRegistration,
  finishSignIn,
  registrationOptions,
  signInOptions,
} from '#tests/support/passkeys/ceremonies.ts';
import { createAuthenticator, type Options } from '#tests/support/passkeys/software-authenticator.ts';
import { androidOrigin, origin, type TestIdentity } from '#tests/support/subgraphs/identity.ts';

/** Passkeys as apps of Android and iOS make and use them. */
export function appSuite(getIdentity: () => TestIdentity): void {
  const app = { client: { origin: undefined } };

  describe('An app of Android', () => {
    it('registers a passkey and signs in with the hash of its certificate as the origin', async () => {
      const authenticator = createAuthenticator(androidOrigin);
      const created = authenticator.create(await registrationOptions(getIdentity(), app));
      const registered = await getIdentity().execute(finishRegistration, { response: created, name: 'Phone' }, app);
      const got = authenticator.get(await signInOptions(getIdentity(), app));
      const signedIn = await getIdentity().execute(finishSignIn, { response: got }, app);

      expect(registered.data.passkeyRegistrationFinish.userErrors).toEqual([]);
      expect(signedIn.data.passkeySignInFinish.userErrors).toEqual([]);
    });

    it.each([
      ['signed by another certificate', `android:apk-key-hash:${Buffer.alloc(32, 8).toString('base64url')}`],
      ['whose hash is spelled otherwise', androidOrigin.toLowerCase()],
    ])('is not accepted when it is %s', async (_, other) => {
      const created = createAuthenticator(other).create(await registrationOptions(getIdentity(), app));
      const { data } = await getIdentity().execute(finishRegistration, { response: created }, app);

      expect(data.passkeyRegistrationFinish.userErrors).toMatchObject([{ code: 'NOT_ACCEPTED' }]);
    });

    it('is not accepted in a ceremony that a page began', async () => {
      const created = createAuthenticator(androidOrigin).create(await registrationOptions(getIdentity()));
      const { data } = await getIdentity().execute(finishRegistration, { response: created });

      expect(data.passkeyRegistrationFinish.userErrors).toMatchObject([{ code: 'NOT_ACCEPTED' }]);
    });
  });

  describe('A client that sends null for unknown values', () => {
    it.each([
      ['null', (response: Options) => withNulls(response, { crossOrigin: null, topOrigin: null })],
      ['nothing', (response: Options) => withNulls(response, { crossOrigin: undefined })],
    ])('registers and signs in: %s', async (_, spell) => {
      const authenticator = createAuthenticator(origin);
      const created = spell(authenticator.create(await registrationOptions(getIdentity())));
      created.response.transports = null;
      const registered = await getIdentity().execute(finishRegistration, { response: created });
      const got = authenticator.get(await signInOptions(getIdentity()));
      const signedIn = await getIdentity().execute(finishSignIn, {
        response: { ...got, authenticatorAttachment: null, clientExtensionResults: null },
      });

      expect(registered.data.passkeyRegistrationFinish.userErrors).toEqual([]);
      expect(registered.data.passkeyRegistrationFinish.passkey.transports).toEqual([]);
      expect(signedIn.data.passkeySignInFinish.userErrors).toEqual([]);
    });

    it.each([{ crossOrigin: true }, { topOrigin: 'https://other.example' }])(
      'is still refused in a cross-origin frame: %j',
      async (client) => {
        const created = withNulls(createAuthenticator(origin).create(await registrationOptions(getIdentity())), client);
        const { data } = await getIdentity().execute(finishRegistration, { response: created });

        expect(data.passkeyRegistrationFinish.userErrors).toMatchObject([{ code: 'NOT_ACCEPTED' }]);
      },
    );
  });
}

/** The same registration with null values. Without attestation, the client data of a registration are not signed. */
function withNulls(response: Options, client: object): Options {
  const data = { ...JSON.parse(Buffer.from(response.response.clientDataJSON, 'base64url').toString()), ...client };
  const clientDataJSON = Buffer.from(JSON.stringify(data)).toString('base64url');
  return {
    ...response,
    authenticatorAttachment: null,
    clientExtensionResults: null,
    response: { ...response.response, clientDataJSON },
  };
}
