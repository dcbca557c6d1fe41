import { Refusal, run } from '../passkey/app/graph.ts';
import * as operations from './account-operations.ts';
import { showOrder } from './order.ts';
import { part, say } from './part.ts';

const fragment = new URLSearchParams(location.hash.slice(1));

/** The token of the link. It is removed from the address bar, so that it is not stored in the browser's history. */
const token = fragment.get('token') ?? new URLSearchParams(location.search).get('token') ?? '';
history.replaceState(null, '', location.pathname);

const titles = {
  verify: 'Confirm your address',
  notices: 'Confirm your request',
  unsubscribe: 'Unsubscribe',
  order: 'Your order',
  request: 'Forgotten password',
  reset: 'New password',
};
const named = location.pathname.split('/').at(-1);
const page = named === 'reset' ? (token ? 'reset' : 'request') : (named as keyof typeof titles);
part('title', HTMLElement).textContent = titles[page];
if (page !== 'request' && !token) say('This address is incomplete. Open the link in the mail.', true);
else if (page === 'order') await showOrder(fragment.get('id') ?? '', token);
else part(page, HTMLElement).hidden = false;

onSend('verify', async (field) => {
  const needsPassword = !part('verify-password', HTMLElement).hidden;
  const { customerEmailVerify } = await run(operations.verifyEmail, {
    token,
    password: needsPassword ? field('password') : null,
  });
  return customerEmailVerify.grant ? 'Your address is confirmed, and you are signed in.' : 'Your address is confirmed.';
});

onSend('notices', async () => {
  await run(operations.confirmNotice, { token });
  return 'Your request is confirmed.';
});

onSend('unsubscribe', async () => {
  await run(operations.unsubscribe, { token });
  return 'You are unsubscribed.';
});

onSend('request', async (field) => {
  await run(operations.requestReset, { email: field('email') });
  return 'We have sent a mail. If the address has an account, the mail contains a link.';
});

onSend('reset', async (field) => {
  await run(operations.resetPassword, { token, newPassword: field('newPassword') });
  return 'Your password is changed and all sessions are ended. Sign in with the new password.';
});

/** Runs `work` when a form is submitted, shows the message that it resolves to, and hides the form. */
function onSend(id: string, work: (field: (name: string) => string) => Promise<string>): void {
  const form = part(`${id}-form`, HTMLFormElement);
  const button = form.querySelector('button') as HTMLButtonElement;
  form.addEventListener('submit', async (event) => {
    event.preventDefault();
    const values = new FormData(form);
    button.disabled = true;
    try {
      say(await work((name) => String(values.get(name) ?? '')));
      part(id, HTMLElement).hidden = true;
    } catch (error) {
      sayRefusal(error);
    }
    button.disabled = false;
  });
}

function sayRefusal(error: unknown): void {
  const code = error instanceof Refusal ? error.code : '';
  if (code === 'PASSWORD_REQUIRED') {
    part('verify-password', HTMLElement).hidden = false;
    part('password', HTMLInputElement).required = true;
    part('password', HTMLInputElement).focus();
    say('');
    return;
  }
  const sentences: Record<string, string> = {
    NOT_ACCEPTED: 'This was not accepted: the link is used or expired, or the password is wrong.',
    TAKEN: 'This address already has an account. Sign in, or reset the password.',
    PASSWORD_TOO_COMMON: 'This password is common and easy to guess. Choose another one.',
    INVALID: 'The input is invalid. Please check it.',
    THROTTLED: 'Too many attempts. Try again in a minute.',
  };
  say(sentences[code] ?? 'Something went wrong. Try again in a moment.', true);
}
