import type { FetchDataRewrite, FetchNode, PlanNode, QueryPlan, QueryPlanSelectionNode } from '@apollo/query-planner';
import {
  type DocumentNode,
  type FieldNode,
  Kind,
  type OperationDefinitionNode,
  parse,
  type SelectionNode,
  type SelectionSetNode,
  visit,
} from 'graphql';
import { printCompact } from '../../operation.ts';
import type { SeparatedSupergraph } from './required-fields.ts';

/** Where the added fields of a supergraph appear in its plans. */
export interface AddedFields extends Pick<SeparatedSupergraph, 'added' | 'requirementsOf'> {
  /** The name of a subgraph in the enum `join__Graph`. */
  graphOf(serviceName: string): string;
}

/**
 * A plan for the real subgraphs. An added field becomes an alias of the real field, and has that field's
 * name in representations. Where one fetch requires a field twice, with different arguments, it becomes several.
 */
export function restorePlan(plan: QueryPlan, fields: AddedFields): QueryPlan {
  if (!plan.node || plan.node.kind === 'Subscription' || fields.added.size === 0) return plan;
  return { ...plan, node: together(restore(plan.node, fields)) };
}

/** The restored nodes of a plan's node. They are independent of each other. */
function restore(node: PlanNode, fields: AddedFields): PlanNode[] {
  switch (node.kind) {
    case 'Fetch':
      return separateFetches(node, fields).map((fetch) => restoreFetch(fetch, fields));
    case 'Flatten':
      return restore(node.node, fields).map((inner) => ({ ...node, node: inner }));
    case 'Sequence':
      return [{ ...node, nodes: node.nodes.map((step) => together(restore(step, fields))) }];
    case 'Parallel':
      return [{ ...node, nodes: node.nodes.flatMap((step) => restore(step, fields)) }];
    default:
      throw new Error(`The plan contains a ${node.kind} node, which is not supported.`);
  }
}

function together(nodes: PlanNode[]): PlanNode {
  const [only, ...others] = nodes as [PlanNode, ...PlanNode[]];
  return others.length === 0 ? only : { kind: 'Parallel', nodes };
}

function restoreFetch(fetch: FetchNode, { added }: AddedFields): FetchNode {
  const renames = renamesIn(fetch.requires ?? [], [], added);
  const { operationDocumentNode: _, ...rest } = fetch;
  const restored = [...added.keys()].some((name) => fetch.operation.includes(name))
    ? { ...rest, operation: printCompact(withAliases(parse(fetch.operation, { noLocation: true }), added)) }
    : rest;
  return renames.length === 0 ? restored : { ...restored, inputRewrites: [...renames, ...(fetch.inputRewrites ?? [])] };
}

function withAliases(operation: DocumentNode, added: AddedFields['added']): DocumentNode {
  return visit(operation, {
    Field(field) {
      const name = added.get(field.name.value);
      if (name === undefined) return undefined;
      return { ...field, alias: field.alias ?? field.name, name: { kind: Kind.NAME, value: name } };
    },
  });
}

/** The rewrites that give added fields their real names in a representation. */
function renamesIn(
  selections: readonly QueryPlanSelectionNode[],
  path: readonly string[],
  added: AddedFields['added'],
): FetchDataRewrite[] {
  return selections.flatMap((selection): FetchDataRewrite[] => {
    // A type condition is not needed: an added field is a copy of the same field on each type.
    if (selection.kind === 'InlineFragment') return renamesIn(selection.selections, path, added);
    const inner = [...path, selection.name];
    const name = added.get(selection.name);
    return [
      // The inner fields first, because their paths contain the added name.
      ...renamesIn(selection.selections ?? [], inner, added),
      ...(name === undefined ? [] : [{ kind: 'KeyRenamer', path: inner, renameKeyTo: name } as const]),
    ];
  });
}

/** Entity fields that can be fetched together, with the paths of the added fields that they require. */
interface Group {
  fields: Set<SelectionNode>;
  paths: Set<string>;
}

