import type { Handler } from '#kit/http.ts';
import { builtPage } from '../pages/serve.ts';

/** Serves the page to try passkeys with. */
export function passkeyPage(folder: string): Handler {
  return builtPage(folder, 'passkey.html');
}
