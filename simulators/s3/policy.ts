import { z } from 'zod';
import { S3Error } from './errors.ts';

const oneOrMore = <Item extends z.ZodType>(item: Item) => z.union([item, z.array(item).min(1)]);

/** Only public reads are supported. Other policies are rejected, because they would not be enforced. */
const policyShape = z.strictObject({
  Version: z.enum(['2012-10-17', '2008-10-17']).optional(),
  Id: z.string().optional(),
  Statement: oneOrMore(
    z.strictObject({
      Sid: z.string().optional(),
      Effect: z.literal('Allow'),
      Principal: z.union([z.literal('*'), z.strictObject({ AWS: oneOrMore(z.literal('*')) })]),
      Action: oneOrMore(z.literal('s3:GetObject')),
      Resource: oneOrMore(z.string()),
    }),
  ),
});

/**
 * Throws MalformedPolicy unless every statement allows `s3:GetObject` on objects of this bucket to everyone, which is
 * the only policy that this server enforces.
 */
export function requirePolicy(text: string, bucket: string): void {
  const policy = policyShape.safeParse(parsed(text));
  if (!policy.success) {
    const message =
      'Only statements that allow s3:GetObject to the principal "*" without a condition are supported here.';
    throw new S3Error('MalformedPolicy', message);
  }
  if (resourcesOf(policy.data).some((resource) => !resource.startsWith(`arn:aws:s3:::${bucket}/`))) {
    throw new S3Error('MalformedPolicy', 'Policy has invalid resource.');
  }
}

/** Whether an accepted policy lets everyone read this object. */
export function isPublic(policy: string | undefined, bucket: string, key: string): boolean {
  if (policy === undefined) return false;
  const resource = `arn:aws:s3:::${bucket}/${key}`;
  return resourcesOf(policyShape.parse(parsed(policy))).some((pattern) => toRegExp(pattern).test(resource));
}

function resourcesOf(policy: z.output<typeof policyShape>): string[] {
  return [policy.Statement].flat().flatMap((statement) => statement.Resource);
}

function toRegExp(pattern: string): RegExp {
  const source = pattern
    .replace(/[\\^$.+()[\]{}|]/g, '\\$&')
    .replaceAll('*', '.*')
    .replaceAll('?', '.');
  return new RegExp(`^${source}$`, 's');
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
