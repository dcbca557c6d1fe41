import { access, constants } from 'node:fs/promises';
import { delimiter, join } from 'node:path';

/** The full path of the program that a shell would run for `name` with this PATH, or undefined. */
export async function findProgram(name: string, path = ''): Promise<string | undefined> {
  for (const folder of path.split(delimiter).filter(Boolean)) {
    const file = join(folder, name);
    const isThere = await access(file, constants.X_OK).then(
      () => true,
      () => false,
    );
    if (isThere) return file;
  }
  return undefined;
}
