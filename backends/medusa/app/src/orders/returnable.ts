/** Days after delivery in which pieces may be returned. */
const windowDays = Number(process.env.RETURN_WINDOW_DAYS || 30);

/** Days on the way that are assumed where the carrier reports no delivery. */
const transitDays = 7;

const day = 86_400_000;

/** Why a line cannot be returned, as clients see it. */
export type Hindrance = 'not_shipped' | 'personalized' | 'window_closed' | 'returned' | 'canceled';

/** The parts of an order that decide what can be returned. */
export interface ReturnableOrder {
  canceled_at: Date | null;
  currency_code: string;
  items: {
    id: string;
    quantity: number;
    metadata: { attributes?: unknown } | null;
    detail: { return_requested_quantity: number; return_received_quantity: number; return_dismissed_quantity: number };
  }[];
  fulfillments: Parcel[] | null;
}

interface Parcel {
  shipped_at: Date | null;
  delivered_at: Date | null;
  canceled_at: Date | null;
  location_id: string | null;
  items: { line_item_id: string; quantity: number }[];
}

/** For each line, how many pieces can be returned now, and why none can. */
export function returnableOf(order: ReturnableOrder, now = Date.now()): Map<string, Returnable> {
  return new Map(order.items.map((item) => [item.id, returnableLine(order, item, now)]));
}

/** How many pieces of a line can be returned, and why none can. */
export interface Returnable {
  quantity: number;
  hindrance: Hindrance | null;
}

function returnableLine(
  order: ReturnableOrder,
  { id, metadata, detail }: ReturnableOrder['items'][number],
  now: number,
) {
  const none = (hindrance: Hindrance): Returnable => ({ quantity: 0, hindrance });
  if (order.canceled_at) return none('canceled');
  const sent = (order.fulfillments ?? []).filter(({ shipped_at, canceled_at }) => shipped_at && !canceled_at);
  const shipped = piecesIn(sent, id);
  if (shipped === 0) return none('not_shipped');
  // What is made for one buyer is excepted from withdrawal: Directive 2011/83/EU, article 16 (c).
  if (Array.isArray(metadata?.attributes) && metadata.attributes.length > 0) return none('personalized');
  const used = [detail.return_requested_quantity, detail.return_received_quantity, detail.return_dismissed_quantity];
  const left = shipped - used.reduce((all, quantity) => all + Number(quantity ?? 0), 0);
  if (left <= 0) return none('returned');
  const inTime = Math.min(
    left,
    piecesIn(
      sent.filter((parcel) => endOf(parcel) > now),
      id,
    ),
  );
  return inTime > 0 ? { quantity: inTime, hindrance: null } : none('window_closed');
}

function piecesIn(parcels: readonly Parcel[], lineId: string): number {
  const items = parcels.flatMap((parcel) => parcel.items).filter(({ line_item_id }) => line_item_id === lineId);
  return items.reduce((all, { quantity }) => all + Number(quantity), 0);
}

/** When the window of a parcel ends. */
function endOf({ shipped_at, delivered_at }: Parcel): number {
  const arrived = delivered_at
    ? new Date(delivered_at).getTime()
    : new Date(shipped_at as Date).getTime() + transitDays * day;
  return arrived + windowDays * day;
}
