import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { reasonOf } from '#kit/process/run-process.ts';
import { root } from './folders.ts';

/**
 * Runs a command of the command line: loads `.env`, and prints the text that `work` resolves to. An error is printed
 * without its stack, and the exit code is then `errorCode`.
 */
export async function runCommand(work: () => Promise<string>, errorCode = 1): Promise<void> {
  if (existsSync(join(root, '.env'))) process.loadEnvFile(join(root, '.env'));
  try {
    process.stdout.write(await work());
  } catch (error) {
    process.stderr.write(`${reasonOf(error)}\n`);
    process.exitCode = errorCode;
  }
}
