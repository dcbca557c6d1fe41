import { badInput } from '#kit/graph/errors.ts';
import type { ProductRow, VariantRow } from '../rows.ts';

interface SelectedOption {
  name: string;
  value: string;
}

/**
 * The variant with exactly these option values; null when there is none. Throws BAD_USER_INPUT for an option that the product does
 * not have, and for one that is named twice.
 */
export function variantWith(
  selected: readonly SelectedOption[],
  { options, allVariants }: Pick<ProductRow, 'options' | 'allVariants'>,
): VariantRow | null {
  const known = options.map(({ name }) => name);
  const chosen = new Map<string, string>();
  for (const [index, { name, value }] of selected.entries()) {
    if (!known.includes(name))
      throw badInput(`The product has no such option. ${optionsAre(known)}`, `options.${index}.name`);
    if (chosen.has(name)) throw badInput(`The option is named twice. ${optionsAre(known)}`, `options.${index}.name`);
    chosen.set(name, value);
  }
  if (chosen.size !== known.length) return null;
  return (
    allVariants.find(({ selectedOptions }) => selectedOptions.every(({ name, value }) => chosen.get(name) === value)) ??
    null
  );
}

function optionsAre(names: readonly string[]): string {
  return names.length === 0
    ? 'It has none.'
    : `Its options are: ${names.map((name) => JSON.stringify(name)).join(', ')}.`;
}
