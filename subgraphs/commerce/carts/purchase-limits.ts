import { type CartRefusal, mergeRefusals, refuse } from '../cart-refusals.ts';

/**
 * The refusal that Medusa's message about an exceeded purchase limit means; undefined for other messages. The message names
 * each variant and the quantity of its product that the cart may contain. `explainUnavailable` adds the paths of the inputs.
 */
export function readExcess(message: string): CartRefusal | undefined {
  const named = /^Purchase limit exceeded: (.+)$/
    .exec(message)?.[1]
    ?.split(', ')
    .map((one) => one.split(' '));
  if (!named) return undefined;
  const errors = named.map(([, left = '0']) =>
    refuse('PURCHASE_LIMIT_EXCEEDED', null, ['purchaseLimit', { left: Number(left) }], Number(left)),
  );
  return { ...mergeRefusals(errors), refusedVariants: named.map(([variantId = '']) => variantId) };
}
