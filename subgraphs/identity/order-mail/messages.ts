import { type MailMessage, type MessageContent, renderMessage } from '../mail/layout.ts';
import type { OrderMail } from '../mail/outbox.ts';
import type { MailedLine, MailedOrder } from './order.ts';
import { tablesIn } from './tables.ts';
import { type Speaker, speakerOf } from './texts/texts.ts';

/** What a message about an order is made of. */
export interface MessageInput {
  order: MailedOrder;
  /** The page of the order. */
  url: string;
  /** The parcel, return or refund. */
  subjectId: string | null;
  /** The carrier of a parcel, by its code at the warehouse. */
  carrier: string | null;
}

/** The same with what writes the language of the order. */
interface Parts extends MessageInput {
  say: Speaker['say'];
  tables: ReturnType<typeof tablesIn>;
}

/** The parts of a message that differ by kind. */
interface OrderContent extends Pick<MessageContent, 'paragraphs' | 'tables' | 'action'> {
  /** What happened, in the subject. */
  event: string;
  /** The label of the link to the order. */
  label?: string;
}

/**
 * The message of a mail about an order, in the language of the order and in the name of the shop; undefined when its subject no longer
 * exists.
 */
export function orderMessage(kind: OrderMail['kind'], input: MessageInput, brand: string): MailMessage | undefined {
  const { language, number } = input.order;
  const speaker = speakerOf(language);
  const { say } = speaker;
  const content = contents[kind]({ ...input, say, tables: tablesIn(speaker) });
  if (!content) return undefined;
  const { event, label = say('seeOrder'), action, ...parts } = content;
  const page = { label, url: input.url };
  return renderMessage(
    {
      ...parts,
      ...(action ? { action, secondAction: page } : { action: page }),
      language,
      subject: say(['subject', { number, brand, event }]),
      footer: [say(['footerWhy', { number, brand }]), say('footerLink')],
    },
    brand,
  );
}

const contents: Record<OrderMail['kind'], (parts: Parts) => OrderContent | undefined> = {
  ORDER_CONFIRMED: confirmed,
  ORDER_SHIPPED: shipped,
  ORDER_PICKUP_READY: readyForPickup,
  ORDER_PICKED_UP: pickedUp,
  ORDER_CANCELED: canceled,
  ORDER_RETURN_ACCEPTED: returnAccepted,
  ORDER_REFUNDED: refunded,
};

function confirmed({ order, say, tables }: Parts): OrderContent {
  const { number, placedAt } = order;
  return {
    event: say('confirmed'),
    paragraphs: [say(['thanks', { number, placedAt }])],
    tables: [tables.ordered(order.lines), ...tables.gift(order), tables.sums(order), ...tables.delivery(order)],
  };
}

function shipped({ order, subjectId, carrier, say, tables }: Parts): OrderContent | undefined {
  const parcel = order.fulfillments.find(({ id }) => id === subjectId);
  if (!parcel) return undefined;
  const followed = parcel.tracking.find(({ url }) => url !== null);
  const rows = parcel.tracking.map(({ number, url }) => ({
    label: number,
    details: [
      ...(carrier ? [say(['carrier', { carrier: carrierText(carrier) }])] : []),
      ...(url !== null && url !== followed?.url ? [url] : []),
    ],
  }));
  const isPart = countOf(parcel.lines) < countOf(order.lines);
  return {
    event: say('shipped'),
    paragraphs: [say(isPart ? 'partOnItsWay' : 'onItsWay')],
    tables: [
      tables.moved(say('inParcel'), order.lines, parcel.lines),
      ...(rows.length > 0 ? [{ heading: say('trackingNumber'), rows }] : []),
    ],
    ...(followed?.url && { action: { label: say('followParcel'), url: followed.url } }),
  };
}

function readyForPickup({ order, subjectId, say, tables }: Parts): OrderContent | undefined {
  const parcel = order.fulfillments.find(({ id }) => id === subjectId);
  if (!parcel || parcel.deliveredAt) return undefined;
  return {
    event: say('pickupReady'),
    paragraphs: [say(['bringNumber', { number: order.number }])],
    tables: [tables.moved(say('readyForYou'), order.lines, parcel.lines), ...tables.delivery(order)],
  };
}

function pickedUp({ order, subjectId, say, tables }: Parts): OrderContent | undefined {
  const parcel = order.fulfillments.find(({ id }) => id === subjectId);
  return (
    parcel && {
      event: say('pickedUp'),
      paragraphs: [say('thanksForVisit')],
      tables: [tables.moved(say('handedOver'), order.lines, parcel.lines)],
    }
  );
}

function canceled({ order, say, tables }: Parts): OrderContent {
  return {
    event: say('canceled'),
    paragraphs: [say('nothingShipped'), ...moneyBack(order, say)],
    tables: [tables.moved(say('canceledPieces'), order.lines, order.lines.map(toMoved))],
  };
}

function returnAccepted({ order, subjectId, say, tables }: Parts): OrderContent | undefined {
  const found = order.returns.find(({ id }) => id === subjectId);
  if (!found || found.canceledAt) return undefined;
  const { number, label, lines } = found;
  const how = label ? say(['openLabel', { carrier: carrierText(label.carrier) }]) : say(['writeNumber', { number }]);
  return {
    event: say(['returnAccepted', { number }]),
    paragraphs: [say('sendBack'), how, say('refundOnArrival')],
    tables: [tables.moved(say(['returnNumber', { number }]), order.lines, lines)],
    label: say(label ? 'getLabel' : 'seeReturn'),
  };
}

function refunded({ order, subjectId, say }: Parts): OrderContent | undefined {
  const refund = order.payments.flatMap(({ refunds }) => refunds).find(({ id }) => id === subjectId);
  if (!refund) return undefined;
  const refundText = say(['refundOfOrder', { amount: refund.amount, number: order.number }]);
  return { event: say('refunded'), paragraphs: [refundText, say('refundDelay')] };
}

/** What becomes of the money of a canceled order. */
function moneyBack({ payments }: MailedOrder, say: Speaker['say']): string[] {
  const amounts = payments.flatMap(({ refunds }) => refunds.map(({ amount }) => amount));
  if (amounts.length > 0) return [say(['refunds', { amounts }]), say('refundDelay')];
  return payments.some(({ canceledAt }) => canceledAt) ? [say('released')] : [];
}

const countOf = (lines: readonly { quantity: number }[]) => lines.reduce((all, { quantity }) => all + quantity, 0);

const toMoved = ({ id, quantity }: MailedLine) => ({ orderLineId: id, quantity });

/** The name of a carrier by its code: `DHL EXPRESS` for `dhl_express`. */
const carrierText = (code: string) => code.replaceAll('_', ' ').toUpperCase();
