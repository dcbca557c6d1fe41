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

/** The relying party of WebAuthn. */
export interface RelyingParty {
  /** The domain to which passkeys are bound. */
  id: string;
  /** The name shown to people. */
  name: string;
  /** The origins of pages and apps that may use the passkeys. */
  origins: string[];
  userVerification: 'required' | 'preferred';
}

/** What a valid sign-in states about its credential. */
export interface Assertion {
  counter: number;
  isSynced: boolean;
  isBackedUp: boolean;
}

/** An authenticator's response, with the client data that the browser collected. */
export interface ParsedResponse<Shape extends z.ZodType> extends z.output<typeof ClientData> {
  response: z.output<Shape>;
}

/** The accepted key algorithms; every authenticator supports one of them. */
export const algorithms = [COSEALG.EdDSA, COSEALG.ES256, COSEALG.RS256];

/** Parses an authenticator's response to a registration; undefined when it is malformed. */
export const readRegistration = (response: unknown) => read(Registration, response);

/** Parses an authenticator's response to a sign-in; undefined when it is malformed. */
export const readSignIn = (response: unknown) => read(SignIn, response);

/**
 * Verifies a registration by WebAuthn Level 3, §7.1. The challenge is not checked here: the caller has consumed it. Attestation
 * is not requested, so only `none` and self attestation are accepted. Rejects with the reason when it is invalid.
 */
export async function verifyRegistration(
  { response, ...clientData }: ParsedResponse<typeof Registration>,
  origins: string[],
  relyingParty: RelyingParty,
): Promise<NewCredential> {
  refuseFrame(clientData);
  refuseAttestation(response.response.attestationObject);
  const { verified, registrationInfo } = await verifyRegistrationResponse({
    response: { ...response, clientExtensionResults: {} },
    expectedChallenge: clientData.challenge,
    expectedOrigin: origins,
    expectedRPID: relyingParty.id,
    requireUserVerification: relyingParty.userVerification === 'required',
    supportedAlgorithmIDs: algorithms,
  });
  if (!verified) throw new Error('the attestation is invalid');
  const { credential, credentialDeviceType, credentialBackedUp } = registrationInfo;
  if (credential.id !== response.id) throw new Error('the credential id does not match');
  return {
    credentialId: credential.id,
    publicKey: credential.publicKey,
    counter: credential.counter,
    isSynced: credentialDeviceType === 'multiDevice',
    isBackedUp: credentialBackedUp,
    transports: [...new Set(response.response.transports.filter((word) => /^[\w-]{1,32}$/.test(word)))].slice(0, 10),
  };
}

/**
 * Verifies a sign-in by WebAuthn Level 3, §7.2. The challenge is not checked here: the caller has consumed it. Nor is the
 * signature counter: it is meaningful only after everything else is valid. Rejects with the reason when it is invalid.
 */
export async function verifySignIn(
  { response, ...clientData }: ParsedResponse<typeof SignIn>,
  origins: string[],
  publicKey: Uint8Array,
  relyingParty: RelyingParty,
): Promise<Assertion> {
  refuseFrame(clientData);
  const { verified, authenticationInfo } = await verifyAuthenticationResponse({
    response: { ...response, clientExtensionResults: {} },
    expectedChallenge: clientData.challenge,
    expectedOrigin: origins,
    expectedRPID: relyingParty.id,
    requireUserVerification: relyingParty.userVerification === 'required',
    credential: { id: response.id, publicKey: new Uint8Array(publicKey), counter: 0 },
  });
  if (!verified) throw new Error('the signature is invalid');
  const { newCounter, credentialDeviceType, credentialBackedUp } = authenticationInfo;
  return { counter: newCounter, isSynced: credentialDeviceType === 'multiDevice', isBackedUp: credentialBackedUp };
}

/** A public key without a private key. Unknown credentials are verified with it at the same cost, so that they cannot be enumerated. */
export const unknownCredentialKey = makeUnusableKey();

/** Bytes in canonical base64url, as WebAuthn requires. */
const bytes = z.base64url().refine((text) => Buffer.from(text, 'base64url').toString('base64url') === text);

/** How to reach an authenticator: a hint that some clients omit or send as null. */
const transports = z
  .array(z.string())
  .nullish()
  .transform((words) => words ?? []);

/** The used part of `RegistrationResponseJSON`. A credential id has at most 1,023 bytes. */
const Registration = z.object({
  id: bytes.max(1_364),
  rawId: bytes,
  type: z.literal('public-key'),
  response: z.object({ clientDataJSON: bytes, attestationObject: bytes, transports }),
});

/** The used part of `AuthenticationResponseJSON`. */
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

/** The used part of WebAuthn's `CollectedClientData`. */
const ClientData = z.object({
  challenge: z.string(),
  crossOrigin: z.boolean().nullish(),
  topOrigin: z.string().nullish(),
});

function read<Shape extends typeof Registration | typeof SignIn>(
  shape: Shape,
  input: unknown,
): ParsedResponse<Shape> | undefined {
  const response = shape.safeParse(input).data as z.output<Shape> | undefined;
  const clientData = response && ClientData.safeParse(parseJson(response.response.clientDataJSON)).data;
  return clientData && { response, ...clientData };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(isoBase64URL.toUTF8String(text));
  } catch {
    return undefined;
  }
}

/** Our pages are never embedded in frames of other sites, so a framed ceremony is an attack (clickjacking). */
function refuseFrame({ crossOrigin, topOrigin }: z.output<typeof ClientData>): void {
  if (crossOrigin || typeof topOrigin === 'string') throw new Error('the page was in a cross-origin frame');
}

/** Checked first, so that untrusted certificates are never parsed and their URLs never fetched. */
function refuseAttestation(attestationObject: string): void {
  const attestation = decodeAttestationObject(isoBase64URL.toBuffer(attestationObject));
  if (attestation.get('fmt') === 'none') return;
  const statement = attestation.get('attStmt');
  const { credentialPublicKey } = parseAuthenticatorData(attestation.get('authData'));
  const key = credentialPublicKey && decodeCredentialPublicKey(credentialPublicKey);
  const isSelf = statement.get('x5c') === undefined && statement.get('alg') === key?.get(cose.COSEKEYS.alg);
  if (attestation.get('fmt') !== 'packed' || !isSelf) throw new Error('the attestation format is not accepted');
}

/** A COSE key for ES256 (RFC 9053, §7.1.1) whose private key is discarded. */
function makeUnusableKey(): Uint8Array {
  const { x = '', y = '' } = generateKeyPairSync('ec', { namedCurve: 'P-256' }).publicKey.export({ format: 'jwk' });
  const part = (text: string) => Buffer.from(text, 'base64url');
  return Buffer.concat([Buffer.from('a5010203262001215820', 'hex'), part(x), Buffer.from('225820', 'hex'), part(y)]);
}
