import { z } from 'zod';
import { StripeError } from './errors.ts';
import type { Parameters } from './form.ts';

/** Reads parameters by their shape. Throws the API's errors for those that are unknown, missing or invalid. */
export function read<Shape extends z.ZodObject>(shape: Shape, input: Parameters): z.output<Shape> {
  const result = shape.safeParse(input);
  if (result.success) return result.data;
  const [issue] = result.error.issues;
  const path = [...(issue?.path ?? []), ...(issue?.code === 'unrecognized_keys' ? issue.keys.slice(0, 1) : [])];
  const param = path.map((part, depth) => (depth === 0 ? String(part) : `[${String(part)}]`)).join('');
  const given = path.reduce<unknown>((value, key) => (value as Record<PropertyKey, unknown> | undefined)?.[key], input);
  const [code, message] =
    issue?.code === 'unrecognized_keys'
      ? ['parameter_unknown', `Received unknown parameter: ${param}`]
      : given === undefined
        ? ['parameter_missing', `Missing required param: ${param}.`]
        : (problems[issue?.message ?? ''] ?? ['parameter_invalid', `Invalid ${param}`]);
  throw new StripeError(400, { type: 'invalid_request_error', code, message: message.replace('%', param), param });
}

const problems: Record<string, [string, string]> = {
  integer: ['parameter_invalid_integer', 'Invalid integer: %'],
};

/** An integer in decimal digits. */
export const integer = z
  .string()
  .regex(/^-?\d+$/, 'integer')
  .transform(Number);

/** `true` or `false`. */
export const flag = z.enum(['true', 'false']).transform((text) => text === 'true');

/** Up to 50 keys; an empty text removes a key. */
export const metadata = z.record(z.string().max(40), z.string().max(500)).or(z.literal('').transform(() => ({})));

/** Fields whose ids are to be replaced by their objects. */
export const expand = z.array(z.string()).optional();

/** The parameters of a list. */
export const page = {
  limit: integer.pipe(z.number().min(1).max(100)).default(10),
  starting_after: z.string().optional(),
  ending_before: z.string().optional(),
  created: z.union([integer, z.record(z.enum(['gt', 'gte', 'lt', 'lte']), integer)]).optional(),
  expand,
};

/** The metadata of an object after an update: merged, and without the keys that were emptied. */
export function mergeMetadata(before: Record<string, string>, change: Record<string, string> = {}) {
  return Object.fromEntries(Object.entries({ ...before, ...change }).filter(([, value]) => value !== ''));
}
