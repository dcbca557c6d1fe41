import { forgetPasskey, register, withProof } from './ceremonies.ts';
import { run } from './graph.ts';
import type { Passkey } from './operations.ts';
import * as operations from './operations.ts';
import { askName, button, isConfirmed, onSend, part, row } from './page.ts';
import { when } from './words.ts';

/** Lists the viewer's passkeys; without an account, null, there is nothing to see. */
export function showPasskeys(passkeys: Passkey[] | null): void {
  part('passkeys', HTMLElement).hidden = passkeys === null;
  part('passkey-list', HTMLElement).replaceChildren(...(passkeys ?? []).map(rowOf));
}

onSend('add-form', async (field) => {
  const name = await register({ name: field('name') || undefined });
  return `Added: ${name}.`;
});

function rowOf(passkey: Passkey): HTMLLIElement {
  const { name, createdAt, lastUsedAt, isSynced } = passkey;
  const used = lastUsedAt ? `last used ${when(lastUsedAt)}` : 'never used';
  const place = isSynced ? 'Can be on several devices' : 'Stays on one device';
  return row(
    name,
    '',
    [`Added ${when(createdAt)}, ${used}`, place],
    [
      button('Rename', `Rename ${name}`, () => rename(passkey)),
      button('Revoke', `Revoke ${name}`, () => revoke(passkey)),
    ],
  );
}

async function rename({ id, name }: Passkey): Promise<string> {
  const newName = await askName(`New name for “${name}”`, name, 'Rename');
  if (!newName || newName === name) return '';
  await run(operations.passkeyRename, { id, name: newName });
  return `“${name}” is now called “${newName}”.`;
}

async function revoke({ id, name }: Passkey): Promise<string> {
  if (!(await isConfirmed(`Revoke “${name}”? This ends the sessions that were opened with it.`, 'Revoke'))) return '';
  const { passkeyRevoke } = await withProof(() => run(operations.passkeyRevoke, { id }));
  await forgetPasskey(passkeyRevoke.credentialId);
  return `“${name}” is revoked.`;
}
