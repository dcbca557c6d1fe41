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

/** The interval in which an open offer is renewed, in milliseconds. Its challenge expires after 5 minutes. */
const renewAfter = 4 * 60_000;

/** The number of the current offer. An earlier offer must not cancel its ceremony. */
let current = 0;

/** Registers a passkey, for the viewer or for a new account. Resolves to its name. */
export async function register(naming: { displayName?: string; name?: string }): Promise<string> {
  withdrawOffer();
  const begun = await run(operations.passkeyRegistrationBegin, { displayName: naming.displayName });
  const optionsJSON = begun.passkeyRegistrationBegin.options as PublicKeyCredentialCreationOptionsJSON;
  const response = await startRegistration({ optionsJSON });
  const finished = await run(operations.passkeyRegistrationFinish, { response, name: naming.name });
  return finished.passkeyRegistrationFinish.passkey.name;
}

/** Signs in with a passkey that is chosen in the browser's dialog. */
export async function signIn(): Promise<void> {
  withdrawOffer();
  const response = await startAuthentication({ optionsJSON: await beginSignIn() });
  await run(operations.passkeySignInFinish, { response });
}

/**
 * Lets the browser offer passkeys by autofill. Resolves to true when one was chosen and accepted, and to false where
 * the browser does not support it or the offer was withdrawn. Rejects where the gateway rejects the passkey.
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
    }, renewAfter);
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

/**
 * Cancels an open offer of `offerPasskeys`. Any other ceremony does so by itself, because only one can run at a time.
 */
export function withdrawOffer(): void {
  current += 1;
  WebAuthnAbortService.cancelCeremony();
}

/**
 * Runs `work`. Where it requires step-up authentication, signs in with a passkey and runs it again. Rejects for a
 * passkey of another account, so that `work` never runs for another viewer.
 */
export async function withProof<Result>(work: () => Promise<Result>): Promise<Result> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof Refusal) || error.code !== 'STEP_UP_REQUIRED') throw error;
  }
  const { id } = await readViewer();
  await signIn();
  if ((await readViewer()).id !== id) throw new Refusal('OTHER_ACCOUNT', 'The passkey belongs to another account.');
  return work();
}

/** Signals to the browser that a passkey is revoked, so that it is not offered again. Not all browsers support this. */
export async function forgetPasskey(credentialID: string): Promise<void> {
  try {
    const { rpId = location.hostname } = await beginSignIn();
    await sendSignal({ signalName: 'unknownCredential', rpID: rpId, credentialID });
  } catch {
    // The signal is optional: the passkey is revoked.
  }
}

async function beginSignIn(): Promise<PublicKeyCredentialRequestOptionsJSON> {
  const { passkeySignInBegin } = await run(operations.passkeySignInBegin, {});
  return passkeySignInBegin.options as PublicKeyCredentialRequestOptionsJSON;
}
