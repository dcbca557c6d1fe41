import { z } from 'zod';
import { readConfig } from '#kit/config.ts';
import { scalars } from '#kit/scalars.ts';
import { run, type Subgraph } from '#kit/subgraph.ts';
import { type Commerce, openHouse, openRequest } from './context.ts';
import { rememberTokens } from './customer-tokens.ts';
import { connectMedusa } from './medusa.ts';
import { Cart } from './resolvers/Cart.ts';
import { CartLine } from './resolvers/CartLine.ts';
import { Category } from './resolvers/Category.ts';
import { Collection } from './resolvers/Collection.ts';
import { Customer } from './resolvers/Customer.ts';
import { Image } from './resolvers/Image.ts';
import { Order } from './resolvers/Order.ts';
import { OrderLine } from './resolvers/OrderLine.ts';
import { Product } from './resolvers/Product.ts';
import { ProductVariant } from './resolvers/ProductVariant.ts';
import { Query } from './resolvers/Query.ts';
import { Region } from './resolvers/Region.ts';

/** Commerce: what is sold, for how much, and where it lies, read from Medusa. */
export const commerce: Subgraph<Commerce> = {
  name: 'commerce',
  port: 4001,
  resolvers: {
    ...scalars,
    Cart,
    CartLine,
    Category,
    Collection,
    Customer,
    Image,
    Order,
    OrderLine,
    Product,
    ProductVariant,
    Query,
    Region,
  },
  open(env) {
    const config = readConfig(
      'commerce subgraph',
      z.object({ MEDUSA_URL: z.url(), MEDUSA_PUBLISHABLE_KEY: z.string(), MEDIA_URL: z.url() }),
      env,
    );
    const connect = connectMedusa(config.MEDUSA_URL, config.MEDUSA_PUBLISHABLE_KEY);
    const house = openHouse(connect, config.MEDIA_URL);
    const tokens = rememberTokens((sessionToken) => connect(AbortSignal.timeout(3_000)).exchange(sessionToken));
    return {
      context: (request) => openRequest(request, connect(request.signal), tokens, house),
      check: () => connect(AbortSignal.timeout(2_000)).check(),
      close: async () => {},
    };
  },
};

if (import.meta.main) await run(commerce);
