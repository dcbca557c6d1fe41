import type { Page } from 'playwright-core';

/** The virtual authenticators of a page, in place of the machine's. */
export type Authenticators = Awaited<ReturnType<typeof openAuthenticators>>;

/** A virtual authenticator: it proves presence and identity by itself, and what it holds can be seen and changed. */
export type Authenticator = Awaited<ReturnType<Authenticators['add']>>;

/** Takes a page's authenticators over by the DevTools protocol. There are none until one is added. */
export async function openAuthenticators(page: Page) {
  const devTools = await page.context().newCDPSession(page);
  await devTools.send('WebAuthn.enable');
  return {
    /** Adds one that is built in and syncs its passkeys, or a security key. */
    add: async (transport: 'internal' | 'usb') => {
      const { authenticatorId } = await devTools.send('WebAuthn.addVirtualAuthenticator', {
        options: {
          protocol: 'ctap2',
          ctap2Version: 'ctap2_1',
          transport,
          hasResidentKey: true,
          hasUserVerification: true,
          isUserVerified: true,
          automaticPresenceSimulation: true,
          defaultBackupEligibility: transport === 'internal',
          defaultBackupState: transport === 'internal',
        },
      });
      const credentials = async () => (await devTools.send('WebAuthn.getCredentials', { authenticatorId })).credentials;
      return {
        /** What it holds, private keys and counters included. */
        credentials,
        /** From now on it holds these and no others. */
        hold: async (held: Awaited<ReturnType<typeof credentials>>) => {
          await devTools.send('WebAuthn.clearCredentials', { authenticatorId });
          for (const credential of held) await devTools.send('WebAuthn.addCredential', { authenticatorId, credential });
        },
        remove: () => devTools.send('WebAuthn.removeVirtualAuthenticator', { authenticatorId }),
      };
    },
  };
}
