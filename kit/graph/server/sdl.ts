import { readFile } from 'node:fs/promises';

/** The SDL of one subgraph, after the shared SDL. */
export async function readSdl(name: string): Promise<string> {
  const read = (file: string) => readFile(new URL(`../../../schema/${file}.graphql`, import.meta.url), 'utf8');
  return (await read('shared')) + (await read(name));
}
