import { z } from 'zod';
import type { Resolvers } from '#generated/commerce.ts';
import { scalars } from '#kit/graph/scalars.ts';
import { run } from '#kit/graph/server/serve.ts';
import type { Subgraph } from '#kit/graph/server/subgraph.ts';
import { readConfig } from '#kit/process/config.ts';
import { createIdempotencyStore } from '#kit/stores/idempotency.ts';
import { openRedis } from '#kit/stores/redis.ts';
import { portOf } from '#subgraphs/registry.ts';
import { type Commerce, openHouse, openRequest } from './context.ts';
import { rememberTokens } from './customers/customer-tokens.ts';
import { connectMedusa } from './medusa/client.ts';
import { orderTokensWith } from './orders/order-tokens.ts';
import { Cart } from './resolvers/Cart.ts';
import { CartLine } from './resolvers/CartLine.ts';
import { Category } from './resolvers/Category.ts';
import { Collection } from './resolvers/Collection.ts';
import { Customer } from './resolvers/Customer.ts';
import { Image } from './resolvers/Image.ts';
import { Location } from './resolvers/Location.ts';
import { Mutation } from './resolvers/Mutation.ts';
import { Order } from './resolvers/Order.ts';
import { OrderLine } from './resolvers/OrderLine.ts';
import { Product } from './resolvers/Product.ts';
import { ProductVariant } from './resolvers/ProductVariant.ts';
import { Query } from './resolvers/Query.ts';
import { Region } from './resolvers/Region.ts';

const resolvers: Resolvers = {
  ...scalars,
  Query,
  Mutation,
  Cart,
  CartLine,
  Category,
  Collection,
  Customer,
  Image,
  Location,
  Order,
  OrderLine,
  Product,
  ProductVariant,
  Region,
};

/** Commerce: products with prices and stock, carts, customers and orders, all from Medusa. */
export const commerce: Subgraph<Commerce> = {
  name: 'commerce',
  port: portOf('commerce'),
  resolvers,
  open(env, log) {
    const config = readConfig(
      'commerce subgraph',
      z.object({
        MEDUSA_URL: z.url(),
        MEDUSA_PUBLISHABLE_KEY: z.string(),
        /** Says to Medusa that a room of the house asks, whose requests it does not limit. */
        MEDUSA_SERVICE_TOKEN: z.string().optional(),
        MEDIA_URL: z.url(),
        /** Where attempts are remembered. */
        REDIS_URL: z.url(),
        /** What the tokens of orders are made with: 32 bytes in hexadecimal. */
        ORDER_TOKEN_SECRET: z.hex().length(64),
        /** Days after its order was placed until such a token expires. */
        ORDER_TOKEN_DAYS: z.coerce.number().positive().default(180),
      }),
      env,
    );
    const connect = connectMedusa(
      config.MEDUSA_URL,
      config.MEDUSA_PUBLISHABLE_KEY,
      config.MEDUSA_SERVICE_TOKEN,
      ({ id, total, currency_code }) =>
        log.warn(
          { id, total, currency: currency_code },
          'Medusa’s total is not that of its parts; credits make up for it',
        ),
    );
    const redis = openRedis(config.REDIS_URL, 'axiom-commerce', log);
    const house = openHouse(
      connect,
      config.MEDIA_URL,
      {
        orderTokens: orderTokensWith(Buffer.from(config.ORDER_TOKEN_SECRET, 'hex'), config.ORDER_TOKEN_DAYS),
        once: createIdempotencyStore(redis),
      },
      log,
    );
    const tokens = rememberTokens((sessionToken) => connect(AbortSignal.timeout(3_000)).exchange(sessionToken));
    return {
      context: (request) => openRequest(request, connect(request.signal, request.isUncached), tokens, house),
      check: () => connect(AbortSignal.timeout(2_000)).check(),
      close: async () => redis.disconnect(),
    };
  },
};

if (import.meta.main) await run(commerce);
