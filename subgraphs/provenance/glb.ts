import { getBounds, Logger, NodeIO } from '@gltf-transform/core';
import { type Message, validateBytes } from 'gltf-validator';
import type { AssetIssue, AssetIssueSeverity } from '#generated/provenance.ts';
import { error, type Inspection, type ModelFacts, type Point } from './inspection.ts';

/** Behind so many findings the validator stops: a file could have millions. */
const mostMessages = 10_000;

const severities: AssetIssueSeverity[] = ['ERROR', 'WARNING', 'INFO', 'HINT'];

/** Validates binary glTF 2.0 by the Khronos validator and measures it. */
export async function inspectGlb(glb: Uint8Array): Promise<Inspection<ModelFacts>> {
  const options = { format: 'glb', maxIssues: mostMessages, writeTimestamp: false } as const;
  const { issues: found, info } = await validateBytes(glb, options);
  const issues = found.messages.sort((left, right) => left.severity - right.severity).map(issueOf);
  if (found.truncated && found.numErrors === 0) {
    issues.unshift(error('TOO_MANY_ISSUES', `The validator stopped after ${mostMessages} findings.`));
  }
  if (!info || issues[0]?.severity === 'ERROR') return { issues, facts: null };

  const box = await measure(glb).catch((reason: Error) => reason.message);
  if (typeof box === 'string') return { issues: [error('UNREADABLE', box), ...issues], facts: null };
  const { totalTriangleCount: triangles, materialCount } = info;
  if (!box || triangles === 0)
    return { issues: [error('EMPTY', 'The scene has no triangles.'), ...issues], facts: null };
  // What names no material is rendered with the default one.
  return { issues, facts: { triangles, boundingBox: box, materials: Math.max(1, materialCount) } };
}

/** The box that the scene fills; undefined where it is empty. Rejects what needs a decoder or other files to be read. */
async function measure(glb: Uint8Array): Promise<ModelFacts['boundingBox'] | undefined> {
  const io = new NodeIO().setLogger(new Logger(Logger.Verbosity.SILENT));
  const root = (await io.readBinary(glb)).getRoot();
  const scene = root.getDefaultScene() ?? root.listScenes()[0];
  if (!scene) return undefined;
  const { min, max } = getBounds(scene);
  return [...min, ...max].every(Number.isFinite) ? { min: rounded(min), max: rounded(max) } : undefined;
}

function issueOf({ code, message, severity, pointer }: Message): AssetIssue {
  return { code, message, severity: severities[severity] ?? 'HINT', pointer: pointer ?? null };
}

/** To the hundredth of a millimetre: beyond that is what single precision adds. */
function rounded(point: readonly number[]): Point {
  return point.map((part) => Math.round(part * 1e5) / 1e5) as Point;
}
