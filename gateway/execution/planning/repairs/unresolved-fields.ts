import type { PlanNode, QueryPlan } from '@apollo/query-planner';
import { type DocumentNode, Kind, type OperationDefinitionNode, parse, type SelectionSetNode } from 'graphql';
import { nameOf } from '../../selections.ts';

/** The fields that a plan fetches, by response key; those of all types at one place together. */
interface FetchedFields extends Map<string, FetchedFields> {}

/**
 * The path of a field that an operation in normal form selects and its plan does not fetch, as names with dots;
 * undefined for none. The planner leaves out what no subgraph can resolve, such as the fields of an interface without
 * objects. Fields under type conditions are not checked, because a condition may be impossible.
 */
export function unresolvedField({ node }: QueryPlan, operation: DocumentNode): string | undefined {
  const fetched: FetchedFields = new Map();
  if (node && node.kind !== 'Subscription') addNode(node, fetched);
  return firstMissing(selectionsOf(operation), fetched);
}

function firstMissing({ selections }: SelectionSetNode, fetched: FetchedFields): string | undefined {
  for (const selection of selections) {
    if (selection.kind !== Kind.FIELD) continue;
    const name = selection.name.value;
    const inner = fetched.get(nameOf(selection));
    if (!inner) return name;
    const missing = selection.selectionSet && firstMissing(selection.selectionSet, inner);
    if (missing !== undefined) return `${name}.${missing}`;
  }
  return undefined;
}

function addNode(node: PlanNode, at: FetchedFields): void {
  switch (node.kind) {
    case 'Sequence':
    case 'Parallel':
      for (const step of node.nodes) addNode(step, at);
      return;
    case 'Flatten': {
      const path = node.path.filter((key) => key !== '@').map(String);
      addNode(node.node, fieldsAt(at, path));
      return;
    }
    case 'Fetch': {
      const document = parse(node.operation, { noLocation: true });
      const added: FetchedFields = new Map();
      addSelections(selectionsOf(document), added);
      merge(at, (node.requires && added.get('_entities')) || added);
      for (const rewrite of node.outputRewrites ?? []) {
        if (rewrite.kind !== 'KeyRenamer') continue;
        const path = rewrite.path.filter((key) => !key.startsWith('... on '));
        const renamed = [...path.slice(0, -1), rewrite.renameKeyTo];
        merge(fieldsAt(at, renamed), fieldsAt(at, path));
      }
      return;
    }
    default:
      throw new Error(`The plan contains a ${node.kind} node, which is not supported.`);
  }
}

function addSelections({ selections }: SelectionSetNode, at: FetchedFields): void {
  for (const selection of selections) {
    if (selection.kind === Kind.FIELD) {
      const inner = fieldsAt(at, [nameOf(selection)]);
      if (selection.selectionSet) addSelections(selection.selectionSet, inner);
    } else if (selection.kind === Kind.INLINE_FRAGMENT) addSelections(selection.selectionSet, at);
    else throw new Error('The fetches of a plan have no named fragments.');
  }
}

/** The fields at a path, added where they are missing. */
function fieldsAt(at: FetchedFields, path: readonly string[]): FetchedFields {
  let place = at;
  for (const key of path) {
    const inner: FetchedFields = place.get(key) ?? new Map();
    place.set(key, inner);
    place = inner;
  }
  return place;
}

function merge(into: FetchedFields, from: FetchedFields): void {
  if (into === from) return;
  for (const [key, inner] of from) merge(fieldsAt(into, [key]), inner);
}

function selectionsOf({ definitions }: DocumentNode): SelectionSetNode {
  return (definitions[0] as OperationDefinitionNode).selectionSet;
}
