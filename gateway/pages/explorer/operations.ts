import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

/** An example operation. */
export interface ExampleOperation {
  /** The operation's name, which is unique among all examples. */
  name: string;
  /** The description: the comment at the head of its file. */
  description: string;
  query: string;
  /** JSON text, which may contain references (see `references.ts`); empty for an operation without variables. */
  variables: string;
  /** JSON text with the headers to send, which may contain references; empty for an operation without headers. */
  headers: string;
}

/** Examples of one subject, in an order in which each uses the responses to earlier ones. */
export interface ExampleCollection {
  name: string;
  /** A sentence about its users and content. */
  description: string;
  operations: ExampleOperation[];
}

/** The collections of one folder of `schema/operations`. */
export interface ExampleGroup {
  folder: string;
  title: string;
  collections: ExampleCollection[];
}

interface GroupFile {
  folder: string;
  title: string;
  collections: { name: string; description: string; headers?: Record<string, string>; operations: string[] }[];
}

const root = join(import.meta.dirname, '../../../schema/operations');

/**
 * The operations of `schema/operations` in the groups and the order of `collections.json`. Rejects for a missing file.
 */
export async function readExampleGroups(): Promise<ExampleGroup[]> {
  const groups = JSON.parse(await readFile(join(root, 'collections.json'), 'utf8')) as GroupFile[];
  return Promise.all(
    groups.map(async ({ folder, title, collections }) => ({
      folder,
      title,
      collections: await Promise.all(
        collections.map(async ({ name, description, headers, operations }) => ({
          name,
          description,
          operations: await Promise.all(operations.map((operation) => readOperation(folder, operation, headers))),
        })),
      ),
    })),
  );
}

/** All example operations, in the order of `collections.json`. Rejects for a missing file. */
export async function readExamples(): Promise<ExampleOperation[]> {
  const groups = await readExampleGroups();
  return groups.flatMap(({ collections }) => collections.flatMap(({ operations }) => operations));
}

async function readOperation(
  folder: string,
  name: string,
  headers?: Record<string, string>,
): Promise<ExampleOperation> {
  const [text, variables] = await Promise.all([
    readFile(join(root, folder, `${name}.graphql`), 'utf8'),
    readFile(join(root, folder, `${name}.variables.json`), 'utf8').catch(() => ''),
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
