import {
  type FieldNode,
  type GraphQLCompositeType,
  type GraphQLInterfaceType,
  type GraphQLObjectType,
  type GraphQLSchema,
  getNamedType,
  isCompositeType,
  isLeafType,
  Kind,
  type OperationDefinitionNode,
  type SelectionNode,
  type SelectionSetNode,
} from 'graphql';
import type { Data } from '../../execution/response/complete-response.ts';
import { isOfType, nameOf } from '../../execution/selections.ts';
import { type FieldTag, isOfList, tagsOfField } from './field-tags.ts';
import type { Hints } from './hints.ts';
import type { SubgraphSchema } from './subgraph-schema.ts';
import { tagAlias, tagWith, untaggable, validFormat } from './tag-format.ts';
import { addTags, type Level, type ObjectTag, type Program, runProgram } from './tag-program.ts';

/** Reads the tags of what an operation of a plan returns. They have no scope yet. */
export interface TagReader {
  /** The operation, with the fields that tags are read from. They have response keys that no other field has. */
  operation: OperationDefinitionNode;
  /**
   * The tags of a root fetch. Undefined where one is missing: then no invalidation would reach the result. A root field
   * without a value needs a tag of a list, because nothing says what would give it one.
   */
  ofRoot(data: Data, variables: Readonly<Data>): ReadonlySet<string> | undefined;
  /** The tags of an entity, which may be null. */
  ofEntity(representation: Data, entity: unknown, variables: Readonly<Data>): ReadonlySet<string> | undefined;
}

export interface TagOptions {
  hints: Hints;
  /** The full supergraph. */
  schema: GraphQLSchema;
  /** What the subgraph of the operation has of it. */
  own: SubgraphSchema;
  /** The names of the fields in the representations that it is sent. */
  represented: ReadonlySet<string>;
}

type ObjectType = GraphQLObjectType | GraphQLInterfaceType;

/** The selections at one place. */
interface Place {
  sets: readonly SelectionSetNode[];
  /** The type that they are made on; undefined for entities. */
  parent: GraphQLCompositeType | undefined;
}

/** A field of a selection, and whether it may be left out. */
interface Selected {
  field: FieldNode;
  isConditional: boolean;
}

/**
 * Compiles the reader for an operation: each object of a type with `@cacheTag` gives the tags of its type and of its
 * interfaces, and each field with `@cacheTag` gives its own. Undefined where the subgraph cannot be asked for the value
 * of a tag, or a format is invalid.
 */
