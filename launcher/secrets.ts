import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { axiomDir } from './folders.ts';

/**
 * The secrets of a local installation, in `<dataDir>/secrets.json`, which only its owner can read. Each is 32 random bytes in
 * hexadecimal, generated when it is first requested.
 */
export function openSecrets(dataDir: string): (name: string) => string {
  const file = join(dataDir, 'secrets.json');
  const secrets: Record<string, string> = existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : {};
  return (name) => {
    const existing = secrets[name];
    if (existing) return existing;
    const generated = randomBytes(32).toString('hex');
    secrets[name] = generated;
    writeFileSync(file, JSON.stringify(secrets, null, 2), { mode: 0o600 });
    return generated;
  };
}

/** A secret of the local installation. Throws if there is no installation yet. */
export function localSecret(name: string): string {
  const dataDir = join(axiomDir, 'data');
  if (!existsSync(join(dataDir, 'secrets.json'))) {
    throw new Error(
      'There is no local installation yet: run `npm start` first, or set the address in the environment.',
    );
  }
  return openSecrets(dataDir)(name);
}
