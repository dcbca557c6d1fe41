import type {
  CartBuyerInput,
  CartCreateInput,
  CartLineInput,
  CartLineUpdateInput,
  MutationCartCompleteArgs,
  MutationCartPaymentStartArgs,
} from '#generated/commerce.ts';
import { isCustomer, type Viewer } from '#kit/graph/viewer.ts';
import type { Once } from '#kit/stores/idempotency.ts';
import { isWholeAddress } from '../addresses/addresses.ts';
import type { HouseMarket } from '../market.ts';
import type { CartCalls } from '../medusa/carts.ts';
import type { Products } from '../products/products.ts';
import type { CartRow, RegionRow } from '../rows.ts';
import { type Fault, fault, faults, faultUnder, isFault } from './faults.ts';
import { asChanged, asHeld, asWanted, nameLines, unsoldLines } from './line-faults.ts';
import { faultInApplied, faultInCodes, faultInKey, faultInLines, readBuyer, toNewLines } from './rules.ts';

/** What changes of carts need. */
export interface CartTools {
  /** Carts at Medusa, as the viewer sees them. */
  calls(): Promise<CartCalls>;
  once: Once;
  regions(): Promise<RegionRow[]>;
  market(): Promise<HouseMarket | null>;
  /** Reads variants as they are sold in a region. */
  variantsIn(regionId: string | null): Products['variantById'];
  viewer: Viewer;
}

/** Changes of carts. Each resolves with a fault where it is refused, and nothing has changed then. */
export type Carts = ReturnType<typeof cartsOver>;

/** Most lines of a cart. */
const mostLines = 100;

