import { Document, NodeIO } from '@gltf-transform/core';
import type { Mesh } from '../geometry/mesh.ts';

/** The material of a model: its texture maps as PNG, and its metalness (0 to 1). */
export interface Skin {
  diffuse: Uint8Array;
  normal: Uint8Array;
  roughness: Uint8Array;
  metallic: number;
}

/** Encodes a model as binary glTF 2.0: one mesh with one material, in metres, y up. */
export async function toGlb(mesh: Mesh, skin: Skin): Promise<Uint8Array> {
  const document = new Document();
  document.getRoot().getAsset().generator = 'AXIOM';
  const buffer = document.createBuffer();
  const texture = (name: string, image: Uint8Array) =>
    document.createTexture(name).setImage(image).setMimeType('image/png');
  const material = document
    .createMaterial('finish')
    .setBaseColorTexture(texture('diffuse', skin.diffuse))
    .setNormalTexture(texture('normal', skin.normal))
    .setMetallicRoughnessTexture(texture('roughness', skin.roughness))
    .setMetallicFactor(skin.metallic)
    .setRoughnessFactor(1)
    .setDoubleSided(mesh.isThin);
  const accessor = (type: 'SCALAR' | 'VEC2' | 'VEC3' | 'VEC4', array: Float32Array | Uint16Array) =>
    document
      .createAccessor()
      .setType(type)
      .setArray(array as Float32Array<ArrayBuffer>)
      .setBuffer(buffer);
  const primitive = document
    .createPrimitive()
    .setAttribute('POSITION', accessor('VEC3', mesh.positions))
    .setAttribute('NORMAL', accessor('VEC3', mesh.normals))
    .setAttribute('TANGENT', accessor('VEC4', mesh.tangents))
    .setAttribute('TEXCOORD_0', accessor('VEC2', mesh.uvs))
    .setIndices(accessor('SCALAR', mesh.indices))
    .setMaterial(material);
  const node = document.createNode('product').setMesh(document.createMesh('product').addPrimitive(primitive));
  document.getRoot().setDefaultScene(document.createScene('product').addChild(node));
  return new NodeIO().writeBinary(document);
}
