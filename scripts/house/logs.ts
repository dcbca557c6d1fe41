import { createWriteStream, mkdirSync, type WriteStream } from 'node:fs';
import { join } from 'node:path';

/** Writes what each part says to `<folder>/<part>.log`, begun anew at every start of the house. */
export function openLogs(folder: string): { write(part: string, line: string): void; close(): Promise<void> } {
  mkdirSync(folder, { recursive: true });
  const files = new Map<string, WriteStream>();
  return {
    write: (part, line) => {
      const file = files.get(part) ?? createWriteStream(join(folder, `${part}.log`));
      files.set(part, file);
      file.write(`${line}\n`);
    },
    close: async () => {
      await Promise.all([...files.values()].map((file) => new Promise((resolve) => file.end(resolve))));
    },
  };
}
