import { type DocumentNode, Kind, parse, print, type SelectionSetNode, visit } from 'graphql';

/**
 * A smaller operation for which `isStill` is still true: selections are removed one by one until none can be removed,
 * or after `attempts`. `isStill` must reject invalid operations.
 */
export async function reduced(
  query: string,
  isStill: (query: string) => Promise<boolean>,
  attempts = 150,
): Promise<string> {
  let smallest = query;
  let left = attempts;
  for (let place = 0; left > 0; ) {
    const smaller = without(smallest, place);
    if (smaller === undefined) return smallest;
    left -= 1;
    if (await isStill(smaller)) smallest = smaller;
    else place += 1;
  }
  return smallest;
}

/** The operation without the n-th selection that is not the only one of its set; undefined when there is none. */
function without(query: string, place: number): string | undefined {
  let seen = 0;
  let isFound = false;
  const document = visit(parse(query), {
    SelectionSet(set: SelectionSetNode) {
      if (set.selections.length < 2 || isFound) return undefined;
      const index = place - seen;
      seen += set.selections.length;
      if (index < 0 || index >= set.selections.length) return undefined;
      isFound = true;
      return { ...set, selections: set.selections.filter((_, other) => other !== index) };
    },
  });
  if (!isFound) return undefined;
  return print(withoutUnused(document));
}

/** Without unused fragments and variables. */
function withoutUnused(document: DocumentNode): DocumentNode {
  const text = print(document);
  const isUsed = (name: string, mark: string) => text.split(new RegExp(`${mark}${name}\\b(?!:)`)).length > 1;
  const definitions = document.definitions
    .filter((definition) => definition.kind !== Kind.FRAGMENT_DEFINITION || isUsed(definition.name.value, '\\.\\.\\.'))
    .map((definition) => {
      if (definition.kind !== Kind.OPERATION_DEFINITION) return definition;
      const declared = definition.variableDefinitions?.filter(({ variable }) => isUsed(variable.name.value, '\\$'));
      return { ...definition, variableDefinitions: declared };
    });
  const smaller = { ...document, definitions };
  return definitions.length < document.definitions.length ? withoutUnused(smaller) : smaller;
}
