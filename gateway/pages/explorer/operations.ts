import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

/** An operation to begin with. */
export interface ExampleOperation {
  name: string;
  /** What it is for: the comment at the head of its file. */
  description: string;
  query: string;
  /** JSON text, which may hold references (see `references.ts`); empty where the operation needs none. */
  variables: string;
  /** JSON text with the headers to send, which may hold references; empty where it needs none. */
  headers: string;
}

/** Examples that belong together, in an order in which each uses the answers of earlier ones. */
export interface ExampleCollection {
  name: string;
  /** Who it is for. */
  description: string;
  operations: ExampleOperation[];
}

interface CollectionFile {
  name: string;
  description: string;
  headers?: Record<string, string>;
  operations: string[];
}

const folder = join(import.meta.dirname, '../../../schema/operations');

/** The operations of `schema/operations` in the groups and the order of `collections.json`. Rejects where a file is missing. */
export async function readCollections(): Promise<ExampleCollection[]> {
  const collections = JSON.parse(await readFile(join(folder, 'collections.json'), 'utf8')) as CollectionFile[];
  return Promise.all(
    collections.map(async ({ name, description, headers, operations }) => ({
      name,
      description,
      operations: await Promise.all(operations.map((operation) => readOperation(operation, headers))),
    })),
  );
}

async function readOperation(name: string, headers?: Record<string, string>): Promise<ExampleOperation> {
  const [text, variables] = await Promise.all([
    readFile(join(folder, `${name}.graphql`), 'utf8'),
    readFile(join(folder, `${name}.variables.json`), 'utf8').catch(() => ''),
  ]);
  const [head = ''] = /^(#.*\n)*/.exec(text) ?? [];
  const description = head
    .replaceAll(/^#[ \t]*/gm, '')
    .replaceAll('\n', ' ')
    .trim();
  return {
    name,
    description,
    query: text.slice(head.length).trim(),
    variables: variables.trim(),
    headers: headers ? JSON.stringify(headers, null, 2) : '',
  };
}