export function compileTags(operation: OperationDefinitionNode, options: TagOptions): TagReader | undefined {
  const { hints, schema, own, represented } = options;
  const added = new Map<SelectionSetNode, Map<string, SelectionNode>>();
  const fieldTags: FieldTag[] = [];
  const root = schema.getRootType(operation.operation) as GraphQLObjectType;
  const { selectionSet } = operation;
  const fields = fieldsIn(selectionSet, root).map(({ field }) => field);
  const entities = fields.find(({ name }) => name.value === '_entities')?.selectionSet;
  /** The response keys of root fields whose value may be missing. */
  let lists: ReadonlySet<string>;
  let level: Level;
  try {
    lists = new Set(fields.filter((field) => tagsOfField(root, field, hints).some(isOfList)).map(nameOf));
    level = entities
      ? levelOf({ sets: [entities], parent: undefined }, entityTypes(entities))
      : levelOf({ sets: [selectionSet], parent: root }, [root]);
  } catch (error) {
    if (error === untaggable) return undefined;
    throw error;
  }

  return {
    operation: { ...operation, selectionSet: extended(selectionSet) },
    ofRoot: (data, variables) => {
      const tags = new Set<string>();
      const isKnown =
        fields.every((field) => (data[nameOf(field)] ?? null) !== null || lists.has(nameOf(field))) &&
        addTags(level, data, tags) &&
        addFieldTags(variables, tags);
      return isKnown ? tags : undefined;
    },
    ofEntity: (representation, entity, variables) => {
      const tags = new Set<string>();
      const program = level.programs.get(representation.__typename);
      const object = (entity ?? undefined) as Data | undefined;
      const isKnown = program && runProgram(program, object, representation, tags) && addFieldTags(variables, tags);
      return isKnown ? tags : undefined;
    },
  };

  function addFieldTags(variables: Readonly<Data>, tags: Set<string>): boolean {
    return fieldTags.every(({ format, valueFor }) => {
      const tag = tagWith(format, valueFor(variables));
      if (tag !== undefined) tags.add(tag);
      return tag !== undefined;
    });
  }

  /** The types of the entities that an `_entities` field returns. */
  function entityTypes({ selections }: SelectionSetNode): ObjectType[] {
    const types = selections.flatMap((selection) => {
      const condition = selection.kind === Kind.INLINE_FRAGMENT && selection.typeCondition;
      const type = condition ? schema.getType(condition.name.value) : undefined;
      return isCompositeType(type) ? own.objectTypesOf(type) : [];
    });
    return [...new Set(types)];
  }

  function levelOf(place: Place, types: readonly ObjectType[]): Level {
    const programs = new Map(types.map((type) => [type.name, programOf(place, type)] as const));
    const isTyped = place.parent && types.length > 1 && [...programs.values()].some((program) => !isEmpty(program));
    return { typeKey: isTyped ? typeKeyOf(place) : undefined, programs };
  }

  function programOf(place: Place, type: ObjectType): Program {
    const selected = place.sets.flatMap((set) => fieldsIn(set, type));
    const children = [...Map.groupBy(selected, ({ field }) => nameOf(field))].flatMap(([key, same]) => {
      const [{ field }] = same as [Selected];
      fieldTags.push(...tagsOfField(type, field, hints));
      const returned = getNamedType(type.getFields()[field.name.value]?.type);
      if (!isCompositeType(returned)) return [];
      const sets = same.flatMap((one) => one.field.selectionSet ?? []);
      const level = levelOf({ sets, parent: returned }, own.objectTypesOf(returned));
      return [...level.programs.values()].every(isEmpty) ? [] : [{ key, level }];
    });
    return { tags: tagsOf(type, place, selected), children };
  }

  function tagsOf(type: ObjectType, place: Place, selected: readonly Selected[]): ObjectTag[] {
    const formats = [type, ...type.getInterfaces()].flatMap((one) => hints.tagsOfType(one));
    return [...new Set(formats)].map((text) => {
      const format = validFormat(text);
      if (!format.value) return { format, key: '', isRepresented: false };
      if (format.value.from !== 'key') throw untaggable;
      const { name } = format.value;
      if (!place.parent && represented.has(name)) return { format, key: name, isRepresented: true };
      const present = selected.find(
        ({ field, isConditional }) => field.name.value === name && !field.arguments?.length && !isConditional,
      );
      return { format, key: present ? nameOf(present.field) : addField(place, type, name), isRepresented: false };
    });
  }

  /** Adds a field of a type to the selections. Returns its response key. */
  function addField(place: Place, type: ObjectType, name: string): string {
    if (!own.resolves(type, name) || !isLeafType(getNamedType(type.getFields()[name]?.type))) throw untaggable;
    const alias = tagAlias(type.name, name);
    const field: SelectionNode = { kind: Kind.FIELD, alias: nameNode(alias), name: nameNode(name) };
    const typeCondition = { kind: Kind.NAMED_TYPE, name: nameNode(type.name) } as const;
    const selectionSet: SelectionSetNode = { kind: Kind.SELECTION_SET, selections: [field] };
    const isOwn = place.parent === type;
    add(place, alias, isOwn ? field : { kind: Kind.INLINE_FRAGMENT, typeCondition, selectionSet });
    return alias;
  }

  function typeKeyOf(place: Place): string {
    const present = place.sets
      .flatMap(({ selections }) => selections)
      .find((one) => one.kind === Kind.FIELD && one.name.value === '__typename' && !one.directives?.length);
    if (present) return nameOf(present as FieldNode);
    const alias = tagAlias('', 'typename');
    add(place, alias, { kind: Kind.FIELD, alias: nameNode(alias), name: nameNode('__typename') });
    return alias;
  }

  function add({ sets: [set] }: Place, alias: string, selection: SelectionNode): void {
    if (!set) throw untaggable;
    const known = added.get(set) ?? new Map<string, SelectionNode>();
    added.set(set, known.set(alias, selection));
  }

  function fieldsIn({ selections }: SelectionSetNode, type: ObjectType, isConditional = false): Selected[] {
    return selections.flatMap((selection): Selected[] => {
      const isOptional = isConditional || (selection.directives?.length ?? 0) > 0;
      if (selection.kind === Kind.FIELD) return [{ field: selection, isConditional: isOptional }];
      if (selection.kind === Kind.FRAGMENT_SPREAD) throw untaggable;
      const condition = selection.typeCondition?.name.value;
      const applies = condition === undefined || isOfType(type.name, condition, schema);
      return applies ? fieldsIn(selection.selectionSet, type, isOptional) : [];
    });
  }

  function extended(set: SelectionSetNode): SelectionSetNode {
    const selections = set.selections.map((selection) =>
      'selectionSet' in selection && selection.selectionSet
        ? { ...selection, selectionSet: extended(selection.selectionSet) }
        : selection,
    );
    return { ...set, selections: [...selections, ...(added.get(set)?.values() ?? [])] };
  }
}

function isEmpty({ tags, children }: Program): boolean {
  return tags.length === 0 && children.length === 0;
}

function nameNode(value: string) {
  return { kind: Kind.NAME, value } as const;
}
