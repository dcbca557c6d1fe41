import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';

/** An operation to begin with. */
export interface ExampleOperation {
  name: string;
  /** What it is for: the comment at the head of its file. */
  description: string;
  query: string;
  /** JSON text; empty where the operation needs none. */
  variables: string;
}

const folder = join(import.meta.dirname, '../../schema/operations');

/** The operations of `schema/operations`, the product page first, the others by name. */
export async function readOperations(): Promise<ExampleOperation[]> {
  const files = (await readdir(folder)).filter((file) => file.endsWith('.graphql'));
  const operations = await Promise.all(files.map((file) => readOperation(file.replace('.graphql', ''))));
  const rank = ({ name }: ExampleOperation) => (name === 'ProductPage' ? '' : name);
  return operations.sort((one, other) => rank(one).localeCompare(rank(other)));
}

async function readOperation(name: string): Promise<ExampleOperation> {
  const [text, variables] = await Promise.all([
    readFile(join(folder, `${name}.graphql`), 'utf8'),
    readFile(join(folder, `${name}.variables.json`), 'utf8').catch(() => ''),
  ]);
  const [head = ''] = /^(#.*\n)*/.exec(text) ?? [];
  const description = head
    .replaceAll(/^#[ \t]*/gm, '')
    .replaceAll('\n', ' ')
    .trim();
  return { name, description, query: text.slice(head.length).trim(), variables: variables.trim() };
}
