import type { CartLineInput, CartLineUpdateInput } from '#generated/commerce.ts';
import { isRefused } from '#kit/graph/result.ts';
import { type CartResult, mergeRefusals, prefixFields, refuse } from '../cart-refusals.ts';
import type { CartRow } from '../rows.ts';
import type { CartDependencies } from './dependencies.ts';
import type { LineRow } from './line-rows.ts';
import { checkLines } from './rules.ts';
import { explainUnavailable, wantedAfterUpdate, wantedWithAdded } from './unavailable-lines.ts';

/** Maximum number of lines of a cart. */
const maxLines = 100;

/** What changes of lines need. */
interface LineDependencies extends Pick<CartDependencies, 'calls' | 'variantsIn'> {
  /** The cart; a refusal where it cannot be changed. */
  open(id: string): Promise<CartResult<CartRow>>;
}

/** Changes the lines of carts. */
export function createLineChanges({ open, calls, variantsIn }: LineDependencies) {
  return {
    addLines: async (id: string, lines: readonly CartLineInput[]): Promise<CartResult<CartRow>> => {
      const refusal = checkLines(lines, 1, ['lines']);
      if (refusal) return refusal;
      const cart = await open(id);
      if (isRefused(cart)) return cart;
      const all = new Set([...cart.lines, ...lines].map(identityOf));
      if (all.size > maxLines) return refuse('INVALID', ['lines'], ['tooManyLines', { most: maxLines }]);
      const added = await (await calls()).addLines(id, lines);
      if (!isRefused(added)) return added;
      return explainUnavailable(added, wantedWithAdded(lines, cart.lines), variantsIn(cart.regionId));
    },

    updateLines: async (id: string, lines: readonly CartLineUpdateInput[]): Promise<CartResult<CartRow>> => {
      const refusal = checkLines(lines, 0, ['lines']);
      if (refusal) return refusal;
      const cart = await open(id);
      if (isRefused(cart)) return cart;
      const before = new Map(cart.lines.map((line) => [line.id, line]));
      const missing = [...lines.keys()].filter((index) => !before.has((lines[index] as CartLineUpdateInput).id));
      if (missing.length > 0) {
        return mergeRefusals(missing.map((index) => refuse('LINE_NOT_FOUND', ['lines', String(index), 'id'])));
      }

      // Increases come first: they may be refused like new attributes, and undoing them always succeeds.
      const added = ({ line, former }: LineChange) => (line.quantity ?? former.quantity) - former.quantity;
      const changes = [...new Map(lines.map((line, index) => [line.id, { line, index }])).values()].map((change) => ({
        ...change,
        former: before.get(change.line.id) as LineRow,
      }));
      const medusa = await calls();
      let last: CartResult<CartRow> = cart;
      const done: LineChange[] = [];
      for (const change of changes.toSorted(
        (one, other) => Number(!one.line.attributes) - Number(!other.line.attributes) || added(other) - added(one),
      )) {
        const { line, former, index } = change;
        last = await medusa.updateLine(id, line.id, line.quantity ?? former.quantity, line.attributes);
        if (isRefused(last)) {
          for (const { line, former } of done) {
            await medusa.updateLine(id, line.id, former.quantity, line.attributes && former.attributes);
          }
          const named = last.userErrors.every(({ field }) => field?.[0] === 'attributes')
            ? prefixFields(['lines', String(index)], last)
            : last;
          return explainUnavailable(named, wantedAfterUpdate(cart, lines), variantsIn(cart.regionId));
        }
        done.push(change);
      }
      return last;
    },

    removeLines: async (id: string, lineIds: readonly string[]): Promise<CartResult<CartRow>> => {
      const refusal = checkLines(
        lineIds.map(() => ({})),
        1,
        ['lineIds'],
      );
      if (refusal) return refusal;
      const cart = await open(id);
      if (isRefused(cart)) return cart;
      const known = new Set(cart.lines.map((line) => line.id));
      const missing = [...lineIds.keys()].filter((index) => !known.has(lineIds[index] as string));
      if (missing.length > 0) {
        return mergeRefusals(missing.map((index) => refuse('LINE_NOT_FOUND', ['lineIds', String(index)])));
      }
      return (await calls()).removeLines(id, [...new Set(lineIds)]);
    },

    /** Removes all lines. */
    clear: async (id: string): Promise<CartResult<CartRow>> => {
      const cart = await open(id);
      if (isRefused(cart) || cart.lines.length === 0) return cart;
      return (await calls()).removeLines(
        id,
        cart.lines.map((line) => line.id),
      );
    },
  };
}

interface LineChange {
  line: CartLineUpdateInput;
  /** The line before the change. */
  former: LineRow;
  /** The position in the input. */
  index: number;
}

/** Equal for pieces that are one line: the same variant with the same attributes. */
function identityOf({
  variantId,
  attributes,
}: Pick<CartLineInput, 'attributes'> & { variantId: string | null }): string {
  const given = (attributes ?? []).map(({ key, value }) => [key, value.normalize('NFC').trim()]);
  return JSON.stringify([variantId, given.filter(([, value]) => value !== '').sort()]);
}
