import { withProof } from './ceremonies.ts';
import { run } from './graph.ts';
import * as operations from './operations.ts';
import { isConfirmed, onPress, part } from './page.ts';

/** Shows how many recovery codes are left; without an account, null, there is nothing to see. */
export function showRecovery(remaining: number | null): void {
  left = remaining ?? 0;
  part('recovery', HTMLElement).hidden = remaining === null;
  part('codes-remaining', HTMLElement).textContent = String(left);
  if (remaining === null) showCodes([]);
}

let left = 0;

onPress('codes-generate', async () => {
  if (left > 0 && !(await isConfirmed('Generate new codes? Your existing codes become invalid.', 'Generate')))
    return '';
  const { recoveryCodesGenerate } = await withProof(() => run(operations.recoveryCodesGenerate, {}));
  showCodes(recoveryCodesGenerate.codes);
  return 'Here are your recovery codes. Store them in a safe place.';
});

onPress('codes-copy', async () => {
  const codes = [...part('code-list', HTMLElement).children].map(({ textContent }) => textContent);
  await navigator.clipboard.writeText(codes.join('\n'));
  return 'The codes are copied.';
});

onPress('codes-kept', async () => {
  showCodes([]);
  return 'The codes are no longer shown.';
});

function showCodes(codes: string[]): void {
  part('codes', HTMLElement).hidden = codes.length === 0;
  const items = codes.map((code) => {
    const item = document.createElement('li');
    item.textContent = code;
    return item;
  });
  part('code-list', HTMLElement).replaceChildren(...items);
}
