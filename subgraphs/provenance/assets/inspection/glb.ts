import { type Message, validateBytes } from 'gltf-validator';
import type { AssetIssue, AssetIssueSeverity } from '#generated/provenance.ts';
import { type Claims, externalFiles, readClaims } from './claims.ts';
import { isJsonText, readGltfJson } from './container.ts';
import { supported } from './extensions.ts';
import { unvalidated } from './images.ts';
import { error, type Inspection, type ModelFacts, refused } from './inspection.ts';
import { excessOf } from './limits.ts';
import { measure } from './measure.ts';

/** Behind so many findings the validator stops: a file could have millions. */
const mostMessages = 10_000;

const severities: AssetIssueSeverity[] = ['ERROR', 'WARNING', 'INFO', 'HINT'];

/**
 * Looks into a binary glTF 2.0. Limits come first, then the Khronos validator, then what the file requires of its reader;
 * what passes is decoded and measured.
 */
export async function inspectGlb(file: Uint8Array): Promise<Inspection<ModelFacts>> {
  const glb = Buffer.from(file.buffer, file.byteOffset, file.byteLength);
  if (isJsonText(glb)) {
    return refused('GLTF_NOT_BINARY', 'The file is glTF as JSON text (.gltf). Export it as binary glTF (.glb).');
  }
  const claims = readClaims(readGltfJson(glb));
  const excess = claims && excessOf(claims);
  if (excess) return refused(excess.code, excess.message, 'FILE_TOO_COMPLEX');

  const issues = await validate(glb, claims);
  const demands = (claims?.extensionsRequired ?? []).filter((name) => !supported.has(name)).map(unsupported);
  // Of a file that needs an unknown extension, the validator cannot say that it is broken.
  if (demands.length > 0) return { issues: [...demands, ...issues], facts: null, refusal: 'FILE_UNSUPPORTED' };
  const missing = claims ? externalFiles(claims).map(external) : [];
  issues.unshift(...missing);
  if (issues[0]?.severity === 'ERROR') return { issues, facts: null };
  if (!claims) return { issues: [error('UNREADABLE', 'The JSON of the file cannot be read.'), ...issues], facts: null };

  const { facts, refusal, ...found } = await measure(glb).catch((reason: Error) =>
    refused('UNREADABLE', `The file cannot be decoded: ${reason.message}`),
  );
  issues.unshift(...found.issues);
  if (!facts) return { issues, facts, refusal };
  const { extensionsUsed, extensionsRequired, materials } = claims;
  const names = { extensionsUsed: sorted(extensionsUsed), extensionsRequired: sorted(extensionsRequired) };
  // What names no material is rendered with the default one.
  return { issues, facts: { ...facts, materials: Math.max(1, materials.length), ...names } };
}

/** What the Khronos validator finds, the gravest first. */
async function validate(glb: Buffer, claims?: Claims): Promise<AssetIssue[]> {
  const options = { format: 'glb', maxIssues: mostMessages, writeTimestamp: false } as const;
  const { issues: found } = await validateBytes(glb, options);
  const unknown = found.messages.filter(({ code }) => code === 'UNSUPPORTED_EXTENSION');
  const hasUnknown = unknown.some(({ pointer }) => supported.has(nameAt(pointer, claims)));
  const issues = found.messages
    .filter((message) => !claims || concerns(message, claims, hasUnknown))
    .sort((left, right) => left.severity - right.severity)
    .map(issueOf);
  if (found.truncated && found.numErrors === 0) {
    issues.unshift(error('TOO_MANY_ISSUES', `The validator stopped after ${mostMessages} findings.`));
  }
  return issues;
}

/**
 * Whether a finding concerns the file, and not only what the validator does not know: other files, which are told more
 * clearly, formats of images that extensions allow, and objects that may be used by an extension.
 */
function concerns({ code, pointer = '' }: Message, { images }: Claims, hasUnknown: boolean): boolean {
  if (code === 'IO_ERROR') return false;
  if (code === 'UNUSED_OBJECT') return !hasUnknown;
  if (code !== 'VALUE_NOT_IN_LIST' && code !== 'IMAGE_UNRECOGNIZED_FORMAT') return true;
  const image = images[Number(/^\/images\/(\d+)(\/mimeType)?$/.exec(pointer)?.[1] ?? -1)];
  return !unvalidated.includes(String(image?.mimeType));
}

/** The extension that a finding about `extensionsUsed` points at. */
function nameAt(pointer = '', claims?: Claims): string {
  return claims?.extensionsUsed[Number(pointer.split('/')[2])] ?? '';
}

function unsupported(name: string): AssetIssue {
  return error(
    'UNSUPPORTED_EXTENSION',
    `The file requires the extension ${name}, which is not supported.`,
    '/extensionsRequired',
  );
}

function external({ uri, pointer }: { uri: string; pointer: string }): AssetIssue {
  const name = uri.length > 100 ? `${uri.slice(0, 100)}…` : uri;
  return error('IO_ERROR', `The file needs ${name}. A GLB holds everything itself.`, pointer);
}

function issueOf({ code, message, severity, pointer }: Message): AssetIssue {
  return { code, message, severity: severities[severity] ?? 'HINT', pointer: pointer ?? null };
}

function sorted(names: readonly string[]): string[] {
  return [...new Set(names)].sort();
}
