import { createHash, randomUUID } from 'node:crypto';
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parse } from 'graphql';
import { axiomDir } from '#launcher/folders.ts';

/**
 * Composes subgraphs (name → SDL) at these URLs. The result is kept in `.axiom/composed`, because loading and running the
 * composition would cost every test file most of a second of processor time. Rejects with the errors of the composition.
 */
export async function composeOnce(
  subgraphs: Readonly<Record<string, string>>,
  urls: Readonly<Record<string, string>>,
): Promise<string> {
  const names = Object.keys(subgraphs);
  const { version } = JSON.parse(await readFile(lockedComposition, 'utf8')) as { version: string };
  const digest = createHash('sha256')
    .update(JSON.stringify([version, subgraphs]))
    .digest('hex');
  const file = join(folder, `${digest}.graphql`);
  const composed = await readFile(file, 'utf8').catch(async () => {
    const text = await compose(subgraphs);
    await mkdir(folder, { recursive: true });
    // Renamed, because another test file may read it at the same time.
    const written = `${file}.${randomUUID()}`;
    await writeFile(written, text);
    await rename(written, file);
    return text;
  });
  return names.reduce((text, name) => text.replace(placeholder(name), urls[name] ?? ''), composed);
}

const folder = join(axiomDir, 'composed');
const lockedComposition = new URL('../../node_modules/@apollo/composition/package.json', import.meta.url);
const placeholder = (name: string) => `http://${name}.placeholder.invalid/`;

async function compose(subgraphs: Readonly<Record<string, string>>): Promise<string> {
  const { composeServices } = await import('@apollo/composition');
  const { supergraphSdl, errors } = composeServices(
    Object.entries(subgraphs).map(([name, sdl]) => ({ name, url: placeholder(name), typeDefs: parse(sdl) })),
  );
  if (!supergraphSdl) throw new Error(String(errors));
  return supergraphSdl;
}
