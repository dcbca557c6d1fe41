import { startAuthentication, startRegistration } from '@simplewebauthn/browser';
import {
  PasskeyRegistrationBeginDocument,
  PasskeyRegistrationFinishDocument,
  PasskeySignInBeginDocument,
  PasskeySignInFinishDocument,
} from '#generated/storefront/graphql.ts';
import type { useSend } from '../../graph/use-graph.ts';

type Send = ReturnType<typeof useSend>;

/** Signs in with a passkey that the visitor chooses. Resolves to whether it was accepted. */
export async function signInWithPasskey(send: Send): Promise<boolean> {
  const begun = await send(PasskeySignInBeginDocument, {});
  const optionsJSON = begun.data?.result?.options;
  if (!optionsJSON) return false;
  const response = await startAuthentication({ optionsJSON: optionsJSON as never }).catch(() => null);
  if (!response) return false;
  const { data } = await send(PasskeySignInFinishDocument, { input: { response: { ...response } } });
  return Boolean(data?.result?.grant);
}

/** Adds a passkey to the account of the session. Resolves to whether it was accepted. */
export async function addPasskey(send: Send): Promise<boolean> {
  const begun = await send(PasskeyRegistrationBeginDocument, { input: {} });
  const optionsJSON = begun.data?.result?.options;
  if (!optionsJSON) return false;
  const response = await startRegistration({ optionsJSON: optionsJSON as never }).catch(() => null);
  if (!response) return false;
  const { data } = await send(PasskeyRegistrationFinishDocument, { input: { response: { ...response } } });
  return Boolean(data?.result?.passkey);
}
