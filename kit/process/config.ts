import { z } from 'zod';
import { isRefusedByFetch } from './http/refused-ports.ts';

/** Variables of the environment, by name. */
export type Environment = Readonly<Record<string, string | undefined>>;

/**
 * Reads the configuration of a service from the environment, once, at its start. Empty variables count as unset. Throws
 * one error that lists every missing or invalid variable, without values.
 *
 * @example const config = readConfig('journal', z.object({ JOURNAL_PORT: port(4003) }), process.env);
 */
export function readConfig<Shape extends z.ZodObject>(
  service: string,
  shape: Shape,
  env: Environment,
): z.output<Shape> {
  const filled = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== ''));
  const result = shape.safeParse(filled);
  if (result.success) return result.data;
  const problems = result.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`);
  throw new Error([`The ${service} cannot start. Missing or invalid environment variables:`, ...problems].join('\n  '));
}

/** The port of a server, with a default; for HTTP none that its clients refuse, as in `claimPort`. */
export const port = (fallback: number, protocol: 'HTTP' | 'other' = 'HTTP') =>
  z.coerce
    .number()
    .int()
    .min(1)
    .max(65_535)
    .refine(
      (value) => protocol === 'other' || !isRefusedByFetch(value),
      'must be a port that browsers and fetch do not refuse',
    )
    .default(fallback);

/** A positive integer with a default. */
export const count = (fallback: number) => z.coerce.number().int().min(1).default(fallback);

/** A duration in milliseconds with a default. */
export const milliseconds = (fallback: number) => z.coerce.number().int().min(1).default(fallback);

/** The address to listen on; by default only this machine. */
export const host = z.string().default('127.0.0.1');

/** The key of the request tokens between the gateway and one subgraph: 32 random bytes in hexadecimal. */
export const requestTokenKey = z.string().regex(/^[0-9a-f]{64}$/, 'must be 64 hexadecimal digits: 32 random bytes');

/** An encryption key: 32 random bytes in hexadecimal. */
export const secretKey = requestTokenKey.transform((hex) => new Uint8Array(Buffer.from(hex, 'hex')));

/** Port numbers, separated by commas; none by default. */
export const ports = z
  .string()
  .default('')
  .transform((list) => list.split(',').flatMap((text) => (text.trim() ? Number(text) : [])))
  .pipe(z.array(z.int().min(1).max(65_535)));

/** Hosts with ports, separated by commas; none by default. */
export const hosts = z
  .string()
  .default('')
  .transform((list) => list.split(',').flatMap((name) => name.trim() || []));

/** Encryption or signing keys, separated by commas, at least one: the first is used, all are accepted. */
export const secretKeys = z
  .string()
  .transform((list) => list.split(',').map((key) => key.trim()))
  .pipe(z.array(secretKey).min(1));
