import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { axiomDir } from './folders.ts';

/**
 * Secrets of a house on this machine, kept in `<dataDir>/secrets.json` for its owner's eyes only: each is 32 random
 * bytes in hex, made when first asked for and the same from then on.
 */
export function openSecrets(dataDir: string): (name: string) => string {
  const file = join(dataDir, 'secrets.json');
  const secrets: Record<string, string> = existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : {};
  return (name) => {
    const known = secrets[name];
    if (known) return known;
    const made = randomBytes(32).toString('hex');
    secrets[name] = made;
    writeFileSync(file, JSON.stringify(secrets, null, 2), { mode: 0o600 });
    return made;
  };
}

/** A secret of this machine's house. Throws where there is none yet. */
export function localSecret(name: string): string {
  const dataDir = join(axiomDir, 'data');
  if (!existsSync(join(dataDir, 'secrets.json'))) {
    throw new Error(
      'There is no house on this machine yet: run `npm start` first, or set the address in the environment.',
    );
  }
  return openSecrets(dataDir)(name);
}
