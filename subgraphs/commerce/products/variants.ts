import { badInput } from '#kit/graph/errors.ts';
import type { ProductRow, VariantRow } from '../rows.ts';

interface SelectedOption {
  name: string;
  value: string;
}

/**
 * The variant with exactly these option values, by their names in the language of the product or by their keys; null when there is none. Throws BAD_USER_INPUT for an option that the product does
 * not have, and for one that is named twice.
 */
export function variantWith(
  selected: readonly SelectedOption[],
  { options, allVariants }: Pick<ProductRow, 'options' | 'allVariants'>,
): VariantRow | null {
  const known = options.map(({ name }) => name);
  const chosen = new Map<string, string>();
  for (const [index, { name, value }] of selected.entries()) {
    const option = namedBy(name, options);
    if (!option) throw badInput(`The product has no such option. ${optionsAre(known)}`, `options.${index}.name`);
    if (chosen.has(option.name))
      throw badInput(`The option is named twice. ${optionsAre(known)}`, `options.${index}.name`);
    chosen.set(option.name, namedBy(value, option.optionValues)?.name ?? value);
  }
  if (chosen.size !== known.length) return null;
  return (
    allVariants.find(({ selectedOptions }) => selectedOptions.every(({ name, value }) => chosen.get(name) === value)) ??
    null
  );
}

/** The one with this name or, where there is none, with this key. */
function namedBy<Named extends { name: string; key: string }>(text: string, all: readonly Named[]): Named | undefined {
  return all.find(({ name }) => name === text) ?? all.find(({ key }) => key === text);
}

function optionsAre(names: readonly string[]): string {
  return names.length === 0
    ? 'It has none.'
    : `Its options are: ${names.map((name) => JSON.stringify(name)).join(', ')}.`;
}
