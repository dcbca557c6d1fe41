import { readFile } from 'node:fs/promises';
import type { ExecArgs } from '@medusajs/framework/types';
import { Modules } from '@medusajs/framework/utils';
import type { Commerce } from '../seed/catalogue';
import { seedCurator } from '../seed/curator';
import { seedDelivery } from '../seed/delivery';
import { seedDiscounts } from '../seed/discounts';
import { seedLocations, seedPickup } from '../seed/locations';
import { seedCategories, seedCollections, seedTags } from '../seed/product-lists';
import { seedProducts, seedSale } from '../seed/products';
import { seedRegions } from '../seed/regions';
import { seedTranslations } from '../seed/translations';

/** Products made in one transaction. */
const batchSize = 50;

/**
 * Imports the catalogue of the file AXIOM_SEED_FILE; objects whose id exists stay unchanged. The curator signs
 * in with MEDUSA_CURATOR_PASSWORD. Lines of progress begin with `seed: `.
 */
export default async function seed({ container }: ExecArgs): Promise<void> {
  const commerce: Commerce = JSON.parse(await readFile(variable('AXIOM_SEED_FILE'), 'utf8'));
  const [channel] = await container.resolve(Modules.SALES_CHANNEL).listSalesChannels({}, { take: 1 });
  const [profile] = await container.resolve(Modules.FULFILLMENT).listShippingProfiles({}, { take: 1 });
  const [home] = commerce.locations;
  if (!channel || !profile || !home)
    throw new Error('The seed needs a sales channel, a shipping profile and a location.');

  await seedRegions(container, commerce.regions);
  await seedLocations(container, commerce.locations, channel.id);
  await seedDelivery(container, commerce.regions, home.id, profile.id);
  await seedPickup(container, commerce, profile.id);
  await seedCollections(container, commerce.collections);
  await seedCategories(container, commerce.categories);
  const tags = await seedTags(container, [...new Set(commerce.products.flatMap((product) => product.tags))]);
  const links = { channelId: channel.id, profileId: profile.id, saleId: await seedSale(container), tags };

  const started = Date.now();
  let count = 0;
  for (let first = 0; first < commerce.products.length; first += batchSize) {
    const batch = commerce.products.slice(first, first + batchSize);
    count += await seedProducts(container, batch, commerce, links);
    if (count > 0) {
      const rate = Math.round((count * 1000) / (Date.now() - started));
      console.info(`seed: ${first + batch.length} of ${commerce.products.length} products, ${rate} a second`);
    }
  }

  await seedTranslations(container, commerce);
  await seedDiscounts(container);
  await seedCurator(container, variable('MEDUSA_CURATOR_PASSWORD'));
}

function variable(name: string): string {
  const value = process.env[name];
  if (!value) throw new Error(`${name} is not set.`);
  return value;
}
