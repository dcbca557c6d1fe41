import { Refusal, run } from '../passkey/app/graph.ts';
import * as operations from './account-operations.ts';
import { part, say } from './part.ts';

/** The token of the link that led here. It is taken out of the address, so that it stays in no history. */
const token = new URLSearchParams(location.hash.slice(1)).get('token') ?? '';
history.replaceState(null, '', location.pathname);

const page = location.pathname.includes('/reset') ? (token ? 'reset' : 'request') : 'verify';
const titles = { verify: 'Confirm your address', request: 'Forgotten password', reset: 'New password' };
part('title', HTMLElement).textContent = titles[page];
if (page === 'verify' && !token) say('There is no link here. Open the one in the mail.', true);
else part(page, HTMLElement).hidden = false;

onSend('verify', async (field) => {
  const isAsked = !part('verify-password', HTMLElement).hidden;
  const { customerEmailVerify } = await run(operations.verifyEmail, {
    token,
    password: isAsked ? field('password') : null,
  });
  return customerEmailVerify.grant ? 'Your address is confirmed, and you are signed in.' : 'Your address is confirmed.';
});

onSend('request', async (field) => {
  await run(operations.requestReset, { email: field('email') });
  return 'A mail is on its way. If the address has an account, it holds a link.';
});

onSend('reset', async (field) => {
  await run(operations.resetPassword, { token, newPassword: field('newPassword') });
  return 'Your password is changed, and all sessions are ended. Sign in with the new one.';
});

/** Does `work` when a form is sent, says the sentence that it resolves to, and hides the form. */
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
    NOT_ACCEPTED: 'This was not accepted: the link was used, or has expired, or the password is wrong.',
    TAKEN: 'This address has an account by now. Sign in, or reset the password.',
    PASSWORD_TOO_COMMON: 'This password is common and easy to guess. Choose another.',
    INVALID: 'This has not the right form. Look at it again.',
    THROTTLED: 'Too many attempts. Try again in a minute.',
  };
  say(sentences[code] ?? 'It did not work. Try again in a moment.', true);
}
