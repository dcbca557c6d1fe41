import { z } from 'zod';
import type { SpecificationRow } from '../../products/presentation-rows.ts';
import type { Metadata } from '../responses.ts';

const most = 30;

const Specification = z.object({
  key: z.string().regex(/^\w{1,50}$/),
  label: z.string().min(1).max(100),
  value: z.string().min(1).max(500),
});

/**
 * The facts in a product's metadata, in their order: `{ specifications: [{ key: 'closure', label: 'Closure', value: 'A strap' }] }`.
 * Invalid entries, repeated keys and what follows the thirtieth are left out.
 */
export function toSpecifications(metadata: Metadata | undefined): SpecificationRow[] {
  const listed = metadata?.specifications;
  if (!Array.isArray(listed)) return [];
  const byKey = new Map<string, SpecificationRow>();
  for (const entry of listed) {
    const { data } = Specification.safeParse(entry);
    if (data && byKey.size < most && !byKey.has(data.key)) byKey.set(data.key, data);
  }
  return [...byKey.values()];
}
