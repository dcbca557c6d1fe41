import type { Page } from 'playwright-core';

/** The virtual authenticators of a page, which replace those of the machine. */
export type Authenticators = Awaited<ReturnType<typeof openAuthenticators>>;

/** A virtual authenticator. It confirms presence and identity automatically, and its credentials can be read and changed. */
export type Authenticator = Awaited<ReturnType<Authenticators['add']>>;

/** Controls a page's authenticators by the DevTools protocol. There are none until one is added. */
export async function openAuthenticators(page: Page) {
  const devTools = await page.context().newCDPSession(page);
  await devTools.send('WebAuthn.enable');
  return {
    /** Adds a platform authenticator that synchronizes its passkeys, or a security key. */
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
        /** Its credentials, with private keys and counters. */
        credentials,
        /** Replaces its credentials. */
        setCredentials: async (replacement: Awaited<ReturnType<typeof credentials>>) => {
          await devTools.send('WebAuthn.clearCredentials', { authenticatorId });
          for (const credential of replacement)
            await devTools.send('WebAuthn.addCredential', { authenticatorId, credential });
        },
        remove: () => devTools.send('WebAuthn.removeVirtualAuthenticator', { authenticatorId }),
      };
    },
  };
}
