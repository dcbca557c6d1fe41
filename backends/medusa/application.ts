import { spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { adopt, refuseWhenEnding } from '#kit/process/children.ts';
import type { Environment } from '#kit/process/config.ts';

/** The folder of the Medusa application, which is an npm workspace. */
export const folder = join(import.meta.dirname, 'app');

const { resolve } = createRequire(join(folder, 'package.json'));

/** The version of Medusa that is installed. */
export async function medusaVersion(): Promise<string> {
  return JSON.parse(await readFile(resolve('@medusajs/medusa/package.json'), 'utf8')).version;
}

/** How to run `medusa <args>`. It idles below 500 MB; with a smaller heap, eight clients that list a large catalogue crash it. */
export function medusa(...args: string[]): { command: string; args: string[]; cwd: string } {
  return {
    command: process.execPath,
    args: ['--max-old-space-size=512', resolve('@medusajs/cli/cli.js'), ...args],
    cwd: folder,
  };
}

/** Runs `medusa <args>` to its end, with each line of output sent to `log`. Rejects with the last lines when it fails. */
export async function runMedusa(args: string[], env: Environment, log: (line: string) => void): Promise<void> {
  const { command, args: all, cwd } = medusa(...args);
  refuseWhenEnding();
  const child = spawn(command, all, {
    cwd,
    env: env as NodeJS.ProcessEnv,
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  adopt(child);
  const tail: string[] = [];
  for (const input of [child.stdout, child.stderr]) {
    createInterface({ input }).on('line', (line) => {
      if (tail.push(line) > 10) tail.shift();
      log(line);
    });
  }
  const [code, signal] = await once(child, 'close');
  if (code !== 0) throw new Error([`medusa ${args[0]} ended with ${signal ?? `code ${code}`}:`, ...tail].join('\n  '));
}

/**
 * The environment of every command of the application. NODE_PATH, because npm hoists parts of Medusa above
 * others that they load by name; XDG_CONFIG_HOME, because Medusa writes to the home folder even with telemetry off.
 * Medusa requires signing secrets; these random ones are for commands that sign nothing.
 */
export function commonEnv(env: Environment): Environment {
  const { PATH, NO_PROXY, NODE_COMPILE_CACHE, NODE_OPTIONS, MEDUSA_DATABASE_URL } = env;
  return {
    ...{ PATH, NO_PROXY, NODE_COMPILE_CACHE, NODE_OPTIONS, MEDUSA_DATABASE_URL },
    NODE_ENV: 'production',
    NODE_PATH: join(folder, 'node_modules'),
    XDG_CONFIG_HOME: join(folder, '.medusa'),
    MEDUSA_DISABLE_TELEMETRY: 'true',
    MEDUSA_JWT_SECRET: randomUUID(),
    MEDUSA_COOKIE_SECRET: randomUUID(),
    LOG_LEVEL: 'error',
  };
}
