import { z } from 'zod';
import type { SpecificationRow } from '../../products/presentation-rows.ts';
import type { Metadata } from '../responses.ts';
import { validOnes } from './valid-ones.ts';

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
  const byKey = Map.groupBy(validOnes(metadata?.specifications, Specification), ({ key }) => key);
  return [...byKey.values()].slice(0, most).flatMap(([first]) => first ?? []);
}
