import { XmlNode } from '@aws-sdk/xml-builder';

/** The content of an element. An undefined value omits the element; a list repeats it. */
export type XmlValue = string | number | boolean | undefined | XmlValue[] | { [name: string]: XmlValue };

/** An XML document of S3. All but error documents are in S3's namespace. */
export function toXml(root: string, children: Record<string, XmlValue>): string {
  const [node] = nodes(root, children);
  if (root !== 'Error') node?.addAttribute('xmlns', 'http://s3.amazonaws.com/doc/2006-03-01/');
  return `<?xml version="1.0" encoding="UTF-8"?>\n${node}`;
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