/** Separates a fetch of entities in which fields require one field with different arguments. */
function separateFetches(fetch: FetchNode, fields: AddedFields): FetchNode[] {
  if (!fetch.requires || !hasConflict(pathsIn(fetch.requires, ''), fields.added)) return [fetch];
  const document = parse(fetch.operation, { noLocation: true });
  const operation = document.definitions[0] as OperationDefinitionNode;
  const entities = operation.selectionSet.selections[0] as FieldNode;
  const graph = fields.graphOf(fetch.serviceName);
  const groups: Group[] = [];
  for (const { field, type } of entityFields(entities.selectionSet as SelectionSetNode, '')) {
    const name = fields.added.get(field.name.value) ?? field.name.value;
    const paths = fields.requirementsOf(graph, type, name);
    const group = groups.find((one) => !hasConflict([...one.paths, ...paths], fields.added)) ?? newGroup(groups);
    group.fields.add(field);
    for (const path of paths) group.paths.add(path);
  }
  return groups.map((group) => {
    const others = groups.flatMap(({ paths }) => [...paths]).filter((path) => !group.paths.has(path));
    const selectionSet = only(group.fields, entities.selectionSet as SelectionSetNode);
    return {
      ...fetch,
      requires: without(new Set(others), fetch.requires ?? [], ''),
      ...operationOf({
        ...operation,
        selectionSet: { ...operation.selectionSet, selections: [{ ...entities, selectionSet }] },
      }),
    };
  });
}

function newGroup(groups: Group[]): Group {
  const group: Group = { fields: new Set(), paths: new Set() };
  groups.push(group);
  return group;
}

/** The text of an operation without the variables that it does not use, and the names of those that it does. */
export function operationOf(operation: OperationDefinitionNode): Pick<FetchNode, 'operation' | 'variableUsages'> {
  const used = new Set<string>();
  visit(operation.selectionSet, {
    Variable({ name }) {
      used.add(name.value);
    },
  });
  const variableDefinitions = operation.variableDefinitions?.filter(({ variable }) => used.has(variable.name.value));
  used.delete('representations');
  const document: DocumentNode = {
    kind: Kind.DOCUMENT,
    definitions: [{ ...operation, ...(variableDefinitions && { variableDefinitions }) }],
  };
  return { operation: printCompact(document), variableUsages: [...used] };
}

function* entityFields(set: SelectionSetNode, type: string): Generator<{ field: FieldNode; type: string }> {
  for (const selection of set.selections) {
    if (selection.kind === Kind.FIELD) yield { field: selection, type };
    else if (selection.kind === Kind.INLINE_FRAGMENT)
      yield* entityFields(selection.selectionSet, selection.typeCondition?.name.value ?? type);
  }
}

/** The same selections with these fields of the entities only. */
function only(fields: ReadonlySet<SelectionNode>, set: SelectionSetNode): SelectionSetNode {
  const selections = set.selections.flatMap((selection): SelectionNode[] => {
    if (selection.kind !== Kind.INLINE_FRAGMENT) return fields.has(selection) ? [selection] : [];
    const inner = only(fields, selection.selectionSet);
    return inner.selections.length === 0 ? [] : [{ ...selection, selectionSet: inner }];
  });
  return { ...set, selections };
}

/** The paths of all fields of a representation, without type conditions. */
function pathsIn(selections: readonly QueryPlanSelectionNode[], at: string): string[] {
  return selections.flatMap((selection) => {
    if (selection.kind === 'InlineFragment') return pathsIn(selection.selections, at);
    const path = `${at}${selection.name}`;
    return [path, ...pathsIn(selection.selections ?? [], `${path}.`)];
  });
}

/** Whether two of the paths lead to the same field with different arguments. */
function hasConflict(paths: readonly string[], added: AddedFields['added']): boolean {
  const known = new Map<string, string>();
  return paths.some((path) => {
    const real = path
      .split('.')
      .map((name) => added.get(name) ?? name)
      .join('.');
    const other = known.get(real) ?? path;
    known.set(real, path);
    return other !== path;
  });
}

/** The selections of a representation without the fields at these paths. */
function without(
  paths: ReadonlySet<string>,
  selections: readonly QueryPlanSelectionNode[],
  at: string,
): QueryPlanSelectionNode[] {
  return selections.flatMap((selection): QueryPlanSelectionNode[] => {
    if (selection.kind === 'InlineFragment') {
      const inner = without(paths, selection.selections, at);
      return inner.length === 0 ? [] : [{ ...selection, selections: inner }];
    }
    const path = `${at}${selection.name}`;
    if (paths.has(path)) return [];
    if (!selection.selections) return [selection];
    const inner = without(paths, selection.selections, `${path}.`);
    return inner.length === 0 ? [] : [{ ...selection, selections: inner }];
  });
}
