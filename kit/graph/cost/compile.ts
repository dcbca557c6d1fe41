import {
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLCompositeType,
  type GraphQLField,
  type GraphQLObjectType,
  type GraphQLSchema,
  getNamedType,
  isAbstractType,
  isCompositeType,
  isObjectType,
  Kind,
  type OperationDefinitionNode,
  SchemaMetaFieldDef,
  type SelectionSetNode,
  TypeMetaFieldDef,
} from 'graphql';
import { type Amount, type Amounts, collectAmounts } from './amounts.ts';
import { type Declared, isListOf, unknownListSize } from './directives.ts';
import { type About, type IntrospectionSizes, introspectionWeight } from './introspection.ts';

/** An operation that is prepared for cost estimation. */
export interface CompiledOperation {
  root: Target;
  amounts: Amounts;
  /** The number of levels; each has its own `index` below. */
  levels: number;
  /** The number of fields in all levels. */
  fields: number;
}

/**
 * What a selection set selects from an object of one type. A selection set in the document has one level for each type
 * that it may apply to.
 */
export interface Level {
  index: number;
  fields: Field[];
  /** Fragments that apply to the type, spread or inline. */
  spreads: { isTaken: Amount; level: Level }[];
}

/** A field of the document, on one type. */
export interface Field {
  /** Its response key. */
  key: string;
  isTaken: Amount;
  weight: number;
  argumentWeight: Amount;
  /**
   * The number of items it returns: 1 for a field that is not a list, `parent` when `sizedFields` of the parent field
   * determine it.
   */
  size: Amount | 'parent';
  /** The size of the lists of the returned object that `sizedFields` names. */
  sizeOfSized: Amount;
  /** Whether it is a list of an introspection type, or leads to one. */
  isIntrospection: boolean;
  target: Target;
}

/** The cost of each item of a field. `options` has one entry for each possible object type, and none for scalars. */
export interface Target {
  /** The weight of a scalar or enum; 0 for objects. */
  weight: number;
  options: { type: string; weight: number; level: Level }[];
}

/** What the compiler needs of a schema. */
export interface Costed {
  schema: GraphQLSchema;
  declared: Declared;
  introspection: IntrospectionSizes;
}

/**
 * Prepares an operation in time linear in the document: each selection set is compiled once for each type that it may
 * apply to, and a recursive fragment ends at its own spread. Unknown fields and types cost nothing.
 */
export function compileOperation(
  { schema, declared, introspection }: Costed,
  { definitions }: DocumentNode,
  operation: OperationDefinitionNode,
): CompiledOperation {
  const fragments = new Map(
    definitions
      .filter((definition): definition is FragmentDefinitionNode => definition.kind === Kind.FRAGMENT_DEFINITION)
      .map((definition) => [definition.name.value, definition]),
  );
  const amounts = collectAmounts(operation, declared);
  const known = new Map<SelectionSetNode, Map<string, Level>>();
  let levels = 0;
  let fields = 0;
  const type = schema.getRootType(operation.operation);
  const root = type ? targetOf(type, operation.selectionSet, [], undefined) : { weight: 0, options: [] };
  return { root, amounts, levels, fields };

  function targetOf(
    type: GraphQLCompositeType,
    set: SelectionSetNode,
    sized: readonly string[],
    about: About | undefined,
  ): Target {
    const possible = isAbstractType(type) ? schema.getPossibleTypes(type) : [type as GraphQLObjectType];
    const options = possible.map((one) => ({
      type: one.name,
      weight: isIntrospective(one.name) ? introspectionWeight : declared.typeWeight(one),
      level: levelOf(one, set, sized, about),
    }));
    return { weight: 0, options };
  }

  function levelOf(
    type: GraphQLObjectType,
    set: SelectionSetNode,
    sized: readonly string[],
    about: About | undefined,
  ): Level {
    const byKey = known.get(set) ?? new Map<string, Level>();
    known.set(set, byKey);
    const key = sized.length > 0 ? `${type.name} ${sized.join()}` : about ? `${type.name} ${about}` : type.name;
    const found = byKey.get(key);
    if (found) return found;
    const level: Level = { index: levels++, fields: [], spreads: [] };
    byKey.set(key, level);
    for (const selection of set.selections) {
      if (selection.kind === Kind.FIELD) {
        const field = fieldOf(type, selection, sized, about);
        if (field) level.fields.push(field);
        fields += 1;
        continue;
      }
      const inner = selection.kind === Kind.FRAGMENT_SPREAD ? fragments.get(selection.name.value) : selection;
      if (!inner || !applies(type, inner.typeCondition?.name.value)) continue;
      level.spreads.push({
        isTaken: amounts.isTaken(selection.directives),
        level: levelOf(type, inner.selectionSet, sized, about),
      });
    }
    return level;
  }

  function applies(type: GraphQLObjectType, condition: string | undefined): boolean {
    if (condition === undefined || condition === type.name) return true;
    const other = schema.getType(condition);
    return isAbstractType(other) && schema.isSubType(other, type);
  }

  function fieldOf(
    parent: GraphQLObjectType,
    node: FieldNode,
    sized: readonly string[],
    about: About | undefined,
  ): Field | undefined {
    const field = definitionOf(parent, node.name.value);
    if (!field) return undefined;
    const named = getNamedType(field.type);
    const isIntrospection = isIntrospective(named.name) || isIntrospective(parent.name);
    const inner = isIntrospection ? introspection.about(parent.name, field.name, about) : undefined;
    const listSize = declared.listSize(field);
    const own = listSize && amounts.size(node, field, listSize);
    const sizedFields = own === undefined ? [] : (listSize?.sizedFields ?? []);
    return {
      key: (node.alias ?? node.name).value,
      isTaken: amounts.isTaken(node.directives),
      weight: isIntrospection ? 0 : declared.fieldWeight(field),
      argumentWeight: isIntrospection ? 0 : amounts.argumentWeight(node, field),
      size: sizeOf(),
      sizeOfSized: own ?? 0,
      isIntrospection,
      target:
        isCompositeType(named) && node.selectionSet
          ? targetOf(named, node.selectionSet, sizedFields, inner)
          : { weight: isIntrospection ? 0 : declared.typeWeight(named), options: [] },
    };

    function sizeOf(): Amount | 'parent' {
      if (!field || !isListOf(field.type)) return 1;
      if (isIntrospection) return introspection.size(parent.name, field.name, about ?? 'one') ?? 1;
      if (sized.includes(field.name)) return 'parent';
      if (own !== undefined) return own;
      // Types that federation adds to a subgraph have no directives.
      return field.name === '_entities'
        ? amounts.size(node, field, { assumedSize: undefined, slicingArguments: [], sizedFields: [] })
        : unknownListSize;
    }
  }

  function definitionOf(parent: GraphQLObjectType, name: string): GraphQLField<unknown, unknown> | undefined {
    if (parent === schema.getQueryType()) {
      if (name === SchemaMetaFieldDef.name) return SchemaMetaFieldDef;
      if (name === TypeMetaFieldDef.name) return TypeMetaFieldDef;
    }
    // `__typename` has no weight.
    return isObjectType(parent) ? parent.getFields()[name] : undefined;
  }
}

function isIntrospective(typeName: string): boolean {
  return typeName.startsWith('__');
}
