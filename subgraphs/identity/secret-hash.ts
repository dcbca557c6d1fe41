import { randomBytes, type ScryptOptions, scrypt, timingSafeEqual } from 'node:crypto';

const cost = { N: 2 ** 14, r: 8, p: 1 };
/** The same cost in PHC string format. */
const parameters = `ln=${Math.log2(cost.N)},r=${cost.r},p=${cost.p}`;

/** Hashes a secret with scrypt and a random salt, as a PHC string. Hashing and checking need about 50 ms and 16 MB each. */
export async function hashSecret(secret: string): Promise<string> {
  const salt = randomBytes(16);
  const derived = await derive(secret, salt, cost);
  return `$scrypt$${parameters}$${encode(salt)}$${encode(derived)}`;
}

/** Whether `hashSecret` created this hash from this secret. */
export async function isSecretOf(hash: string, secret: string): Promise<boolean> {
  const [, ln, r, p, salt = '', derived = ''] = phcPattern.exec(hash) ?? [];
  const computed = await derive(secret, Buffer.from(salt, 'base64'), {
    N: 2 ** Number(ln),
    r: Number(r),
    p: Number(p),
  });
  return timingSafeEqual(computed, Buffer.from(derived, 'base64'));
}

/** A hash that matches no secret. Unknown accounts are checked against it at the same cost, so that accounts cannot be enumerated. */
export const unknownAccountHash = `$scrypt$${parameters}$${'A'.repeat(22)}$${'A'.repeat(43)}`;

const phcPattern = /^\$scrypt\$ln=(\d+),r=(\d+),p=(\d+)\$([\w+/]+)\$([\w+/]{43})$/;

const encode = (bytes: Buffer) => bytes.toString('base64').replace(/=+$/, '');

function derive(secret: string, salt: Buffer, cost: ScryptOptions): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    scrypt(secret, salt, 32, cost, (error, derived) => (error ? reject(error) : resolve(derived)));
  });
}
