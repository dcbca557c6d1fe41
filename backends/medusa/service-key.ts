import { readFile, writeFile } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { Admin, Auth, Client, type Config } from '@medusajs/js-sdk';

/**
 * The secret key with which services call the admin API of the Medusa at `baseUrl`. The curator creates it on the first
 * call; Medusa returns it only then, so it is stored in `file`, readable by this user only. A sign-in that Medusa answers with 503
 * is sent again, because Medusa becomes ready before its connection to Redis on a busy machine.
 */
export async function readServiceKey(
  baseUrl: string,
  password: string,
  serviceToken: string,
  file: string,
): Promise<string> {
  const known = await readFile(file, 'utf8').catch(() => undefined);
  if (known) return known;

  const config: Config = {
    baseUrl,
    auth: { type: 'jwt', jwtTokenStorageMethod: 'memory' },
    globalHeaders: { 'x-axiom-service': serviceToken },
  };
  const client = new Client(config);
  await signIn(new Auth(client, config), password);
  const { api_key } = await new Admin(client).apiKey.create({ title: 'Services', type: 'secret' });
  await writeFile(file, api_key.token, { mode: 0o600 });
  return api_key.token;
}

async function signIn(auth: Auth, password: string): Promise<void> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      await auth.login('user', 'emailpass', { email: 'curator@axiom.example', password });
      return;
    } catch (error) {
      if ((error as { status?: number }).status !== 503 || attempt === 20) throw error;
      await sleep(250);
    }
  }
}
