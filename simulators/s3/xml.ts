import { parseXML, XmlNode } from '@aws-sdk/xml-builder';
import type { z } from 'zod';
import { S3Error } from './errors.ts';

/** What an element holds. An absent value leaves its element out; a list repeats it. */
export type XmlValue = string | number | boolean | undefined | XmlValue[] | { [name: string]: XmlValue };

/** A document of S3: `root` with these children, in this order; in S3's namespace, in which errors alone are not. */
export function toXml(root: string, children: Record<string, XmlValue>): string {
  const [node] = nodes(root, children);
  if (root !== 'Error') node?.addAttribute('xmlns', 'http://s3.amazonaws.com/doc/2006-03-01/');
  return `<?xml version="1.0" encoding="UTF-8"?>\n${node}`;
}

/** Reads a document whose root is `root` into `shape`; throws MalformedXML when it does not fit. */
export function fromXml<Shape extends z.ZodType>(text: string, root: string, shape: Shape): z.output<Shape> {
  const result = shape.safeParse(parsed(text)[root]);
  if (result.success) return result.data;
  throw new S3Error('MalformedXML', 'The XML you provided was not well-formed or did not validate.');
}

function parsed(text: string): Record<string, unknown> {
  try {
    return parseXML(text);
  } catch {
    return {};
  }
}

function nodes(name: string, value: XmlValue): XmlNode[] {
  if (value === undefined) return [];
  if (Array.isArray(value)) return value.flatMap((item) => nodes(name, item));
  if (typeof value !== 'object') return [XmlNode.of(name, String(value))];
  return [
    new XmlNode(
      name,
      Object.entries(value).flatMap(([child, content]) => nodes(child, content)),
    ),
  ];
}
