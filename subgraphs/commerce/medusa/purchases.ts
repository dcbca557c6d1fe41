import type { Language } from '#kit/graph/languages/language.ts';
import type { LineRow } from '../carts/line-rows.ts';
import type { ShippingMethodRow } from '../cost-rows.ts';
import { money } from '../money.ts';
import type { CancellationRow, OrderLineRow, OrderRow } from '../orders/rows.ts';
import type { CartPaymentRow } from '../payments/payment-rows.ts';
import type { CartRow, ShippingOptionRow } from '../rows.ts';
import { toAddress } from './addresses.ts';
import { type ChargeCost, type ReportDifference, toCosts } from './costs.ts';
import { toGiftAndNote } from './gifts.ts';
import type {
  MedusaAddress,
  MedusaCancellation,
  MedusaCart,
  MedusaLine,
  MedusaOrder,
  MedusaOrderLine,
  MedusaShippingMethod,
  MedusaShippingOption,
} from './responses.ts';
import { toEmail } from './rows.ts';
import { toPromise } from './shipping.ts';
import { toDeliveryTexts } from './texts/deliveries.ts';
import { toLanguage, toLineTexts } from './texts/lines.ts';

/** A cart from Medusa, with texts in the language of the request. `report` is called where its parts do not add up to its total. */
export function toCart(from: MedusaCart, language: Language, report?: ReportDifference): CartRow {
  const items = from.items.toSorted(byAge);
  const shipping_methods = inOrder(from.shipping_methods);
  const costs = toCosts({ ...from, items, shipping_methods }, report, language);
  const destination = toDestination(from);
  const variantIds = items.map(({ variant_id }) => variant_id);
  const [session] = from.payment_collection?.payment_sessions ?? [];
  return {
    id: from.id,
    language: toLanguage(from.metadata),
    email: toEmail(from.email),
    ...toAddresses(from),
    regionId: from.region_id,
    lines: toLines(items, costs.lines, language),
    totalQuantity: items.reduce((sum, { quantity }) => sum + quantity, 0),
    cost: costs.cost,
    ...toGiftAndNote(from.metadata),
    discountCodes: (from.promotions ?? []).flatMap(({ code, is_automatic }) =>
      code === null || is_automatic ? [] : [{ code }],
    ),
    shippingMethod: toShippingMethod(shipping_methods[0], costs, {
      language: null,
      destination,
      orderedAt: null,
      variantIds,
    }),
    destination,
    itemTotal: from.item_total,
    payment: session
      ? {
          id: session.id,
          cartId: from.id,
          providerId: session.provider_id,
          status:
            session.status === 'pending_authorization'
              ? 'PROCESSING'
              : (session.status.toUpperCase() as CartPaymentRow['status']),
          amount: money(session.amount, from.currency_code),
        }
      : null,
    createdAt: from.created_at,
    updatedAt: from.updated_at,
    completedAt: from.completed_at,
  };
}

/** An order from Medusa, with texts in its own language; cancelled parcels are left out. `report` as for `toCart`. */
export function toOrder(from: MedusaOrder, report?: ReportDifference): OrderRow {
  const items = from.items.toSorted(byAge);
  const shipping_methods = inOrder(from.shipping_methods);
  const language = toLanguage(from.metadata);
  const costs = toCosts({ ...from, items, shipping_methods }, report, language);
  const shippingMethod = toShippingMethod(shipping_methods[0], costs, {
    language,
    destination: toDestination(from),
    orderedAt: new Date(from.created_at),
    variantIds: [],
  });
  const parcels = (from.fulfillments ?? []).filter((parcel) => !parcel.canceled_at);
  return {
    id: from.id,
    language,
    number: from.display_id,
    email: toEmail(from.email),
    status: from.status.toUpperCase() as OrderRow['status'],
    fulfillmentStatus: from.fulfillment_status.toUpperCase() as OrderRow['fulfillmentStatus'],
    lines: toOrderLines(from.id, items, costs.lines, language),
    cost: costs.cost,
    total: costs.cost.total,
    ...toGiftAndNote(from.metadata),
    shippingMethod,
    ...toAddresses(from),
    ...(shippingMethod?.promise.kind === 'PICKUP' && { shippingAddress: null }),
    fulfillments: parcels.toSorted(byAge).map(({ id, shipped_at, delivered_at, items = [], labels = [] }) => ({
      id,
      shippedAt: shipped_at,
      deliveredAt: delivered_at,
      lines: items.map(({ line_item_id, quantity }) => ({ orderLineId: line_item_id, quantity })),
      tracking: labels.map(({ tracking_number, tracking_url }) => ({
        number: tracking_number,
        url: tracking_url && URL.canParse(tracking_url) ? tracking_url : null,
      })),
    })),
    placedAt: from.created_at,
    canceledAt: from.canceled_at ?? null,
    cancellation: toCancellation(from),
  };
}

