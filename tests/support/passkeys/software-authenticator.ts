import { createHash, generateKeyPairSync, type KeyObject, randomBytes, sign } from 'node:crypto';
import { isoCBOR } from '@simplewebauthn/server/helpers';

/** WebAuthn options as JSON, with the members that an authenticator reads. */
// biome-ignore lint/suspicious/noExplicitAny: they come out of a GraphQL scalar, and tests bend them
export type Options = any;

/** Deviations of an authenticator from the protocol. */
export interface Deviation {
  /** The origin of the page, as the browser would report it. */
  origin?: string;
  rpId?: string;
  challenge?: string;
  /** `webauthn.create` or `webauthn.get`. */
  type?: string;
  crossOrigin?: boolean;
  /** The flags of the authenticator data; by default those of a synchronized passkey with presence and verification. */
  flags?: number;
  counter?: number;
  userHandle?: string;
  /** A change to the signature. */
  signature?: (signature: Buffer) => Buffer;
  /** Attests with the credential's own key instead of no attestation. */
  attestation?: 'none' | 'self';
  /** The key of the signature, if not this credential's. */
  signedBy?: KeyObject;
}

/** Flags of the authenticator data (WebAuthn Level 3, §6.1). */
export const flags = { UP: 0x01, UV: 0x04, BE: 0x08, BS: 0x10, AT: 0x40 } as const;

type Algorithm = -7 | -8 | -35;

interface Credential {
  id: Buffer;
  userHandle: string;
  privateKey: KeyObject;
  counter: number;
}

/**
 * A software authenticator with discoverable credentials for the page at `origin`: ES256 (−7), EdDSA (−8) or ES384
 * (−35) keys. It responds as `navigator.credentials` does, in the JSON formats of WebAuthn Level 3.
 */
export function createAuthenticator(origin: string, algorithm: Algorithm = -8) {
  const credentials: Credential[] = [];
  const synced = flags.UP | flags.UV | flags.BE | flags.BS;

  return {
    credentials,

    /** Creates a credential, as `navigator.credentials.create`. */
    create(options: Options, deviation: Deviation = {}) {
      const { publicKey, privateKey } =
        algorithm === -8
          ? generateKeyPairSync('ed25519')
          : generateKeyPairSync('ec', { namedCurve: algorithm === -7 ? 'P-256' : 'P-384' });
      const credential = {
        id: randomBytes(32),
        userHandle: options.user.id,
        privateKey,
        counter: deviation.counter ?? 0,
      };
      credentials.push(credential);
      const data = Buffer.concat([
        authenticatorData(options.rp.id, deviation, (deviation.flags ?? synced) | flags.AT, credential.counter),
        Buffer.alloc(16),
        Buffer.from([0, credential.id.length]),
        credential.id,
        coseKey(publicKey),
      ]);
      const client = clientData('webauthn.create', options.challenge, origin, deviation);
      const statement = new Map<string, number | Uint8Array>();
      if (deviation.attestation === 'self') {
        statement
          .set('alg', algorithm)
          .set('sig', new Uint8Array(signed(data, client, deviation.signedBy ?? privateKey)));
      }
      const attestation = new Map<string, unknown>([
        ['fmt', deviation.attestation === 'self' ? 'packed' : 'none'],
        ['attStmt', statement],
        ['authData', new Uint8Array(data)],
      ]);
      return answer(credential, {
        clientDataJSON: client.toString('base64url'),
        attestationObject: Buffer.from(isoCBOR.encode(attestation as never)).toString('base64url'),
        transports: ['internal'],
      });
    },

    /** Signs in with the latest credential or another one, as `navigator.credentials.get`. */
    get(options: Options, deviation: Deviation = {}, credential = credentials.at(-1) as Credential) {
      const data = authenticatorData(
        options.rpId,
        deviation,
        deviation.flags ?? synced,
        deviation.counter ?? credential.counter,
      );
      const client = clientData('webauthn.get', options.challenge, origin, deviation);
      const signature = signed(data, client, deviation.signedBy ?? credential.privateKey);
      return answer(credential, {
        clientDataJSON: client.toString('base64url'),
        authenticatorData: data.toString('base64url'),
        signature: (deviation.signature?.(signature) ?? signature).toString('base64url'),
        userHandle: deviation.userHandle ?? credential.userHandle,
      });
    },
  };
}

function answer({ id }: Credential, response: object) {
  const text = id.toString('base64url');
  return {
    id: text,
    rawId: text,
    type: 'public-key',
    authenticatorAttachment: 'platform',
    clientExtensionResults: {},
    response,
  };
}

function clientData(type: string, challenge: string, origin: string, deviation: Deviation): Buffer {
  const { crossOrigin = false } = deviation;
  return Buffer.from(
    JSON.stringify({
      type: deviation.type ?? type,
      challenge: deviation.challenge ?? challenge,
      origin: deviation.origin ?? origin,
      crossOrigin,
    }),
  );
}

function authenticatorData(rpId: string, deviation: Deviation, bits: number, counter: number): Buffer {
  const data = Buffer.alloc(37);
  sha256(Buffer.from(deviation.rpId ?? rpId)).copy(data);
  data.writeUInt8(bits, 32);
  data.writeUInt32BE(counter, 33);
  return data;
}

/** The public key as COSE (RFC 9053). */
function coseKey(publicKey: KeyObject): Buffer {
  const { crv, x = '', y } = publicKey.export({ format: 'jwk' });
  const bytes = (text: string) => new Uint8Array(Buffer.from(text, 'base64url'));
  const key =
    crv === 'Ed25519'
      ? new Map<number, number | Uint8Array>([
          [1, 1],
          [3, -8],
          [-1, 6],
          [-2, bytes(x)],
        ])
      : new Map<number, number | Uint8Array>([
          [1, 2],
          [3, crv === 'P-256' ? -7 : -35],
          [-1, crv === 'P-256' ? 1 : 2],
          [-2, bytes(x)],
          [-3, bytes(y ?? '')],
        ]);
  return Buffer.from(isoCBOR.encode(key as never));
}

function signed(data: Buffer, client: Buffer, key: KeyObject): Buffer {
  const isP384 = key.asymmetricKeyDetails?.namedCurve === 'secp384r1';
  const algorithm = key.asymmetricKeyType === 'ed25519' ? null : isP384 ? 'sha384' : 'sha256';
  return sign(algorithm, Buffer.concat([data, sha256(client)]), key);
}

function sha256(data: Buffer): Buffer {
  return createHash('sha256').update(data).digest();
}