export function cartsOver({ calls, once, regions, market, variantsIn, viewer }: CartTools) {
  /** The cart, as long as it can be changed. */
  const open = async (id: string): Promise<CartRow | Fault> => {
    const cart = await find(id);
    if (!cart) return fault('CART_NOT_FOUND', ['cartId']);
    return cart.completedAt ? fault('CART_COMPLETED', ['cartId']) : cart;
  };
  const find = async (id: string) => (isCartId(id) ? (await calls()).find(id) : null);

  /** Does what its client has given a name, once. Names belong to a cart: the same key for another cart is another attempt. */
  const named = async <Outcome extends object>(
    mutation: string,
    { idempotencyKey: key, cartId, ...input }: { idempotencyKey: string; cartId: string },
    work: () => Promise<Outcome | Fault>,
  ): Promise<Outcome | Fault> => {
    const wrong = faultInKey(key);
    if (wrong) return wrong;
    const scope = JSON.stringify([mutation, viewer.kind === 'ANONYMOUS' ? null : viewer.id, cartId]);
    const attempted = await once({ scope, key, input }, work, (outcome) => !isFault(outcome));
    if (typeof attempted === 'object') return attempted.outcome;
    return fault(`IDEMPOTENCY_${attempted === 'REUSED' ? 'KEY_REUSED' : 'IN_PROGRESS'}`, ['idempotencyKey']);
  };

  return {
    find,

    /** In the market of the request. */
    create: async ({ lines, buyer, discountCodes }: CartCreateInput): Promise<CartRow | Fault> => {
      const wrong = lines && lines.length > 0 && faultInLines(lines, 1, ['input', 'lines']);
      if (wrong) return wrong;
      const read = readBuyer(buyer ?? {}, ['input', 'buyer']);
      if (isFault(read)) return read;
      const codes = discountCodes ?? [];
      const wrongCodes = faultInCodes(codes, ['input', 'discountCodes']);
      if (wrongCodes) return wrongCodes;
      const at = await market();
      if (!at) return fault('REGION_UNSUPPORTED');
      const cart = await (await calls()).create({
        lines: toNewLines(lines ?? []),
        regionId: at.region.id,
        // The country is known before the street is, and with it taxes and ways of sending.
        shippingAddress: { countryCode: at.country.code },
        ...read,
        ...(codes.length > 0 && { discountCodes: codes }),
      });
      if (!isFault(cart)) {
        const refused = faultInApplied(cart, codes);
        return refused ? faultUnder(['input'], refused) : cart;
      }
      return faultUnder(['input'], await nameLines(cart, asWanted(lines ?? []), variantsIn(at.region.id)));
    },

    addLines: async (id: string, lines: readonly CartLineInput[]): Promise<CartRow | Fault> => {
      const wrong = faultInLines(lines, 1, ['lines']);
      if (wrong) return wrong;
      const cart = await open(id);
      if (isFault(cart)) return cart;
      const all = new Set([...cart.lines, ...lines].map(({ variantId }) => variantId));
      if (all.size > mostLines) return fault('INVALID', ['lines'], `A cart has ${mostLines} lines at most.`);
      const added = await (await calls()).addLines(id, toNewLines(lines));
      if (!isFault(added)) return added;
      const held = cart.lines.map(({ variantId, quantity }) => ({ variantId, quantity }));
      return nameLines(added, asWanted(lines, held), variantsIn(cart.regionId));
    },

    updateLines: async (id: string, lines: readonly CartLineUpdateInput[]): Promise<CartRow | Fault> => {
      const wrong = faultInLines(lines, 0, ['lines']);
      if (wrong) return wrong;
      const cart = await open(id);
      if (isFault(cart)) return cart;
      const before = new Map(cart.lines.map((line) => [line.id, line.quantity]));
      const missing = [...lines.keys()].filter((place) => !before.has((lines[place] as CartLineUpdateInput).id));
      if (missing.length > 0) {
        return faults(missing.map((place) => fault('LINE_NOT_FOUND', ['lines', String(place), 'id'])));
      }

      // Those that may be refused come first, so that what was done before can be undone.
      const added = (line: CartLineUpdateInput) => line.quantity - (before.get(line.id) as number);
      const changes = [...new Map(lines.map((line) => [line.id, line])).values()];
      const at = await calls();
      let last: CartRow | Fault = cart;
      const done: string[] = [];
      for (const change of changes.toSorted((one, other) => added(other) - added(one))) {
        last = await at.updateLine(id, change.id, change.quantity);
        if (isFault(last)) {
          for (const lineId of done) await at.updateLine(id, lineId, before.get(lineId) as number);
          return nameLines(last, asChanged(cart, lines), variantsIn(cart.regionId));
        }
        done.push(change.id);
      }
      return last;
    },

    removeLines: async (id: string, lineIds: readonly string[]): Promise<CartRow | Fault> => {
      const wrong = faultInLines(
        lineIds.map(() => ({})),
        1,
        ['lineIds'],
      );
      if (wrong) return wrong;
      const cart = await open(id);
      if (isFault(cart)) return cart;
      const missing = [...lineIds.keys()].filter((place) => !has(cart, lineIds[place] as string));
      if (missing.length > 0) {
        return faults(missing.map((place) => fault('LINE_NOT_FOUND', ['lineIds', String(place)])));
      }
      return (await calls()).removeLines(id, [...new Set(lineIds)]);
    },

    moveTo: async (id: string, countryCode: string): Promise<CartRow | Fault> => {
      const region = (await regions()).find(({ countries }) => countries.some(({ code }) => code === countryCode));
      if (!region) return fault('REGION_UNSUPPORTED', ['countryCode'], 'The house does not sell there.');
      const cart = await open(id);
      if (isFault(cart) || (cart.regionId === region.id && cart.shippingAddress?.countryCode === countryCode))
        return cart;
      // Before anything is changed: Medusa keeps the new country where it refuses the region for the sake of a line.
      const unsold = await unsoldLines(cart, variantsIn(region.id));
      if (unsold.length > 0) return faults(unsold.map(() => fault('VARIANT_NOT_FOUND', ['countryCode'])));
      const at = await calls();
      const moved = await at.update(id, { regionId: region.id, shippingAddress: { countryCode } });
      if (!isFault(moved)) return moved;
      const before = cart.destination.countryCode;
      if (before) await at.update(id, { shippingAddress: { countryCode: before } });
      return nameLines(moved, asHeld(cart), variantsIn(region.id));
    },

    setBuyer: async (id: string, buyer: CartBuyerInput): Promise<CartRow | Fault> => {
      const read = readBuyer(buyer, ['buyer']);
      const country = buyer.shippingAddress?.countryCode;
      if (isFault(read) && !country) return read;
      const cart = await open(id);
      if (isFault(cart)) return cart;
      // What else is wrong with an address in another region does not matter.
      const region = country && (await regions()).find((one) => one.id === cart.regionId);
      if (region && !region.countries.some(({ code }) => code === country)) {
        return fault('REGION_UNSUPPORTED', ['buyer', 'shippingAddress', 'countryCode']);
      }
      if (isFault(read)) return read;
      const at = await calls();
      const billingAddress = read.billingAddress ?? (cart.billingAddress ? undefined : read.shippingAddress);
      const told = await at.update(id, { ...read, ...(billingAddress && { billingAddress }) });
      if (isFault(told) || !isCustomer(viewer)) return told;
      const claimed = await at.claim(id);
      // With the cart Medusa gives it the customer's own address, even where the buyer has just given another.
      const isOther = !isFault(claimed) && read.email !== undefined && claimed.email !== read.email;
      return isOther ? at.update(id, { email: read.email }) : claimed;
    },

    setCodes: async (id: string, codes: readonly string[]): Promise<CartRow | Fault> => {
      const wrong = faultInCodes(codes, ['discountCodes']);
      if (wrong) return wrong;
      const cart = await open(id);
      return isFault(cart) ? cart : (await calls()).setCodes(id, codes);
    },

    setShipping: async (id: string, optionId: string): Promise<CartRow | Fault> => {
      const cart = await open(id);
      if (isFault(cart)) return cart;
      return (await calls()).setShipping(id, optionId);
    },

    startPayment: async (args: MutationCartPaymentStartArgs): Promise<CartRow | Fault> => {
      const { cartId: id, providerId } = args;
      const started = await named('cartPaymentStart', args, async () => {
        const cart = await open(id);
        if (isFault(cart)) return cart;
        if (cart.lines.length === 0) return fault('CART_EMPTY');
        const at = await calls();
        const provider = providerId ?? (await at.paymentProviders(cart.regionId ?? ''))[0];
        if (!provider) return fault('PAYMENT_DECLINED');
        return (await at.startPayment(id, provider)) ?? { id };
      });
      if (isFault(started)) return started;
      return (await find(id)) ?? fault('CART_NOT_FOUND', ['cartId']);
    },

    /** The id of the order that the cart has become. */
    complete: async (args: MutationCartCompleteArgs): Promise<{ orderId: string } | Fault> =>
      named('cartComplete', args, async () => {
        const cart = await find(args.cartId);
        if (!cart) return fault('CART_NOT_FOUND', ['cartId']);
        const missing = cart.completedAt ? undefined : whatIsMissing(cart);
        if (missing) return missing;
        const completed = await (await calls()).complete(args.cartId);
        return isFault(completed) ? nameLines(completed, asHeld(cart), variantsIn(cart.regionId)) : completed;
      }),
  };
}

/** Why a cart is not ready to be ordered; undefined where it is. */
function whatIsMissing({ lines, email, shippingAddress, shippingMethod, payment }: CartRow): Fault | undefined {
  if (lines.length === 0) return fault('CART_EMPTY');
  if (!email) return fault('EMAIL_REQUIRED');
  if (!shippingAddress) return fault('ADDRESS_REQUIRED');
  if (!isWholeAddress(shippingAddress))
    return fault('ADDRESS_REQUIRED', null, 'The address lacks what the carrier needs.');
  if (!shippingMethod) return fault('SHIPPING_REQUIRED');
  return payment ? undefined : fault('PAYMENT_REQUIRED');
}

function has({ lines }: CartRow, lineId: string): boolean {
  return lines.some(({ id }) => id === lineId);
}

function isCartId(id: string): boolean {
  return /^cart_\w+$/.test(id);
}
