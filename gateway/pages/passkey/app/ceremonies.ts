import {
  browserSupportsWebAuthnAutofill,
  type PublicKeyCredentialCreationOptionsJSON,
  type PublicKeyCredentialRequestOptionsJSON,
  sendSignal,
  startAuthentication,
  startRegistration,
  WebAuthnAbortService,
} from '@simplewebauthn/browser';
import { Refusal, readViewer, run } from './graph.ts';
import * as operations from './operations.ts';

/** After how long an open offer is made anew, in milliseconds: its challenge holds for 5 minutes. */
const freshFor = 4 * 60_000;

/** The number of the offer that counts: one that comes too late must not end the ceremony of another. */
let current = 0;

/** Registers a passkey, for the viewer or for a new account, and resolves to its name. */
export async function register(naming: { displayName?: string; name?: string }): Promise<string> {
  withdrawOffer();
  const begun = await run(operations.passkeyRegistrationBegin, { displayName: naming.displayName });
  const optionsJSON = begun.passkeyRegistrationBegin.options as PublicKeyCredentialCreationOptionsJSON;
  const response = await startRegistration({ optionsJSON });
  const finished = await run(operations.passkeyRegistrationFinish, { response, name: naming.name });
  return finished.passkeyRegistrationFinish.passkey.name;
}

/** Signs in with a passkey that the browser asks for in a dialog of its own. */
export async function signIn(): Promise<void> {
  withdrawOffer();
  const response = await startAuthentication({ optionsJSON: await beginSignIn() });
  await run(operations.passkeySignInFinish, { response });
}

/**
 * Lets the browser offer passkeys at the field made for it. Resolves to true once one was chosen and accepted; to false
 * when the browser cannot, or the offer was withdrawn. Rejects when the graph refuses.
 */
export async function offerPasskeys(): Promise<boolean> {
  withdrawOffer();
  const offer = current;
  if (!(await browserSupportsWebAuthnAutofill())) return false;
  for (;;) {
    const optionsJSON = await beginSignIn();
    if (offer !== current) return false;
    let isStale = false;
    const timer = setTimeout(() => {
      isStale = true;
      WebAuthnAbortService.cancelCeremony();
    }, freshFor);
    const response = await startAuthentication({ optionsJSON, useBrowserAutofill: true })
      .catch(() => undefined)
      .finally(() => clearTimeout(timer));
    if (response) {
      await run(operations.passkeySignInFinish, { response });
      return true;
    }
    if (!isStale) return false;
  }
}

/** Ends an offer of `offerPasskeys` that is still open. Every other ceremony does so by itself: there is room for one. */
export function withdrawOffer(): void {
  current += 1;
  WebAuthnAbortService.cancelCeremony();
}

/**
 * Does `work`; where the graph asks for a newer proof of who the viewer is, asks for their passkey and does it again.
 * Never does it for anybody else: a passkey of another account ends it.
 */
export async function withProof<Result>(work: () => Promise<Result>): Promise<Result> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof Refusal) || error.code !== 'STEP_UP_REQUIRED') throw error;
  }
  const { id } = await readViewer();
  await signIn();
  if ((await readViewer()).id !== id) throw new Refusal('OTHER_ACCOUNT', 'The passkey is of another account.');
  return work();
}

/** Tells the browser that a passkey is no more, so that it no longer offers it; not every browser listens. */
export async function forgetPasskey(credentialID: string): Promise<void> {
  try {
    const { rpId = location.hostname } = await beginSignIn();
    await sendSignal({ signalName: 'unknownCredential', rpID: rpId, credentialID });
  } catch {
    // The passkey is revoked all the same.
  }
}

async function beginSignIn(): Promise<PublicKeyCredentialRequestOptionsJSON> {
  const { passkeySignInBegin } = await run(operations.passkeySignInBegin, {});
  return passkeySignInBegin.options as PublicKeyCredentialRequestOptionsJSON;
}
