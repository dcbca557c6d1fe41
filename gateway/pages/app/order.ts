import { run } from '../passkey/app/graph.ts';
import * as operations from './account-operations.ts';
import { part, say } from './part.ts';

/** The fulfillment statuses of an order, in words for its buyer. */
const statuses: Record<string, string> = {
  NOT_FULFILLED: 'being prepared',
  PARTIALLY_FULFILLED: 'being packed',
  FULFILLED: 'packed',
  PARTIALLY_SHIPPED: 'partly shipped',
  SHIPPED: 'shipped',
  PARTIALLY_DELIVERED: 'partly delivered',
  DELIVERED: 'delivered',
  CANCELED: 'canceled',
};

/** Shows an order that was opened by the link of a mail. Signed URLs of files are requested when their button is pressed. */
export async function showOrder(id: string, accessToken: string): Promise<void> {
  const read = async () => (await run(operations.order, { id, accessToken })).order;
  const found = await read().catch(() => undefined);
  if (!found) {
    const reason = found === null ? 'This link opens no order.' : 'The link has expired, or something went wrong.';
    return say(`${reason} Open the link in the mail again, or sign in.`, true);
  }
  part('title', HTMLElement).textContent = `Order ${found.number}`;
  const list = part('order-parts', HTMLUListElement);
  const add = (text: string, ...more: Node[]) => {
    const item = document.createElement('li');
    item.append(text, ...more);
    list.append(item);
  };
  for (const { quantity, title } of found.lines) add(`${quantity} × ${title}`);
  add(`Total: ${priceText(found.total)}`);
  add(`Status: ${found.canceledAt ? statuses.CANCELED : (statuses[found.fulfillmentStatus] ?? 'unknown')}`);
  for (const { number, url } of found.fulfillments.flatMap(({ tracking }) => tracking)) {
    add('Tracking number: ', url === null ? document.createTextNode(number) : linkTo(url, number));
  }
  if (found.invoice?.file) {
    add(
      '',
      fileButton(`Invoice ${found.invoice.number}`, async () => (await read())?.invoice?.file?.url),
    );
  }
  for (const { id: returnId, number, status, label } of found.returns ?? []) {
    const labelOf = async () => (await read())?.returns?.find((one) => one.id === returnId)?.label?.url;
    add(
      `Return ${number}: ${status.toLowerCase().replaceAll('_', ' ')} `,
      ...(label ? [fileButton('Get the return label', labelOf)] : []),
    );
  }
  part('order', HTMLElement).hidden = false;
}

/** A button that opens a file by a new signed URL. */
function fileButton(label: string, urlOf: () => Promise<string | undefined>): HTMLButtonElement {
  const button = document.createElement('button');
  button.type = 'button';
  button.textContent = label;
  button.addEventListener('click', async () => {
    const url = await urlOf().catch(() => undefined);
    if (url) location.assign(url);
    else say('The file is not available at the moment. Try again later.', true);
  });
  return button;
}

function linkTo(url: string, text: string): Node {
  // The carrier's address comes from the warehouse: only web pages are opened.
  if (!/^https?:/i.test(url)) return document.createTextNode(text);
  const link = document.createElement('a');
  link.href = url;
  link.textContent = text;
  return link;
}

function priceText({ amount, currencyCode }: { amount: string; currencyCode: string }): string {
  // The graph has the decimals of ISO 4217; those of `Intl` are fewer for some currencies.
  const decimals = amount.split('.')[1]?.length ?? 0;
  const digits = { minimumFractionDigits: decimals, maximumFractionDigits: decimals };
  return new Intl.NumberFormat('en', { style: 'currency', currency: currencyCode, ...digits }).format(
    amount as `${number}`,
  );
}
