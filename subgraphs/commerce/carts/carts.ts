import type { CartBuyerInput, CartCreateInput, GiftOptionsInput } from '#generated/commerce.ts';
import { isRefused } from '#kit/graph/result.ts';
import { isCustomer } from '#kit/graph/viewer.ts';
import { type CartResult, mergeRefusals, prefixFields, refuse } from '../cart-refusals.ts';
import type { CartRow } from '../rows.ts';
import type { CartDependencies } from './dependencies.ts';
import type { GiftRow } from './gift-rows.ts';
import { createLineChanges } from './line-changes.ts';
import { createOwnCarts, isCartId } from './own-carts.ts';
import { checkApplied, checkCodes, checkLines, readBuyer } from './rules.ts';
import { explainUnavailable, unsoldLines, wantedByCart, wantedWithAdded } from './unavailable-lines.ts';

/** Reads and changes carts. A refused change leaves the cart unchanged. */
export type Carts = ReturnType<typeof createCarts>;

export function createCarts({ calls, regions, market, variantsIn, viewer }: CartDependencies) {
  const read = async (id: string): Promise<CartResult<CartRow>> =>
    isCartId(id) ? (await calls()).read(id) : refuse('CART_NOT_FOUND', ['cartId']);
  const open = async (id: string): Promise<CartResult<CartRow>> => {
    const cart = await read(id);
    return !isRefused(cart) && cart.completedAt ? refuse('CART_COMPLETED', ['cartId']) : cart;
  };
  const find = async (id: string) => (isCartId(id) ? (await calls()).find(id) : null);

  return {
    find,
    /** The cart, also one that is an order; a refusal where there is none, or it has expired. */
    read,
    /** The cart; a refusal where there is none, or it is an order already. */
    open,

    /** Creates a cart in the market of the request. */
    create: async ({ lines, buyer, discountCodes, note, gift }: CartCreateInput): Promise<CartResult<CartRow>> => {
      const refusal = lines && lines.length > 0 && checkLines(lines, 1, ['input', 'lines']);
      if (refusal) return refusal;
      const read = readBuyer(buyer ?? {}, ['input', 'buyer']);
      if (isRefused(read)) return read;
      const codes = discountCodes ?? [];
      const wrongCodes = checkCodes(codes, ['input', 'discountCodes']);
      if (wrongCodes) return wrongCodes;
      const resolved = await market();
      if (!resolved) return refuse('REGION_UNSUPPORTED');
      const cart = await (await calls()).create({
        lines: lines ?? [],
        regionId: resolved.region.id,
        // Taxes and shipping options follow from the country, so buyers see them before they enter an address.
        shippingAddress: { countryCode: resolved.country.code },
        ...read,
        ...(codes.length > 0 && { discountCodes: codes }),
        ...(note && { note }),
        ...(gift && { gift: toGift(gift) }),
      });
      if (!isRefused(cart)) {
        const notApplied = checkApplied(cart, codes);
        return notApplied ? prefixFields(['input'], notApplied) : cart;
      }
      return prefixFields(
        ['input'],
        await explainUnavailable(cart, wantedWithAdded(lines ?? []), variantsIn(resolved.region.id)),
      );
    },

    ...createLineChanges({ open, calls, variantsIn }),
    ...createOwnCarts({ find, calls, viewer }),

    setCountry: async (id: string, countryCode: string): Promise<CartResult<CartRow>> => {
      const region = (await regions()).find(({ countries }) => countries.some(({ code }) => code === countryCode));
      if (!region) return refuse('REGION_UNSUPPORTED', ['countryCode'], 'countryUnsupported');
      const cart = await open(id);
      if (isRefused(cart) || (cart.regionId === region.id && cart.shippingAddress?.countryCode === countryCode))
        return cart;
      // Checked before any change: where Medusa refuses the region because of a line, it keeps the new country all the same.
      const unsold = await unsoldLines(cart, variantsIn(region.id));
      if (unsold.length > 0) return mergeRefusals(unsold.map(() => refuse('VARIANT_NOT_FOUND', ['countryCode'])));
      const medusa = await calls();
      const moved = await medusa.update(id, { regionId: region.id, shippingAddress: { countryCode } });
      if (!isRefused(moved)) return moved;
      const before = cart.destination.countryCode;
      if (before) await medusa.update(id, { shippingAddress: { countryCode: before } });
      return explainUnavailable(moved, wantedByCart(cart), variantsIn(region.id));
    },

    setBuyer: async (id: string, buyer: CartBuyerInput): Promise<CartResult<CartRow>> => {
      const read = readBuyer(buyer, ['buyer']);
      const country = buyer.shippingAddress?.countryCode;
      if (isRefused(read) && !country) return read;
      const cart = await open(id);
      if (isRefused(cart)) return cart;
      // For an address in another region, only the country is reported: its other errors do not matter.
      const region = country && (await regions()).find((one) => one.id === cart.regionId);
      if (region && !region.countries.some(({ code }) => code === country)) {
        return refuse('REGION_UNSUPPORTED', ['buyer', 'shippingAddress', 'countryCode']);
      }
      if (isRefused(read)) return read;
      const medusa = await calls();
      const billingAddress = read.billingAddress ?? (cart.billingAddress ? undefined : read.shippingAddress);
      const updated = await medusa.update(id, { ...read, ...(billingAddress && { billingAddress }) });
      if (isRefused(updated) || !isCustomer(viewer)) return updated;
      const claimed = await medusa.claim(id);
      // Claiming the cart replaces its e-mail address by the customer's, even where the buyer has just sent another.
      const isOther = !isRefused(claimed) && read.email !== undefined && claimed.email !== read.email;
      return isOther ? medusa.update(id, { email: read.email }) : claimed;
    },

    /** Sets the note for the warehouse; null removes it. */
    setNote: async (id: string, note: string | null): Promise<CartResult<CartRow>> => {
      const cart = await open(id);
      return isRefused(cart) ? cart : (await calls()).update(id, { note });
    },

    /** Sets the gift options; null removes them. */
    setGift: async (id: string, gift: GiftOptionsInput | null): Promise<CartResult<CartRow>> => {
      const cart = await open(id);
      return isRefused(cart) ? cart : (await calls()).update(id, { gift: gift && toGift(gift) });
    },

    setCodes: async (id: string, codes: readonly string[]): Promise<CartResult<CartRow>> => {
      const refusal = checkCodes(codes, ['discountCodes']);
      if (refusal) return refusal;
      const cart = await open(id);
      return isRefused(cart) ? cart : (await calls()).setCodes(id, codes);
    },

    setShipping: async (id: string, optionId: string): Promise<CartResult<CartRow>> => {
      const cart = await open(id);
      if (isRefused(cart)) return cart;
      return (await calls()).setShipping(id, optionId);
    },
  };
}

function toGift({ message, isWrapped, hidePrices }: GiftOptionsInput): GiftRow {
  return { message: message ?? null, isWrapped: isWrapped ?? false, hidePrices: hidePrices ?? false };
}
