import { type Message, validateBytes } from 'gltf-validator';
import { isJsonText, readGltfJson } from './container.ts';
import { type DeclaredSizes, externalFiles, readDeclaredSizes } from './declared-sizes.ts';
import { supported } from './extensions.ts';
import { unvalidated } from './images.ts';
import {
  type AssetIssue,
  type AssetIssueSeverity,
  error,
  type Inspection,
  type ModelFacts,
  refused,
} from './inspection.ts';
import { exceededLimit } from './limits.ts';
import { measure } from './measure.ts';

/** The validator stops after this many findings, because a file could cause millions. */
const maximumMessages = 10_000;

const severities: AssetIssueSeverity[] = ['ERROR', 'WARNING', 'INFO', 'HINT'];

/**
 * Inspects a binary glTF 2.0 file in this order: limits, Khronos validator, required extensions, then decoding and
 * measuring.
 */
export async function inspectGlb(file: Uint8Array): Promise<Inspection<ModelFacts>> {
  const glb = Buffer.from(file.buffer, file.byteOffset, file.byteLength);
  if (isJsonText(glb)) {
    return refused('GLTF_NOT_BINARY', 'The file is glTF as JSON text (.gltf). Export it as binary glTF (.glb).');
  }
  const declared = readDeclaredSizes(readGltfJson(glb));
  const exceeded = declared && exceededLimit(declared);
  if (exceeded) return refused(exceeded.code, exceeded.message, 'FILE_TOO_COMPLEX');

  const issues = await validate(glb, declared);
  const unmet = (declared?.extensionsRequired ?? []).filter((name) => !supported.has(name)).map(unsupported);
  // The validator's findings are not reliable for a file that requires an unknown extension.
  if (unmet.length > 0) return { issues: [...unmet, ...issues], facts: null, refusal: 'FILE_UNSUPPORTED' };
  const missing = declared ? externalFiles(declared).map(external) : [];
  issues.unshift(...missing);
  if (issues[0]?.severity === 'ERROR') return { issues, facts: null };
  if (!declared)
    return { issues: [error('UNREADABLE', 'The JSON of the file cannot be read.'), ...issues], facts: null };

  const { facts, refusal, ...found } = await measure(glb).catch((reason: Error) =>
    refused('UNREADABLE', `The file cannot be decoded: ${reason.message}`),
  );
  issues.unshift(...found.issues);
  if (!facts) return { issues, facts, refusal };
  const { extensionsUsed, extensionsRequired, materials } = declared;
  const names = { extensionsUsed: sorted(extensionsUsed), extensionsRequired: sorted(extensionsRequired) };
  // Primitives without a material are rendered with a default one.
  return { issues, facts: { ...facts, materials: Math.max(1, materials.length), ...names } };
}

/** The findings of the Khronos validator, most severe first. */
async function validate(glb: Buffer, declared?: DeclaredSizes): Promise<AssetIssue[]> {
  const options = { format: 'glb', maxIssues: maximumMessages, writeTimestamp: false } as const;
  const { issues: found } = await validateBytes(glb, options);
  const unknown = found.messages.filter(({ code }) => code === 'UNSUPPORTED_EXTENSION');
  const hasUnknown = unknown.some(({ pointer }) => supported.has(nameAt(pointer, declared)));
  const issues = found.messages
    .filter((message) => !declared || concerns(message, declared, hasUnknown))
    .sort((left, right) => left.severity - right.severity)
    .map(issueOf);
  if (found.truncated && found.numErrors === 0) {
    issues.unshift(error('TOO_MANY_ISSUES', `The validator stopped after ${maximumMessages} findings.`));
  }
  return issues;
}

/**
 * Whether a finding is relevant. Excluded are references to other files, which have a finding of ours, and what the
 * validator does not know: image formats of extensions, and objects that an extension may use.
 */
function concerns({ code, pointer = '' }: Message, { images }: DeclaredSizes, hasUnknown: boolean): boolean {
  if (code === 'IO_ERROR') return false;
  if (code === 'UNUSED_OBJECT') return !hasUnknown;
  if (code !== 'VALUE_NOT_IN_LIST' && code !== 'IMAGE_UNRECOGNIZED_FORMAT') return true;
  const image = images[Number(/^\/images\/(\d+)(\/mimeType)?$/.exec(pointer)?.[1] ?? -1)];
  return !unvalidated.includes(String(image?.mimeType));
}

/** The extension to which a finding about `extensionsUsed` points. */
function nameAt(pointer = '', declared?: DeclaredSizes): string {
  return declared?.extensionsUsed[Number(pointer.split('/')[2])] ?? '';
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
  return error('IO_ERROR', `The file refers to ${name}. A GLB must be self-contained.`, pointer);
}

function issueOf({ code, message, severity, pointer }: Message): AssetIssue {
  return { code, message, severity: severities[severity] ?? 'HINT', pointer: pointer ?? null };
}

function sorted(names: readonly string[]): string[] {
  return [...new Set(names)].sort();
}
