import { Graffle } from 'graffle';

/** The title of a product; null when it does not exist. */
export async function titleOf(handle: string, url = 'http://localhost:4000/graphql'): Promise<string | null> {
  const graffle = Graffle.create().transport({ url, headers: { 'x-axiom-country': 'FR' } });
  const data = await graffle
    .gql('query Product($handle: String!) { product(handle: $handle) { id title } }')
    .$send({ handle });
  return (data as { product: { title: string } | null }).product?.title ?? null;
}
