import { run } from './graph.ts';
import type { Session } from './operations.ts';
import * as operations from './operations.ts';
import { button, isConfirmed, onPress, part, row } from './page.ts';
import { countryName, when } from './words.ts';

/** Lists the viewer's sessions; without an account, null, there is nothing to see. */
export function showSessions(sessions: Session[] | null): void {
  part('sessions', HTMLElement).hidden = sessions === null;
  part('session-list', HTMLElement).replaceChildren(...(sessions ?? []).map(rowOf));
}

onPress('end-others', async () => {
  const { sessionRevokeAll } = await run(operations.sessionRevokeAll, { keepCurrent: true });
  return `Sessions ended: ${sessionRevokeAll.count}.`;
});

onPress('end-all', async () => {
  if (!(await isConfirmed('End all sessions? You will be signed out here, too.', 'End all'))) return '';
  const { sessionRevokeAll } = await run(operations.sessionRevokeAll, { keepCurrent: false });
  return `Sessions ended: ${sessionRevokeAll.count}. You are signed out.`;
});

function rowOf({ id, isCurrent, device, countryCode, lastSeenAt }: Session): HTMLLIElement {
  const name = device ?? 'Unknown device';
  const place = countryCode ? `, ${countryName(countryCode)}` : '';
  const seen = `Last seen ${when(lastSeenAt)}${place}`;
  const end = async () => {
    await run(operations.sessionRevoke, { id });
    return `The session on ${name} is ended.`;
  };
  const buttons = isCurrent ? [] : [button('End', `End the session on ${name}, ${seen.toLowerCase()}`, end)];
  return row(name, isCurrent ? 'this one' : '', [seen], buttons);
}