function toCancellation({ metadata }: MedusaOrder): CancellationRow | null {
  if (!metadata?.cancellation) return null;
  const { state, reason, requested_at } = metadata.cancellation as MedusaCancellation;
  return { status: state.toUpperCase() as CancellationRow['status'], reason, requestedAt: requested_at };
}

/** A shipping option from Medusa; its price is null where the cart's market has none. */
export function toShippingOption(from: MedusaShippingOption, currencyCode: string): ShippingOptionRow {
  return {
    id: from.id,
    name: from.name,
    description: from.type?.description || null,
    price: from.amount == null ? null : money(from.amount, currencyCode),
  };
}

/** Null for an address with only a country, which is stored before the buyer enters an address. */
function toAddresses(from: Pick<MedusaCart, 'shipping_address' | 'billing_address'>) {
  const ifComplete = (address: MedusaAddress | null) => (address?.address_1 ? toAddress(address) : null);
  return { shippingAddress: ifComplete(from.shipping_address), billingAddress: ifComplete(from.billing_address) };
}

/** The first shipping method, with the costs of all: an order with an exchange has several. */
function toShippingMethod(
  from: MedusaShippingMethod | undefined,
  { shipping: [first], shippingTotal }: ReturnType<typeof toCosts>,
  purchase: Pick<ShippingMethodRow, 'language' | 'destination' | 'orderedAt' | 'variantIds'>,
): ShippingMethodRow | null {
  if (!from || !first) return null;
  return {
    shippingOptionId: from.shipping_option_id,
    name: from.name,
    texts: toDeliveryTexts(from.data?.texts),
    price: first.price,
    total: shippingTotal.gross,
    taxedTotal: shippingTotal,
    promise: toPromise(from.data),
    ...purchase,
  };
}

function toDestination({ shipping_address: address }: Pick<MedusaCart, 'shipping_address'>): CartRow['destination'] {
  return { countryCode: address?.country_code?.toUpperCase() ?? null, province: address?.province || null };
}

/** Shipping methods in the order they were chosen, since their ids begin with the time. */
export function inOrder(methods: readonly MedusaShippingMethod[] = []): MedusaShippingMethod[] {
  return methods.toSorted((one, other) => one.id.localeCompare(other.id));
}

function toLines(items: readonly MedusaLine[], costs: readonly ChargeCost[], language: Language): LineRow[] {
  return items.map((line, index) => {
    const { price, taxedPrice, total, taxedTotal, taxLines } = costs[index] as ChargeCost;
    return {
      id: line.id,
      ...toLineTexts(line, language),
      variantId: line.variant_id,
      quantity: line.quantity,
      unitPrice: price,
      taxedUnitPrice: taxedPrice,
      ...{ total, taxedTotal, taxLines },
    };
  });
}

function toOrderLines(
  orderId: string,
  items: readonly MedusaOrderLine[],
  costs: readonly ChargeCost[],
  language: Language,
): OrderLineRow[] {
  return toLines(items, costs, language).map((line, index) => {
    const { variant_sku, thumbnail } = items[index] as MedusaOrderLine;
    const inEnglish = line.inEnglish?.includes('title') ? ['altText'] : [];
    return {
      ...line,
      orderId,
      sku: variant_sku || null,
      image: thumbnail ? { url: thumbnail, altText: line.title, width: null, height: null, inEnglish } : null,
    };
  });
}

/** In the order of creation; Medusa's order is undefined. A stable order keeps the line that a remaining cent goes to. */
export function byAge(one: { id: string; created_at: string }, other: { id: string; created_at: string }): number {
  return one.created_at.localeCompare(other.created_at) || one.id.localeCompare(other.id);
}
