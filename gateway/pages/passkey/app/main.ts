import { browserSupportsWebAuthn } from '@simplewebauthn/browser';
import { offerPasskeys, register, signIn, withdrawOffer } from './ceremonies.ts';
import { readViewer, run } from './graph.ts';
import * as operations from './operations.ts';
import { act, onPress, onSend, openPage, part, say, sayFault } from './page.ts';
import { showPasskeys } from './passkeys.ts';
import { showRecovery } from './recovery.ts';
import { showSessions } from './sessions.ts';
import { kinds } from './words.ts';

onSend('sign-in-form', async () => {
  await signIn();
  return 'You are signed in.';
});

onSend('join-form', async (field) => {
  await register({ displayName: field('displayName') || undefined });
  return 'Welcome. You have a passkey now, and you are signed in.';
});

onSend('recovery-form', async (field) => {
  const { recoverySignIn } = await run(operations.recoverySignIn, { code: field('code') });
  return `You are signed in. Recovery codes left: ${recoverySignIn.codesRemaining}. Now add a passkey.`;
});

onPress('sign-out', async () => {
  await run(operations.sessionRevoke, {});
  return 'You are signed out.';
});

// Passkeys are bound to a domain, and browsers do not create them for IP addresses.
if (['127.0.0.1', '[::1]'].includes(location.hostname)) {
  location.replace(`//localhost:${location.port}${location.pathname}`);
} else {
  await openPage(show);
  if (!browserSupportsWebAuthn()) say('This browser does not support passkeys, or only on https pages.');
}

async function show(): Promise<void> {
  const { kind, id, scopes, session, passkeys, sessions, recoveryCodesRemaining } = await readViewer();
  part('viewer-kind', HTMLElement).textContent = kinds[kind];
  part('viewer-id', HTMLElement).textContent = id ?? 'none';
  part('viewer-scopes', HTMLElement).textContent = scopes.join(' ') || 'none';
  part('sign-out', HTMLElement).hidden = session === null;

  // A customer who signed in with a recovery code may sign in with a passkey as well, which makes them an elite
  // customer.
  const maySignIn = kind === 'ANONYMOUS' || kind === 'CUSTOMER';
  part('sign-in', HTMLElement).hidden = !maySignIn;
  part('join', HTMLElement).hidden = kind !== 'ANONYMOUS';
  showPasskeys(passkeys);
  showSessions(sessions);
  showRecovery(recoveryCodesRemaining);
  if (maySignIn) void offer();
  else withdrawOffer();
}

/** Lets the browser offer passkeys until one is used or another action starts. */
async function offer(): Promise<void> {
  try {
    if (await offerPasskeys()) await act(async () => 'You are signed in.');
  } catch (error) {
    sayFault(error);
  }
}
