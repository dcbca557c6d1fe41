import type { Mesh } from '../geometry/mesh.ts';

/**
 * A model as USD text, with one statement per line, as some readers require. Its texture maps are in `textures/`, next to
 * the file.
 */
export function toUsda(mesh: Mesh, metallic: number): string {
  const triangles = mesh.indices.length / 3;
  return `#usda 1.0
(
    defaultPrim = "Product"
    metersPerUnit = 1
    upAxis = "Y"
)

def Xform "Product" (
    kind = "component"
)
{
    def Mesh "Mesh" (
        prepend apiSchemas = ["MaterialBindingAPI"]
    )
    {
        uniform bool doubleSided = ${mesh.isThin ? 1 : 0}
        float3[] extent = [${tuple(mesh.min)}, ${tuple(mesh.max)}]
        int[] faceVertexCounts = [${Array.from({ length: triangles }, () => 3).join(', ')}]
        int[] faceVertexIndices = [${mesh.indices.join(', ')}]
        rel material:binding = </Product/Finish>
        normal3f[] normals = [${tuples(mesh.normals, 3)}] (
            interpolation = "vertex"
        )
        point3f[] points = [${tuples(mesh.positions, 3)}]
        texCoord2f[] primvars:st = [${tuples(upwards(mesh.uvs), 2)}] (
            interpolation = "vertex"
        )
        uniform token subdivisionScheme = "none"
    }

    def Material "Finish"
    {
        token outputs:surface.connect = </Product/Finish/Surface.outputs:surface>

        def Shader "Surface"
        {
            uniform token info:id = "UsdPreviewSurface"
            color3f inputs:diffuseColor.connect = </Product/Finish/Diffuse.outputs:rgb>
            normal3f inputs:normal.connect = </Product/Finish/Normal.outputs:rgb>
            float inputs:roughness.connect = </Product/Finish/Roughness.outputs:g>
            float inputs:metallic = ${short(metallic)}
            token outputs:surface
        }

        def Shader "Coordinates"
        {
            uniform token info:id = "UsdPrimvarReader_float2"
            string inputs:varname = "st"
            float2 outputs:result
        }
${textureShader('Diffuse', 'sRGB', 'float3 outputs:rgb')}
${textureShader('Normal', 'raw', 'float3 outputs:rgb', ['float4 inputs:scale = (2, 2, 2, 1)', 'float4 inputs:bias = (-1, -1, -1, 0)'])}
${textureShader('Roughness', 'raw', 'float outputs:g')}
    }
}
`;
}

function textureShader(name: string, colourSpace: 'raw' | 'sRGB', output: string, inputs: string[] = []): string {
  const statements = [
    'uniform token info:id = "UsdUVTexture"',
    `asset inputs:file = @textures/${name.toLowerCase()}.png@`,
    `token inputs:sourceColorSpace = "${colourSpace}"`,
    'token inputs:wrapS = "repeat"',
    'token inputs:wrapT = "repeat"',
    'float2 inputs:st.connect = </Product/Finish/Coordinates.outputs:result>',
    ...inputs,
    output,
  ];
  const body = statements.map((statement) => `            ${statement}`).join('\n');
  return `\n        def Shader "${name}"\n        {\n${body}\n        }`;
}

/** USD counts v from the lower edge of a texture, glTF from the upper one. */
function upwards(uvs: Float32Array): Float32Array {
  return uvs.map((value, index) => (index % 2 === 0 ? value : 1 - value));
}

function tuples(numbers: Float32Array, size: number): string {
  const count = numbers.length / size;
  return Array.from({ length: count }, (_, index) => tuple(numbers.subarray(index * size, (index + 1) * size))).join(
    ', ',
  );
}

function tuple(numbers: ArrayLike<number>): string {
  return `(${Array.from(numbers, short).join(', ')})`;
}

/** Rounds to five decimals, a hundredth of a millimetre. */
function short(value: number): string {
  return String(Math.round(value * 1e5) / 1e5);
}
