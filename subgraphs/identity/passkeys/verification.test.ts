import { describe, expect, it } from '@jest/globals';
import { decodeAttestationObject, isoBase64URL, isoCBOR } from '@simplewebauthn/server/helpers';
import { type RelyingParty, readRegistration, readSignIn, verifyRegistration, verifySignIn } from './verification.ts';
import { derive, type Vector, vectors } from './webauthn-vectors.fixture.ts';

const origins = ['https://example.org'];
/** Not all vectors are from authenticators with user verification. */
const relyingParty: RelyingParty = { id: 'example.org', name: 'Example', origins, userVerification: 'preferred' };

const unframed = vectors.filter(({ registration }) => !registration.clientData.includes('"crossOrigin":true'));
const framed = vectors.filter((vector) => !unframed.includes(vector));

const base64url = (hex: string) => Buffer.from(hex, 'hex').toString('base64url');
const idOf = ({ name, salts }: Vector) =>
  derive(name, salts.credentialId, name.endsWith('long-credential-id') ? 1_023 : 32).toString('base64url');

function registrationOf(vector: Vector) {
  const { clientData, attestationObject } = vector.registration;
  const response = {
    clientDataJSON: Buffer.from(clientData).toString('base64url'),
    attestationObject: base64url(attestationObject),
  };
  const read = readRegistration({ id: idOf(vector), rawId: idOf(vector), type: 'public-key', response });
  if (!read) throw new Error('The vector is not a registration.');
  return read;
}

function signInOf(vector: Vector) {
  const { clientData, authenticatorData, signature } = vector.signIn;
  const response = {
    clientDataJSON: Buffer.from(clientData).toString('base64url'),
    authenticatorData: base64url(authenticatorData),
    signature: base64url(signature),
  };
  const read = readSignIn({ id: idOf(vector), rawId: idOf(vector), type: 'public-key', response });
  if (!read) throw new Error('The vector is not a sign-in.');
  return read;
}

const bitOf = (hex: string, bit: number) => (Number.parseInt(hex.slice(64, 66), 16) & bit) !== 0;

describe('The test vectors of Web Authentication Level 3', () => {
  it('are the published ones: their derived random values match', () => {
    for (const vector of vectors) {
      const { name, salts } = vector;
      expect(registrationOf(vector).challenge).toBe(derive(name, salts.registration, 32).toString('base64url'));
      expect(signInOf(vector).challenge).toBe(derive(name, salts.signIn, 32).toString('base64url'));
    }
    expect(vectors).toHaveLength(5);
  });

  it.each(unframed)('pass for registration and sign-in: $name', async (vector) => {
    const credential = await verifyRegistration(registrationOf(vector), origins, relyingParty);
    const signIn = await verifySignIn(signInOf(vector), origins, credential.publicKey, relyingParty);

    const { authenticatorData } = vector.signIn;
    expect(credential).toMatchObject({ credentialId: idOf(vector), counter: 0, transports: [] });
    expect(signIn).toEqual({
      counter: 0,
      isSynced: bitOf(authenticatorData, 0x08),
      isBackedUp: bitOf(authenticatorData, 0x10),
    });
    expect(signIn.isSynced).toBe(credential.isSynced);
  });

  it.each(framed)('do not pass from a cross-origin frame: $name', async (vector) => {
    const refused = { message: 'the page was in a cross-origin frame' };
    const key = Buffer.alloc(0);

    await expect(verifyRegistration(registrationOf(vector), origins, relyingParty)).rejects.toMatchObject(refused);
    await expect(verifySignIn(signInOf(vector), origins, key, relyingParty)).rejects.toMatchObject(refused);
  });

  it.each([
    ['a certificate', { x5c: [new Uint8Array([0x30])] }],
    ['an algorithm that is not the key’s', { alg: -8 }],
  ])('do not pass with an attestation by %s', async (_, statement) => {
    const self = unframed.find(({ name }) => name === 'packed-self.ES256') as Vector;
    const read = registrationOf(self);
    const attestation = decodeAttestationObject(isoBase64URL.toBuffer(read.response.response.attestationObject));
    const attStmt = new Map(attestation.get('attStmt') as unknown as Map<string, never>);
    for (const [name, value] of Object.entries(statement)) attStmt.set(name, value as never);
    const changed = new Map(attestation as unknown as Map<string, never>).set('attStmt', attStmt as never);
    read.response.response.attestationObject = isoBase64URL.fromBuffer(
      new Uint8Array(isoCBOR.encode(changed as never)),
    );

    await expect(verifyRegistration(read, origins, relyingParty)).rejects.toThrow(
      /^the attestation format is not accepted/,
    );
  });

  it('do not pass without user verification when it is required', async () => {
    const strict: RelyingParty = { ...relyingParty, userVerification: 'required' };
    const outcomes = await Promise.allSettled(
      unframed.map((vector) => verifyRegistration(registrationOf(vector), origins, strict)),
    );

    expect(outcomes.map(({ status }) => status)).toEqual(['rejected', 'fulfilled', 'rejected']);
  });

  it('do not pass with one signed bit changed', async () => {
    for (const vector of unframed) {
      const { publicKey } = await verifyRegistration(registrationOf(vector), origins, relyingParty);
      const flipped = structuredClone(vector);
      const { signature } = vector.signIn;
      flipped.signIn.signature = signature.slice(0, -1) + (Number.parseInt(signature.slice(-1), 16) ^ 1).toString(16);
      await expect(verifySignIn(signInOf(flipped), origins, publicKey, relyingParty)).rejects.toThrow();
      const counted = structuredClone(vector);
      counted.signIn.authenticatorData = vector.signIn.authenticatorData.replace(/0$/, '1');
      await expect(verifySignIn(signInOf(counted), origins, publicKey, relyingParty)).rejects.toThrow();
    }
  });
});
