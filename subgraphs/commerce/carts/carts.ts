import type {
  CartBuyerInput,
  CartCreateInput,
  CartLineInput,
  CartLineUpdateInput,
  MutationCartCompleteArgs,
  MutationCartPaymentStartArgs,
} from '#generated/commerce.ts';
import { isRefused } from '#kit/graph/result.ts';
import { isCustomer, type Viewer } from '#kit/graph/viewer.ts';
import type { RunOnce } from '#kit/stores/idempotency.ts';
import { type CartResult, mergeRefusals, prefixFields, refuse } from '../cart-refusals.ts';
import type { ResolvedMarket } from '../market.ts';
import type { CartCalls } from '../medusa/carts.ts';
import type { Products } from '../products/products.ts';
import type { CartRow, PlacedOrder, RegionRow } from '../rows.ts';
import {
  checkApplied,
  checkCodes,
  checkComplete,
  checkIdempotencyKey,
  checkLines,
  readBuyer,
  toNewLines,
} from './rules.ts';
import {
  explainUnavailable,
  unsoldLines,
  wantedAfterUpdate,
  wantedByCart,
  wantedWithAdded,
} from './unavailable-lines.ts';

/** What changes of carts need. */
export interface CartDependencies {
  /** Carts at Medusa, as the viewer sees them. */
  calls(): Promise<CartCalls>;
  runOnce: RunOnce;
  regions(): Promise<RegionRow[]>;
  /** The market of the request. */
  market(): Promise<ResolvedMarket | null>;
  /** Reads variants with their prices in a region. */
  variantsIn(regionId: string | null): Products['variantById'];
  viewer: Viewer;
}

/** Reads and changes carts. A refused change leaves the cart unchanged. */
export type Carts = ReturnType<typeof createCarts>;

/** Maximum number of lines of a cart. */
const maxLines = 100;

export function createCarts({ calls, runOnce, regions, market, variantsIn, viewer }: CartDependencies) {
  /** The cart; a refusal where there is none, or it is an order already. */
  const open = async (id: string): Promise<CartResult<CartRow>> => {
    const cart = await find(id);
    if (!cart) return refuse('CART_NOT_FOUND', ['cartId']);
    return cart.completedAt ? refuse('CART_COMPLETED', ['cartId']) : cart;
  };
  const find = async (id: string) => (isCartId(id) ? (await calls()).find(id) : null);

  /** Does `work` once for each idempotency key. A key belongs to one mutation and one cart. */
  const idempotent = async <Outcome extends object>(
    mutation: string,
    { idempotencyKey: key, cartId, ...input }: { idempotencyKey: string; cartId: string },
    work: () => Promise<CartResult<Outcome>>,
  ): Promise<CartResult<Outcome>> => {
    const refusal = checkIdempotencyKey(key);
    if (refusal) return refusal;
    const scope = JSON.stringify([mutation, viewer.kind === 'ANONYMOUS' ? null : viewer.id, cartId]);
    const result = await runOnce({ scope, key, input }, work, (outcome) => !isRefused(outcome));
    if (typeof result === 'object') return result.outcome;
    return refuse(`IDEMPOTENCY_${result === 'REUSED' ? 'KEY_REUSED' : 'IN_PROGRESS'}`, ['idempotencyKey']);
  };

  return {
    find,

    /** Creates a cart in the market of the request. */
    create: async ({ lines, buyer, discountCodes }: CartCreateInput): Promise<CartResult<CartRow>> => {
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
        lines: toNewLines(lines ?? []),
        regionId: resolved.region.id,
        // Taxes and shipping options follow from the country, so buyers see them before they enter an address.
        shippingAddress: { countryCode: resolved.country.code },
        ...read,
        ...(codes.length > 0 && { discountCodes: codes }),
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

    addLines: async (id: string, lines: readonly CartLineInput[]): Promise<CartResult<CartRow>> => {
      const refusal = checkLines(lines, 1, ['lines']);
      if (refusal) return refusal;
      const cart = await open(id);
      if (isRefused(cart)) return cart;
      const all = new Set([...cart.lines, ...lines].map(({ variantId }) => variantId));
      if (all.size > maxLines) return refuse('INVALID', ['lines'], `A cart has ${maxLines} lines at most.`);
      const added = await (await calls()).addLines(id, toNewLines(lines));
      if (!isRefused(added)) return added;
      return explainUnavailable(added, wantedWithAdded(lines, cart.lines), variantsIn(cart.regionId));
    },

    updateLines: async (id: string, lines: readonly CartLineUpdateInput[]): Promise<CartResult<CartRow>> => {
      const refusal = checkLines(lines, 0, ['lines']);
      if (refusal) return refusal;
      const cart = await open(id);
      if (isRefused(cart)) return cart;
      const before = new Map(cart.lines.map((line) => [line.id, line.quantity]));
      const missing = [...lines.keys()].filter((index) => !before.has((lines[index] as CartLineUpdateInput).id));
      if (missing.length > 0) {
        return mergeRefusals(missing.map((index) => refuse('LINE_NOT_FOUND', ['lines', String(index), 'id'])));
      }

      // Increases come first: they alone may be refused, and undoing them always succeeds.
      const added = (line: CartLineUpdateInput) => line.quantity - (before.get(line.id) as number);
      const changes = [...new Map(lines.map((line) => [line.id, line])).values()];
      const medusa = await calls();
      let last: CartResult<CartRow> = cart;
      const done: string[] = [];
      for (const change of changes.toSorted((one, other) => added(other) - added(one))) {
        last = await medusa.updateLine(id, change.id, change.quantity);
        if (isRefused(last)) {
          for (const lineId of done) await medusa.updateLine(id, lineId, before.get(lineId) as number);
          return explainUnavailable(last, wantedAfterUpdate(cart, lines), variantsIn(cart.regionId));
        }
        done.push(change.id);
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

    setCountry: async (id: string, countryCode: string): Promise<CartResult<CartRow>> => {
      const region = (await regions()).find(({ countries }) => countries.some(({ code }) => code === countryCode));
      if (!region) return refuse('REGION_UNSUPPORTED', ['countryCode'], 'AXIOM does not sell in this country.');
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

    startPayment: async (args: MutationCartPaymentStartArgs): Promise<CartResult<CartRow>> => {
      const { cartId: id, providerId } = args;
      const started = await idempotent('cartPaymentStart', args, async () => {
        const cart = await open(id);
        if (isRefused(cart)) return cart;
        if (cart.lines.length === 0) return refuse('CART_EMPTY');
        const medusa = await calls();
        const provider = providerId ?? (await medusa.paymentProviders(cart.regionId ?? ''))[0];
        if (!provider) return refuse('PAYMENT_DECLINED');
        return (await medusa.startPayment(id, provider)) ?? { id };
      });
      if (isRefused(started)) return started;
      return (await find(id)) ?? refuse('CART_NOT_FOUND', ['cartId']);
    },

    /** Turns the cart into an order. */
    complete: async (args: MutationCartCompleteArgs): Promise<CartResult<PlacedOrder>> =>
      idempotent('cartComplete', args, async () => {
        const cart = await find(args.cartId);
        if (!cart) return refuse('CART_NOT_FOUND', ['cartId']);
        const missing = cart.completedAt ? undefined : checkComplete(cart);
        if (missing) return missing;
        const completed = await (await calls()).complete(args.cartId);
        return isRefused(completed)
          ? explainUnavailable(completed, wantedByCart(cart), variantsIn(cart.regionId))
          : completed;
      }),
  };
}

function isCartId(id: string): boolean {
  return /^cart_\w+$/.test(id);
}
