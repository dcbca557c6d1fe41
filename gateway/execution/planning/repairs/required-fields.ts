import {
  type ConstDirectiveNode,
  type DocumentNode,
  type FieldDefinitionNode,
  type FieldNode,
  type InterfaceTypeDefinitionNode,
  Kind,
  type ObjectTypeDefinitionNode,
  parse,
  print,
  type SelectionNode,
  type SelectionSetNode,
  type TypeNode,
} from 'graphql';
import { printCompact } from '../../operation.ts';

/**
 * A supergraph in which each field with arguments that a `@requires` selects is a field of its own, one for each set of
 * arguments. The planner then does not confuse it with the client's selection of the same field, nor with that of
 * another `@requires` (apollographql/federation#2996).
 */
export interface SeparatedSupergraph {
  document: DocumentNode;
  /** The names of the added fields, each with the name of the real field. */
  added: ReadonlyMap<string, string>;
  /**
   * The added fields that a field requires in a subgraph, as paths of names from the entity. `graph` is the subgraph's
   * name in the enum `join__Graph`.
   */
  requirementsOf(graph: string, type: string, field: string): readonly string[];
}

type TypeWithFields = ObjectTypeDefinitionNode | InterfaceTypeDefinitionNode;

/** Separates the required fields of a supergraph. */
export function separateRequiredFields(supergraph: DocumentNode): SeparatedSupergraph {
  const types = new Map(supergraph.definitions.flatMap((node) => (hasFields(node) ? [[node.name.value, node]] : [])));
  const prefix = unusedPrefix(types.values());
  const added = new Map<string, string>();
  const nameByCall = new Map<string, string>();
  const addedFor = new Map<string, string[]>();
  const requirements = new Map<string, string[]>();
  const required = new Set<string>();

  const separated = new Map<string, TypeWithFields>();
  for (const type of types.values()) {
    const fields = type.fields?.map((field) => withRequires(field, type.name.value));
    separated.set(type.name.value, { ...type, ...(fields && { fields }) });
  }
  if (added.size === 0) return { document: supergraph, added, requirementsOf: () => [] };
  return {
    document: {
      ...supergraph,
      definitions: supergraph.definitions.map((node) =>
        hasFields(node) ? withAddedFields(separated.get(node.name.value) ?? node) : node,
      ),
    },
    added,
    requirementsOf: (graph, type, field) => requirements.get(`${graph} ${type}.${field}`) ?? [],
  };

  function withRequires(field: FieldDefinitionNode, type: string): FieldDefinitionNode {
    return { ...field, directives: field.directives?.map((directive) => separateIn(directive, type, field)) ?? [] };
  }

  function separateIn(directive: ConstDirectiveNode, type: string, field: FieldDefinitionNode): ConstDirectiveNode {
    const requires = textOf(directive, 'requires');
    if (directive.name.value !== 'join__field' || requires === undefined) return directive;
    const graph = `${textOf(directive, 'graph')}`;
    const paths: string[] = [];
    const selectionSet = separate(fieldSetOf(requires), type, { graph, path: '', paths });
    requirements.set(`${graph} ${type}.${field.name.value}`, paths);
    const value = printCompact(selectionSet).slice(1, -1);
    return {
      ...directive,
      arguments:
        directive.arguments?.map((argument) =>
          argument.name.value === 'requires' ? { ...argument, value: { kind: Kind.STRING, value } } : argument,
        ) ?? [],
    };
  }

  /** Renames the fields with arguments in a selection set of a subgraph, and adds their paths to `paths`. */
  function separate(
    set: SelectionSetNode,
    type: string,
    at: { graph: string; path: string; paths: string[] },
  ): SelectionSetNode {
    return { ...set, selections: set.selections.map(separateSelection) };

    function separateSelection(selection: SelectionNode): SelectionNode {
      if (selection.kind === Kind.FRAGMENT_SPREAD) return selection;
      if (selection.kind === Kind.INLINE_FRAGMENT) {
        const condition = selection.typeCondition?.name.value ?? type;
        return { ...selection, selectionSet: separate(selection.selectionSet, condition, at) };
      }
      const definition = types.get(type)?.fields?.find(({ name }) => name.value === selection.name.value);
      if (!definition) return selection;
      const name = definition.arguments?.length ? nameFor(selection) : selection.name.value;
      const path = `${at.path}${name}`;
      if (name !== selection.name.value) at.paths.push(path);
      required.add(`${at.graph} ${type}.${name}`);
      const inner = { ...at, path: `${path}.` };
      const selectionSet =
        selection.selectionSet && separate(selection.selectionSet, namedType(definition.type), inner);
      return { ...selection, name: { kind: Kind.NAME, value: name }, ...(selectionSet && { selectionSet }) };
    }
  }

  function nameFor({ name, arguments: args = [] }: FieldNode): string {
    const call = `${name.value}(${args.map(print).sort().join()})`;
    const known = nameByCall.get(call);
    if (known) return known;
    const own = `${prefix}${nameByCall.size}_${name.value}`;
    nameByCall.set(call, own);
    added.set(own, name.value);
    addedFor.set(name.value, [...(addedFor.get(name.value) ?? []), own]);
    return own;
  }

  /** Interfaces and their objects get the same fields, because an object needs all fields of its interfaces. */
  function withAddedFields(type: TypeWithFields): TypeWithFields {
    const fields = type.fields?.flatMap((field): FieldDefinitionNode[] => {
      const names = field.arguments?.length ? (addedFor.get(field.name.value) ?? []) : [];
      if (names.length === 0) return [field];
      return [field.name.value, ...names].map((value) => ({
        ...field,
        name: { kind: Kind.NAME, value },
        directives: field.directives?.filter((join) => !isUnusedExternal(join, type, value)) ?? [],
      }));
    });
    return { ...type, ...(fields && { fields }) };
  }

  /** A field may be external only where it is required, or where an interface needs it. */
  function isUnusedExternal(join: ConstDirectiveNode, type: TypeWithFields, name: string): boolean {
    if (!isTrue(join, 'external')) return false;
    const graph = textOf(join, 'graph');
    if (required.has(`${graph} ${type.name.value}.${name}`)) return false;
    const interfaces = type.directives?.filter(
      (one) => one.name.value === 'join__implements' && textOf(one, 'graph') === graph,
    );
    const real = added.get(name) ?? name;
    return !interfaces?.some((one) => {
      const field = types.get(textOf(one, 'interface') ?? '')?.fields?.find((own) => own.name.value === real);
      return field && isIn(graph, field);
    });
  }
}

