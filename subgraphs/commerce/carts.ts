import type {
  CartBuyerInput,
  CartCreateInput,
  CartLineInput,
  CartLineUpdateInput,
  MutationCartCompleteArgs,
  MutationCartPaymentStartArgs,
} from '#generated/commerce.ts';
import type { Once } from '#kit/idempotency.ts';
import type { Viewer } from '#kit/viewer.ts';
import { type Fault, fault, isFault } from './cart-faults.ts';
import { faultInKey, faultInLines, readBuyer, readCodes, toNewLines } from './cart-rules.ts';
import { isWholeAddress } from './customers/addresses.ts';
import type { HouseMarket } from './market.ts';
import type { CartCalls } from './medusa-carts.ts';
import type { CartRow, RegionRow } from './rows.ts';

/** What changes of carts need. */
export interface CartTools {
  /** Carts at Medusa, as the viewer sees them. */
  calls(): Promise<CartCalls>;
  once: Once;
  regions(): Promise<RegionRow[]>;
  market(): Promise<HouseMarket | null>;
  viewer: Viewer;
}

/** Changes of carts. Each resolves with a fault where it is refused, and nothing has changed then. */
export type Carts = ReturnType<typeof cartsOver>;

/** Most lines of a cart. */
const mostLines = 100;

export function cartsOver({ calls, once, regions, market, viewer }: CartTools) {
  /** The cart, as long as it can be changed. */
  const open = async (id: string): Promise<CartRow | Fault> => {
    const cart = await find(id);
    if (!cart) return fault('CART_NOT_FOUND', ['cartId']);
    return cart.completedAt ? fault('CART_COMPLETED', ['cartId']) : cart;
  };
  const find = async (id: string) => (isCartId(id) ? (await calls()).find(id) : null);
  const isCustomers = viewer.kind === 'CUSTOMER' || viewer.kind === 'ELITE';

  /** Does what its client has given a name, once. */
  const named = async <Outcome extends object>(
    mutation: string,
    { idempotencyKey: key, ...input }: { idempotencyKey: string },
    work: () => Promise<Outcome | Fault>,
  ): Promise<Outcome | Fault> => {
    const wrong = faultInKey(key);
    if (wrong) return wrong;
    const scope = `${mutation} ${viewer.kind === 'ANONYMOUS' ? '' : viewer.id}`;
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
      const codes = readCodes(discountCodes ?? [], ['input', 'discountCodes']);
      if (isFault(codes)) return codes;
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
      return isFault(cart) || hasCodes(cart, codes)
        ? cart
        : fault('DISCOUNT_NOT_APPLICABLE', ['input', 'discountCodes']);
    },

    addLines: async (id: string, lines: readonly CartLineInput[]): Promise<CartRow | Fault> => {
      const wrong = faultInLines(lines, 1, ['lines']);
      if (wrong) return wrong;
      const cart = await open(id);
      if (isFault(cart)) return cart;
      const all = new Set([...cart.lines, ...lines].map(({ variantId }) => variantId));
      if (all.size > mostLines) return fault('INVALID', ['lines'], `A cart has ${mostLines} lines at most.`);
      return (await calls()).addLines(id, toNewLines(lines));
    },

    updateLines: async (id: string, lines: readonly CartLineUpdateInput[]): Promise<CartRow | Fault> => {
      const wrong = faultInLines(lines, 0, ['lines']);
      if (wrong) return wrong;
      const cart = await open(id);
      if (isFault(cart)) return cart;
      const before = new Map(cart.lines.map((line) => [line.id, line.quantity]));
      const missing = lines.findIndex((line) => !before.has(line.id));
      if (missing >= 0) return fault('LINE_NOT_FOUND', ['lines', String(missing), 'id']);

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
          return last;
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
      const missing = lineIds.findIndex((id) => !has(cart, id));
      if (missing >= 0) return fault('LINE_NOT_FOUND', ['lineIds', String(missing)]);
      return (await calls()).removeLines(id, [...new Set(lineIds)]);
    },

    moveTo: async (id: string, countryCode: string): Promise<CartRow | Fault> => {
      const region = (await regions()).find(({ countries }) => countries.some(({ code }) => code === countryCode));
      if (!region) return fault('REGION_UNSUPPORTED', ['countryCode'], 'The house does not sell there.');
      const cart = await open(id);
      if (isFault(cart) || (cart.regionId === region.id && cart.shippingAddress?.countryCode === countryCode))
        return cart;
      return (await calls()).update(id, { regionId: region.id, shippingAddress: { countryCode } });
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
      if (isFault(told) || !isCustomers) return told;
      const claimed = await at.claim(id);
      // With the cart Medusa gives it the customer's own address, even where the buyer has just given another.
      const isOther = !isFault(claimed) && read.email !== undefined && claimed.email !== read.email;
      return isOther ? at.update(id, { email: read.email }) : claimed;
    },

    setCodes: async (id: string, codes: readonly string[]): Promise<CartRow | Fault> => {
      const read = readCodes(codes, ['discountCodes']);
      if (isFault(read)) return read;
      const cart = await open(id);
      if (isFault(cart)) return cart;
      const at = await calls();
      const changed = await at.update(id, { discountCodes: read });
      if (isFault(changed) || hasCodes(changed, read)) return changed;
      await at.update(id, { discountCodes: cart.discountCodes.map(({ code }) => code) });
      return fault('DISCOUNT_NOT_APPLICABLE', ['discountCodes']);
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
        return missing ?? (await calls()).complete(args.cartId);
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

function hasCodes({ discountCodes }: CartRow, codes: readonly string[]): boolean {
  return codes.every((code) => discountCodes.some((had) => had.code === code));
}
