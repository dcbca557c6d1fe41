import type { Data } from '../../execution/response/complete-response.ts';
import { type TagFormat, tagWith } from './tag-format.ts';

/** The objects at one place of a result. */
export interface Level {
  /** The response key of `__typename`; undefined where all objects have one type. */
  typeKey: string | undefined;
  /** By the name of the type. */
  programs: ReadonlyMap<unknown, Program>;
}

/** What gives the tags of an object of one type. */
export interface Program {
  tags: readonly ObjectTag[];
  children: readonly { key: string; level: Level }[];
}

/** A tag of an object, and the response key of its value. */
export interface ObjectTag {
  format: TagFormat;
  key: string;
  /** Whether the value is in the representation of the entity. */
  isRepresented: boolean;
}

/** Adds the tags of a value and all that is in it. Returns whether all of them are known. */
export function addTags(level: Level, value: unknown, tags: Set<string>): boolean {
  if (Array.isArray(value)) return value.every((item) => addTags(level, item, tags));
  if (typeof value !== 'object' || value === null) return true;
  const object = value as Data;
  const [only] = level.typeKey === undefined ? level.programs.values() : [];
  const program = only ?? level.programs.get(object[level.typeKey as string]);
  return program !== undefined && runProgram(program, object, undefined, tags);
}

/** Adds the tags of an object, which may be an entity without data. Returns whether all of them are known. */
export function runProgram(
  { tags: own, children }: Program,
  object: Data | undefined,
  representation: Data | undefined,
  tags: Set<string>,
): boolean {
  for (const { format, key, isRepresented } of own) {
    const tag = tagWith(format, (isRepresented ? representation : object)?.[key]);
    if (tag === undefined) return false;
    tags.add(tag);
  }
  return !object || children.every(({ key, level }) => addTags(level, object[key], tags));
}
