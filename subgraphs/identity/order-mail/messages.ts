import { type MailMessage, type MessageContent, renderMessage } from '../mail/layout.ts';
import type { OrderMail } from '../mail/outbox.ts';
import { dayText, priceText } from '../mail/texts.ts';
import type { MailedLine, MailedOrder } from './order.ts';
import { delivery, gift, moved, ordered, sums } from './tables.ts';

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

/** The parts of a message that differ by kind. */
interface OrderContent extends Pick<MessageContent, 'paragraphs' | 'tables' | 'action'> {
  /** What happened, in the subject. */
  event: string;
  /** The label of the link to the order. */
  label?: string;
}

/** The message of a mail about an order, in the name of the shop; undefined when its subject no longer exists. */
export function orderMessage(kind: OrderMail['kind'], input: MessageInput, brand: string): MailMessage | undefined {
  const content = contents[kind](input);
  if (!content) return undefined;
  const { event, label = 'See the order', action, ...parts } = content;
  const { number } = input.order;
  const page = { label, url: input.url };
  return renderMessage(
    {
      ...parts,
      ...(action ? { action, secondAction: page } : { action: page }),
      subject: `Order ${number} at ${brand}: ${event}`,
      footer: [
        `You receive this e-mail because this address was given for order ${number} at ${brand}.`,
        'Anyone who has the link to the order can see it. Do not forward this e-mail.',
      ],
    },
    brand,
  );
}

const contents: Record<OrderMail['kind'], (input: MessageInput) => OrderContent | undefined> = {
  ORDER_CONFIRMED: confirmed,
  ORDER_SHIPPED: shipped,
  ORDER_PICKUP_READY: readyForPickup,
  ORDER_PICKED_UP: pickedUp,
  ORDER_CANCELED: canceled,
  ORDER_RETURN_ACCEPTED: returnAccepted,
  ORDER_REFUNDED: refunded,
};

function confirmed({ order }: MessageInput): OrderContent {
  return {
    event: 'confirmed',
    paragraphs: [`Thank you. We received your order ${order.number} on ${dayText(order.placedAt)}.`],
    tables: [ordered(order.lines), ...gift(order), sums(order), ...delivery(order)],
  };
}

function shipped({ order, subjectId, carrier }: MessageInput): OrderContent | undefined {
  const parcel = order.fulfillments.find(({ id }) => id === subjectId);
  if (!parcel) return undefined;
  const followed = parcel.tracking.find(({ url }) => url !== null);
  const rows = parcel.tracking.map(({ number, url }) => ({
    label: number,
    details: [
      ...(carrier ? [`Carrier: ${carrierText(carrier)}`] : []),
      ...(url !== null && url !== followed?.url ? [url] : []),
    ],
  }));
  const isPart = countOf(parcel.lines) < countOf(order.lines);
  return {
    event: 'shipped',
    paragraphs: [isPart ? 'A part of your order is on its way.' : 'Your order is on its way.'],
    tables: [
      moved('In this parcel', order.lines, parcel.lines),
      ...(rows.length > 0 ? [{ heading: 'Tracking number', rows }] : []),
    ],
    ...(followed?.url && { action: { label: 'Follow the parcel', url: followed.url } }),
  };
}

function readyForPickup({ order, subjectId }: MessageInput): OrderContent | undefined {
  const parcel = order.fulfillments.find(({ id }) => id === subjectId);
  if (!parcel || parcel.deliveredAt) return undefined;
  return {
    event: 'ready for pick-up',
    paragraphs: [`Your pieces are ready in our store. Please bring the order number ${order.number}.`],
    tables: [moved('Ready for you', order.lines, parcel.lines), ...delivery(order)],
  };
}

function pickedUp({ order, subjectId }: MessageInput): OrderContent | undefined {
  const parcel = order.fulfillments.find(({ id }) => id === subjectId);
  return (
    parcel && {
      event: 'handed over',
      paragraphs: ['These pieces were handed over in our store. Thank you for your visit.'],
      tables: [moved('Handed over', order.lines, parcel.lines)],
    }
  );
}

function canceled({ order }: MessageInput): OrderContent {
  return {
    event: 'canceled',
    paragraphs: ['Your order was canceled. Nothing will be shipped.', ...moneyBack(order)],
    tables: [moved('Canceled', order.lines, order.lines.map(toMoved))],
  };
}

function returnAccepted({ order, subjectId }: MessageInput): OrderContent | undefined {
  const found = order.returns.find(({ id }) => id === subjectId);
  if (!found || found.canceledAt) return undefined;
  const how = found.label
    ? `The return label of ${carrierText(found.label.carrier)} is on the page of your order. Print it and put it on the parcel.`
    : `Write the number of the return, ${found.number}, on the parcel.`;
  return {
    event: `return ${found.number} accepted`,
    paragraphs: ['You can send these pieces back.', how, 'We refund them when they have arrived.'],
    tables: [moved(`Return ${found.number}`, order.lines, found.lines)],
    label: found.label ? 'Get the return label' : 'See the return',
  };
}

function refunded({ order, subjectId }: MessageInput): OrderContent | undefined {
  const refund = order.payments.flatMap(({ refunds }) => refunds).find(({ id }) => id === subjectId);
  return (
    refund && {
      event: 'refunded',
      paragraphs: [`We have refunded ${priceText(refund.amount)} for your order ${order.number}.`, refundDelay],
    }
  );
}

/** What becomes of the money of a canceled order. */
function moneyBack({ payments }: MailedOrder): string[] {
  const refunds = payments.flatMap(({ refunds }) => refunds);
  if (refunds.length > 0) {
    return [`We have refunded ${refunds.map(({ amount }) => priceText(amount)).join(' and ')}.`, refundDelay];
  }
  return payments.some(({ canceledAt }) => canceledAt) ? ['Your payment was released. Nothing was charged.'] : [];
}

const refundDelay = 'The money goes back the way you paid. It can take your bank some days to show it.';

const countOf = (lines: readonly { quantity: number }[]) => lines.reduce((all, { quantity }) => all + quantity, 0);

const toMoved = ({ id, quantity }: MailedLine) => ({ orderLineId: id, quantity });

/** The name of a carrier by its code: `DHL EXPRESS` for `dhl_express`. */
const carrierText = (code: string) => code.replaceAll('_', ' ').toUpperCase();
