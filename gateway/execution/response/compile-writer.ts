import type { GraphQLAbstractType, GraphQLObjectType, GraphQLSchema } from 'graphql';
import { isObjectType } from 'graphql';
import { isPlainName, quote } from '../json-text.ts';
import type { Data } from './complete-response.ts';
import type { Completion, LeafForm } from './completion.ts';
import { leafTexts, unusual } from './leaf-texts.ts';
import type { ResponseField, ResponseShape } from './response-shape.ts';

/**
 * Writes the `data` of a response as JSON, if all values are valid where they are and it has at most `limit` characters;
 * otherwise returns undefined, and the response must be completed value by value: see `completeResponse`.
 * `missing`: the entities whose missing fields are null without an error.
 */
export type WriteResponse = (data: Data, missing: ReadonlySet<unknown>, limit: number) => string | undefined;

/** The state of one call of a writer. */
interface Output {
  text: string;
  missing: ReadonlySet<unknown>;
  limit: number;
}

type WriteObject = (object: Data) => void;

/**
 * Compiles the writer of a response: one JavaScript function for each selection of a concrete type, with the constant
 * parts of the JSON as literals. Functions for the types of an interface or union are compiled when they first occur.
 * Undefined where a field needs more than fetched data, or has the name of an inherited property.
 */
export function compileWriter(
  root: GraphQLObjectType,
  shape: ResponseShape,
  schema: GraphQLSchema,
): WriteResponse | undefined {
  const output: Output = { text: '', missing: new Set(), limit: 0 };
  const write = compileObject(root, shape);
  if (!write) return undefined;

  return (data, missing, limit) => {
    Object.assign(output, { text: '', missing, limit });
    try {
      write(data);
      const { text } = output;
      return Buffer.byteLength(text) <= limit ? text : undefined;
    } catch (error) {
      if (error === unusual) return undefined;
      throw error;
    } finally {
      // The text of a large response would otherwise stay in memory until the next response of this operation.
      output.text = '';
      output.missing = noEntities;
    }
  };

  function compileObject(type: GraphQLObjectType, shape: ResponseShape): WriteObject | undefined {
    const source = new Source();
    const name = source.writeObject(type, shape);
    if (name === undefined) return undefined;
    const parameters = ['output', 'unusual', 'leaves', 'constants'];
    const values = [output, unusual, leafTexts, source.constants.map(bind)];
    // The source has no text of a client but response keys as JSON, and names that the GraphQL grammar allows.
    return new Function(...parameters, `${source.functions.join('\n')}\nreturn ${name};`)(...values) as WriteObject;
  }

  /** Replaces the description of an abstract type with its writer. */
  function bind(constant: Constant): unknown {
    return 'shape' in constant ? abstractWriter(constant) : constant.texts;
  }

  function abstractWriter({ type, untyped, shape }: AbstractPlace): WriteObject {
    const writers = new Map<unknown, WriteObject | undefined>();
    return (object) => {
      const name = object.__typename;
      if (!writers.has(name)) {
        const concrete = typeof name === 'string' ? schema.getType(name) : name === undefined ? untyped : undefined;
        // A subgraph may return any name: only those of the schema are kept.
        if (!isObjectType(concrete) || (concrete !== untyped && !schema.isSubType(type, concrete))) throw unusual;
        writers.set(name, compileObject(concrete, shape));
      }
      const write = writers.get(name);
      if (!write) throw unusual;
      write(object);
    };
  }
}

const noEntities: ReadonlySet<unknown> = new Set();

interface AbstractPlace {
  type: GraphQLAbstractType;
  untyped: GraphQLObjectType | undefined;
  shape: ResponseShape;
}

/** A value that generated code refers to by its index. */
type Constant = AbstractPlace | { texts: ReadonlyMap<unknown, string> };

/** The source of the functions that write an object and the objects in it. */
class Source {
  readonly functions: string[] = [];
  readonly constants: Constant[] = [];

  /** Adds the function for objects of a type. Returns its name; undefined where a field cannot be written. */
  writeObject(type: GraphQLObjectType, shape: ResponseShape): string | undefined {
    const statements: string[] = [];
    let text = '{';
    const flush = () => {
      if (text !== '') statements.push(`text += ${JSON.stringify(text)};`);
      text = '';
    };
    for (const [index, field] of shape.fieldsOf(type).entries()) {
      text += `${index === 0 ? '' : ','}${JSON.stringify(field.key)}:`;
      if (field.source === 'typename') text += quote(type.name);
      else {
        const value = this.#writeField(field);
        if (value === undefined) return undefined;
        flush();
        statements.push(value);
      }
    }
    text += '}';
    flush();
    const name = `write${this.functions.length}`;
    this.functions.push(`function ${name}(object) { ${start} ${statements.join(' ')} output.text += text; }`);
    return name;
  }

  #writeField(field: ResponseField): string | undefined {
    if (field.source !== 'subgraphs' || !isPlainName(field.plannedName)) return undefined;
    const value = this.#writeValue(field.completion, field.shape, 'value', 0);
    if (value === undefined) return undefined;
    const missing = field.completion.isNonNull
      ? ''
      : `if (value === undefined && output.missing.has(object)) text += 'null'; else `;
    return `value = object.${field.plannedName}; ${missing}${value}`;
  }

  /** A statement that writes the value of a variable. */
  #writeValue(completion: Completion, shape: ResponseShape, variable: string, depth: number): string | undefined {
    const present = this.#writePresent(completion, shape, variable, depth);
    if (present === undefined || completion.isNonNull) return present;
    return `if (${variable} === null) text += 'null'; else ${present}`;
  }

  #writePresent(completion: Completion, shape: ResponseShape, variable: string, depth: number): string | undefined {
    if (completion.kind === 'leaf') return this.#writeLeaf(completion.form, variable);
    if (completion.kind === 'list') {
      const item = `item${depth}`;
      const write = this.#writeValue(completion.item, shape, item, depth + 1);
      return write && listStatement(variable, `index${depth}`, item, write);
    }
    const name =
      completion.kind === 'object'
        ? this.writeObject(completion.type, shape)
        : this.#constant({ ...completion, shape });
    return (
      name &&
      `{ if (typeof ${variable} !== 'object' || ${variable} === null || Array.isArray(${variable})) throw unusual; output.text += text; text = ''; ${name}(${variable}); }`
    );
  }

  #writeLeaf(form: LeafForm, variable: string): string {
    return typeof form === 'string'
      ? `text += leaves.${form}(${variable});`
      : `text += leaves.enum(${variable}, ${this.#constant({ texts: form })});`;
  }

  #constant(constant: Constant): string {
    this.constants.push(constant);
    return `constants[${this.constants.length - 1}]`;
  }
}

/** A response whose values share objects may be far larger than its data. */
const start = "if (output.text.length > output.limit) throw unusual; let text = ''; let value;";

function listStatement(list: string, index: string, item: string, write: string): string {
  return (
    `{ if (!Array.isArray(${list})) throw unusual; text += '['; ` +
    `for (let ${index} = 0; ${index} < ${list}.length; ${index} += 1) { ` +
    `if (${index} > 0) text += ','; const ${item} = ${list}[${index}]; ${write} } text += ']'; }`
  );
}