/** Whether a field is in a subgraph. Without a directive, it is in all subgraphs of its type. */
function isIn(graph: string | undefined, { directives = [] }: FieldDefinitionNode): boolean {
  const joins = directives.filter(({ name }) => name.value === 'join__field');
  return joins.length === 0 || joins.some((join) => textOf(join, 'graph') === graph);
}

function hasFields(node: { kind: string }): node is TypeWithFields {
  return node.kind === Kind.OBJECT_TYPE_DEFINITION || node.kind === Kind.INTERFACE_TYPE_DEFINITION;
}

/** A prefix that no field of the supergraph has. */
function unusedPrefix(types: Iterable<TypeWithFields>): string {
  const names = [...types].flatMap(({ fields = [] }) => fields.map(({ name }) => name.value));
  let prefix = '_r';
  while (names.some((name) => name.startsWith(prefix))) prefix += 'r';
  return prefix;
}

/** The text of a string or enum argument of a directive. */
export function textOf({ arguments: args = [] }: ConstDirectiveNode, name: string): string | undefined {
  const value = args.find((argument) => argument.name.value === name)?.value;
  return value?.kind === Kind.STRING || value?.kind === Kind.ENUM ? value.value : undefined;
}

/** Whether a boolean argument of a directive is true. */
function isTrue({ arguments: args = [] }: ConstDirectiveNode, name: string): boolean {
  return args.some(
    (argument) => argument.name.value === name && argument.value.kind === Kind.BOOLEAN && argument.value.value,
  );
}

function fieldSetOf(text: string): SelectionSetNode {
  const [operation] = parse(`{ ${text} }`, { noLocation: true }).definitions;
  if (operation?.kind !== Kind.OPERATION_DEFINITION) throw new Error(`Not a set of fields: ${text}`);
  return operation.selectionSet;
}

function namedType(type: TypeNode): string {
  return type.kind === Kind.NAMED_TYPE ? type.name.value : namedType(type.type);
}
