import { documentTypes } from './document-types.ts';
import type { DocumentType, Field, Member } from './fields.ts';

type Value = Record<string, unknown>;
type Shape = Omit<Field, 'name'> & Pick<Member, 'styles' | 'lists' | 'marks'>;

/**
 * The validation errors of a document, a sentence each; empty for a valid one. These are the rules that a Studio applies in the
 * editor's browser; the content lake stores any document. Documents of other types are not validated.
 */
export function validationErrorsOf(document: Value): string[] {
  const type = documentTypes.find(({ name }) => name === document._type);
  return type ? fieldErrors(document, type.fields, '') : [];
}

function fieldErrors(value: Value, fields: DocumentType['fields'], path: string): string[] {
  const unknown = Object.keys(value).filter((name) => !name.startsWith('_') && !fields.some((f) => f.name === name));
  return [
    ...unknown.map((name) => `${path}${name} is not a field of ${value._type ?? 'this object'}`),
    ...fields.flatMap((field) => {
      const content = value[field.name];
      if (content !== undefined && content !== null) return errorsOf(content, field, path + field.name);
      return field.required ? [`${path}${field.name} is required`] : [];
    }),
  ];
}

function errorsOf(value: unknown, shape: Shape, path: string): string[] {
  switch (shape.type) {
    case 'string':
    case 'text':
      return textErrors(value, shape, path);
    case 'url':
      return typeof value === 'string' && URL.canParse(value) ? [] : [`${path} is not a URL`];
    case 'datetime':
      return typeof value === 'string' && isInstant(value) ? [] : [`${path} is not a date and time (RFC 3339)`];
    case 'number':
      return numberErrors(value, shape, path);
    case 'date':
      return typeof value === 'string' && isDay(value) ? [] : [`${path} is not a date (YYYY-MM-DD)`];
    case 'time':
      return typeof value === 'string' && /^(([01]\d|2[0-3]):[0-5]\d|24:00)$/.test(value)
        ? []
        : [`${path} is not a time of day (HH:MM)`];
    case 'array':
      return Array.isArray(value)
        ? [
            ...value.flatMap((item, index) => memberErrors(item, shape, `${path}[${index}]`)),
            ...sameErrors(value, shape, path),
          ]
        : [`${path} is not an array`];
    default:
      return isObject(value) ? objectErrors(value, shape, path) : [`${path} is not an object`];
  }
}

function textErrors(value: unknown, shape: Shape, path: string): string[] {
  if (typeof value !== 'string') return [`${path} is not a string`];
  if (shape.required && value.trim() === '') return [`${path} is empty`];
  const list = shape.options?.list;
  return list && !list.includes(value) ? [`${path} is none of ${list.join(', ')}`] : [];
}

function numberErrors(value: unknown, shape: Shape, path: string): string[] {
  if (typeof value !== 'number') return [`${path} is not a number`];
  if (shape.least !== undefined && value < shape.least) return [`${path} is less than ${shape.least}`];
  const list = shape.options?.list;
  return list && !list.includes(value) ? [`${path} is none of ${list.join(', ')}`] : [];
}

/** The errors of members that have the same value in the field in which they must differ. */
function sameErrors(members: readonly unknown[], { differIn }: Shape, path: string): string[] {
  if (differIn === undefined) return [];
  const values = members.map((member) => (isObject(member) ? member[differIn] : undefined));
  return values.flatMap((value, index) =>
    value !== undefined && values.indexOf(value) < index
      ? [`${path}[${index}].${differIn} is that of ${path}[${values.indexOf(value)}]`]
      : [],
  );
}

function objectErrors(value: Value, shape: Shape, path: string): string[] {
  switch (shape.type) {
    case 'slug':
      return fieldErrors(value, [{ name: 'current', type: 'string', required: true }], `${path}.`);
    case 'reference':
      return typeof value._ref === 'string' ? [] : [`${path}._ref is required`];
    case 'image': {
      const asset: Field = { name: 'asset', type: 'reference', required: true };
      const framing: Field[] = ['crop', 'hotspot'].map((name) => ({ name, type: 'any' }));
      return fieldErrors(value, [asset, ...framing, ...(shape.fields ?? [])], `${path}.`);
    }
    case 'geopoint':
      return isPoint(value) ? [] : [`${path} is not a point on earth`];
    case 'block':
      return blockErrors(value, shape, path);
    case 'object':
      return fieldErrors(value, shape.fields ?? [], `${path}.`);
    default:
      return [];
  }
}

/** The type of a member is found by `_type`, and each object needs the `_key` by which editors and patches refer to it. */
function memberErrors(value: unknown, { of = [] }: Shape, path: string): string[] {
  const plain = of.find(({ type }) => type === 'string' || type === 'number');
  if (plain && !isObject(value)) return errorsOf(value, plain, path);
  if (!isObject(value)) return [`${path} is not an object`];
  const member = of.find(({ name, type }) => (name ?? type) === (value._type ?? 'reference'));
  if (!member) return [`${path} is of type ${value._type}, not one of ${of.map((m) => m.name ?? m.type).join(', ')}`];
  const keyError = typeof value._key === 'string' ? [] : [`${path}._key is required`];
  return [...keyError, ...errorsOf(value, member, path)];
}

function blockErrors(value: Value, shape: Shape, path: string): string[] {
  const { style = 'normal', listItem, children, markDefs = [] } = value;
  const errors: string[] = [];
  if (!shape.styles?.some((known) => known.value === style)) errors.push(`${path}.style ${style} is unknown`);
  if (listItem !== undefined && !shape.lists?.some((known) => known.value === listItem)) {
    errors.push(`${path}.listItem ${listItem} is unknown`);
  }
  if (!Array.isArray(children) || !Array.isArray(markDefs)) return [...errors, `${path} needs children and markDefs`];

  const definitions = memberListErrors(markDefs, shape.marks?.annotations ?? [], `${path}.markDefs`);
  const known = new Set([...(shape.marks?.decorators.map((mark) => mark.value) ?? []), ...markDefs.map((d) => d._key)]);
  const spans = children.flatMap((span, index) => {
    const place = `${path}.children[${index}]`;
    if (!isObject(span) || span._type !== 'span' || typeof span.text !== 'string') return [`${place} is not a span`];
    const marks = Array.isArray(span.marks) ? span.marks : [];
    return marks.filter((mark) => !known.has(mark)).map((mark) => `${place} has the unknown mark ${mark}`);
  });
  return [...errors, ...definitions, ...spans];
}

function memberListErrors(values: unknown[], of: Member[], path: string): string[] {
  return values.flatMap((value, index) => memberErrors(value, { type: 'array', of }, `${path}[${index}]`));
}

function isObject(value: unknown): value is Value {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isInstant(text: string): boolean {
  return /^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:\d\d)$/.test(text) && !Number.isNaN(Date.parse(text));
}

function isDay(text: string): boolean {
  return /^\d{4}-\d\d-\d\d$/.test(text) && new Date(`${text}T00:00:00Z`).toJSON()?.startsWith(text) === true;
}

function isPoint({ lat, lng }: Value): boolean {
  return typeof lat === 'number' && typeof lng === 'number' && Math.abs(lat) <= 90 && Math.abs(lng) <= 180;
}
