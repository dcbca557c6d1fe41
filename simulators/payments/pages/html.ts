import { escapeHtml } from '#kit/process/http/html.ts';
import { methodTypes } from '../intents/methods.ts';
import type { Intent, PaymentMethod } from '../intents/rows.ts';

/** The page on which the buyer passes 3-D Secure, pays with a provider, or shows a voucher in a shop. */
export function paymentPage(intent: Intent, method: PaymentMethod): string {
  const { flow = 'card', name = method.type } = methodTypes[method.type] ?? {};
  const amount = amountOf(intent);
  const card = method.card ? `${cap(method.card.brand)} ending in ${method.card.last4}` : name;
  const texts = {
    card: { title: 'Confirm your payment', lead: '3-D Secure', accept: 'Confirm', refuse: 'Fail authentication' },
    redirect: { title: `Pay with ${name}`, lead: name, accept: `Pay ${amount}`, refuse: 'Cancel payment' },
    voucher: { title: 'Pay in the shop', lead: name, accept: 'Pay at the counter', refuse: 'Let it expire' },
    late: { title: `Pay with ${name}`, lead: name, accept: `Pay ${amount}`, refuse: 'Cancel payment' },
  }[flow];
  return document(
    texts.title,
    `<p class="lead">${escapeHtml(texts.lead)}</p>
    <h1>${escapeHtml(texts.title)}</h1>
    <dl>
      <div><dt>Merchant</dt><dd>AXIOM</dd></div>
      <div><dt>Amount</dt><dd class="amount">${escapeHtml(amount)}</dd></div>
      <div><dt>Method</dt><dd>${escapeHtml(card)}</dd></div>
    </dl>
    <form method="post">
      <button class="accept" name="outcome" value="accept">${escapeHtml(texts.accept)}</button>
      <button name="outcome" value="refuse">${escapeHtml(texts.refuse)}</button>
    </form>`,
  );
}

/** A page that says one thing. */
export function closedPage(text: string): string {
  return document(text, `<h1>${escapeHtml(text)}</h1>`);
}

function amountOf({ amount, currency }: Intent): string {
  const format = new Intl.NumberFormat('en', { style: 'currency', currency: currency.toUpperCase() });
  return format.format(amount / 10 ** (format.resolvedOptions().maximumFractionDigits ?? 2));
}

function cap(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

function document(title: string, content: string): string {
  return `<!doctype html>
<html lang="en">
<head>
  <meta charset="utf-8">
  <meta name="viewport" content="width=device-width, initial-scale=1">
  <meta name="robots" content="noindex">
  <title>${escapeHtml(title)}</title>
  <style>${style}</style>
</head>
<body>
  <main>
    ${content}
    <p class="note">Payment simulator: no money is moved.</p>
  </main>
</body>
</html>
`;
}

const style = `
  :root { color-scheme: light dark; --ink: #1c1917; --quiet: #57534e; --line: #d6d3d1; --paper: #fff; --ground: #f5f5f4; }
  @media (prefers-color-scheme: dark) {
    :root { --ink: #f5f5f4; --quiet: #a8a29e; --line: #44403c; --paper: #1c1917; --ground: #0c0a09; }
  }
  * { box-sizing: border-box; }
  body { margin: 0; min-height: 100vh; display: grid; place-items: center; padding: 1rem; background: var(--ground);
    color: var(--ink); font: 1rem/1.5 system-ui, sans-serif; }
  main { width: 100%; max-width: 26rem; padding: 2rem; background: var(--paper); border: 1px solid var(--line);
    border-radius: .75rem; }
  h1 { margin: 0 0 1.5rem; font-size: 1.5rem; line-height: 1.25; font-weight: 600; text-wrap: balance; }
  .lead { margin: 0 0 .25rem; color: var(--quiet); font-size: .875rem; }
  dl { margin: 0 0 1.5rem; }
  dl div { display: flex; justify-content: space-between; gap: 1rem; padding: .625rem 0; border-top: 1px solid var(--line); }
  dt { color: var(--quiet); }
  dd { margin: 0; text-align: end; }
  .amount { font-weight: 600; font-variant-numeric: tabular-nums; }
  button { display: block; width: 100%; min-height: 3rem; margin-top: .75rem; padding: .5rem 1rem; border: 1px solid var(--line);
    border-radius: .5rem; background: transparent; color: inherit; font: inherit; cursor: pointer; }
  button.accept { background: var(--ink); border-color: var(--ink); color: var(--paper); font-weight: 600; }
  button:focus-visible { outline: 3px solid #2563eb; outline-offset: 2px; }
  .note { margin: 1.5rem 0 0; color: var(--quiet); font-size: .8125rem; }
`;
