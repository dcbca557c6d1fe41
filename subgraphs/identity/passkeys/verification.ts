import { generateKeyPairSync } from 'node:crypto';
import { verifyAuthenticationResponse, verifyRegistrationResponse } from '@simplewebauthn/server';
import {
  COSEALG,
  cose,
  decodeAttestationObject,
  decodeCredentialPublicKey,
  isoBase64URL,
  parseAuthenticatorData,
} from '@simplewebauthn/server/helpers';
import { z } from 'zod';
import type { NewCredential } from './credentials.ts';

/** Who asks for passkeys, and how: the relying party of WebAuthn. */
export interface RelyingParty {
  /** The domain that passkeys are bound to. */
  id: string;
  /** What people know it as. */
  name: string;
  /** The origins of the pages and apps that may use them. */
  origins: string[];
  userVerification: 'required' | 'preferred';
}

/** What a sign-in that holds says of its credential. */
export interface Assertion {
  counter: number;
  isSynced: boolean;
  isBackedUp: boolean;
}

/** An authenticator's answer, and what the browser says of the ceremony. */
export interface Answer<Shape extends z.ZodType> extends z.output<typeof ClientData> {
  answer: z.output<Shape>;
}

/** The kinds of key that are asked for; every authenticator has one of them. */
export const algorithms = [COSEALG.EdDSA, COSEALG.ES256, COSEALG.RS256];

/** An authenticator's answer to a registration, and the challenge it answers; undefined for what is none. */
export const readRegistration = (given: unknown) => read(Registration, given);

/** An authenticator's answer to a sign-in, and the challenge it answers; undefined for what is none. */
export const readSignIn = (given: unknown) => read(SignIn, given);

/**
 * Checks a registration by WebAuthn Level 3, §7.1, but for its challenge, which the caller has taken. Attestation is not
 * asked for, so only none and that of the credential itself may come. Rejects with the reason when it does not hold.
 */
export async function verifyRegistration(
  { answer, ...clientData }: Answer<typeof Registration>,
  origins: string[],
  relyingParty: RelyingParty,
): Promise<NewCredential> {
  refuseFrame(clientData);
  refuseAttestation(answer.response.attestationObject);
  const { verified, registrationInfo } = await verifyRegistrationResponse({
    response: { ...answer, clientExtensionResults: {} },
    expectedChallenge: clientData.challenge,
    expectedOrigin: origins,
    expectedRPID: relyingParty.id,
    requireUserVerification: relyingParty.userVerification === 'required',
    supportedAlgorithmIDs: algorithms,
  });
  if (!verified) throw new Error('the attestation does not hold');
  const { credential, credentialDeviceType, credentialBackedUp } = registrationInfo;
  if (credential.id !== answer.id) throw new Error('the credential is another one');
  return {
    credentialId: credential.id,
    publicKey: credential.publicKey,
    counter: credential.counter,
    isSynced: credentialDeviceType === 'multiDevice',
    isBackedUp: credentialBackedUp,
    transports: [...new Set(answer.response.transports.filter((word) => /^[\w-]{1,32}$/.test(word)))].slice(0, 10),
  };
}

/**
 * Checks a sign-in by WebAuthn Level 3, §7.2, but for its challenge, which the caller has taken, and for the counter, which
 * says something only once the rest holds. Rejects with the reason when it does not hold.
 */
export async function verifySignIn(
  { answer, ...clientData }: Answer<typeof SignIn>,
  origins: string[],
  publicKey: Uint8Array,
  relyingParty: RelyingParty,
): Promise<Assertion> {
  refuseFrame(clientData);
  const { verified, authenticationInfo } = await verifyAuthenticationResponse({
    response: { ...answer, clientExtensionResults: {} },
    expectedChallenge: clientData.challenge,
    expectedOrigin: origins,
    expectedRPID: relyingParty.id,
    requireUserVerification: relyingParty.userVerification === 'required',
    credential: { id: answer.id, publicKey: new Uint8Array(publicKey), counter: 0 },
  });
  if (!verified) throw new Error('the signature does not hold');
  const { newCounter, credentialDeviceType, credentialBackedUp } = authenticationInfo;
  return { counter: newCounter, isSynced: credentialDeviceType === 'multiDevice', isBackedUp: credentialBackedUp };
}

/** A public key whose private part nobody has: what is checked where there is no credential. */
export const unknownCredentialKey = makeUnusableKey();

/** Bytes in base64url, in the one spelling that WebAuthn uses. */
const bytes = z.base64url().refine((text) => Buffer.from(text, 'base64url').toString('base64url') === text);

/** How an authenticator is reached: a hint, which some clients leave out, and some give as null. */
const transports = z
  .array(z.string())
  .nullish()
  .transform((words) => words ?? []);

/** `RegistrationResponseJSON`, as far as it is looked at. A credential's id has 1,023 bytes at most. */
const Registration = z.object({
  id: bytes.max(1_364),
  rawId: bytes,
  type: z.literal('public-key'),
  response: z.object({ clientDataJSON: bytes, attestationObject: bytes, transports }),
});

/** `AuthenticationResponseJSON`, as far as it is looked at. */
const SignIn = z.object({
  id: bytes.max(1_364),
  rawId: bytes,
  type: z.literal('public-key'),
  response: z.object({
    clientDataJSON: bytes,
    authenticatorData: bytes,
    signature: bytes,
    userHandle: bytes.nullish().transform((handle) => handle ?? undefined),
  }),
});

/** What the browser says of a ceremony, as far as it is looked at here. */
const ClientData = z.object({
  challenge: z.string(),
  crossOrigin: z.boolean().nullish(),
  topOrigin: z.string().nullish(),
});

function read<Shape extends typeof Registration | typeof SignIn>(
  shape: Shape,
  given: unknown,
): Answer<Shape> | undefined {
  const answer = shape.safeParse(given).data as z.output<Shape> | undefined;
  const clientData = answer && ClientData.safeParse(parseJson(answer.response.clientDataJSON)).data;
  return clientData && { answer, ...clientData };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(isoBase64URL.toUTF8String(text));
  } catch {
    return undefined;
  }
}

/** No page of ours is shown in a frame of another site, so whoever shows one there is not us. */
function refuseFrame({ crossOrigin, topOrigin }: z.output<typeof ClientData>): void {
  if (crossOrigin || typeof topOrigin === 'string') throw new Error('the page was in a frame of another site');
}

/** Looked at before anything else: certificates that anyone may send are not even parsed, nor what they name fetched. */
function refuseAttestation(attestationObject: string): void {
  const attestation = decodeAttestationObject(isoBase64URL.toBuffer(attestationObject));
  if (attestation.get('fmt') === 'none') return;
  const statement = attestation.get('attStmt');
  const { credentialPublicKey } = parseAuthenticatorData(attestation.get('authData'));
  const key = credentialPublicKey && decodeCredentialPublicKey(credentialPublicKey);
  const isSelf = statement.get('x5c') === undefined && statement.get('alg') === key?.get(cose.COSEKEYS.alg);
  if (attestation.get('fmt') !== 'packed' || !isSelf) throw new Error('the attestation is of a kind not asked for');
}

/** A COSE key for ES256, by RFC 9053, §7.1.1. */
function makeUnusableKey(): Uint8Array {
  const { x = '', y = '' } = generateKeyPairSync('ec', { namedCurve: 'P-256' }).publicKey.export({ format: 'jwk' });
  const part = (text: string) => Buffer.from(text, 'base64url');
  return Buffer.concat([Buffer.from('a5010203262001215820', 'hex'), part(x), Buffer.from('225820', 'hex'), part(y)]);
}
