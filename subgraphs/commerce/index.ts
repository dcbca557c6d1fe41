import type { Resolvers } from '#generated/commerce.ts';
import { backendError } from '#kit/graph/errors.ts';
import { openPictureAddresses } from '#kit/graph/pictures/addresses.ts';
import { scalars } from '#kit/graph/scalars.ts';
import { run } from '#kit/graph/server/serve.ts';
import type { Subgraph } from '#kit/graph/server/subgraph.ts';
import { readConfig } from '#kit/process/config.ts';
import { createIdempotencyStore } from '#kit/stores/idempotency.ts';
import { openRedis } from '#kit/stores/redis.ts';
import { invoicesBucket, openS3, signFile } from '#kit/stores/s3.ts';
import { portOf } from '#subgraphs/registry.ts';
import { commerceShape } from './config.ts';
import { type CommerceServices, createRequestServices, createSharedServices } from './context.ts';
import { cacheCustomerTokens } from './customers/customer-tokens.ts';
import { openInvoiceFiles } from './invoices/files.ts';
import { connectMedusa } from './medusa/client.ts';
import { CartUserError, CartWarning, CustomerUserError, OrderUserError } from './messages/resolvers.ts';
import { Asset3D, ModelDimensionsCheck } from './models/Asset3D.ts';
import { createOrderTokens } from './orders/order-tokens.ts';
import { PaymentMethod } from './payments/PaymentMethod.ts';
import { openPictureUrls } from './products/picture-urls.ts';
import { CatalogueSitemapEntry } from './products/sitemap/CatalogueSitemapEntry.ts';
import { Cart } from './resolvers/Cart.ts';
import { CartLine } from './resolvers/CartLine.ts';
import { CartMergeLeftOutLine } from './resolvers/CartMergeLeftOutLine.ts';
import { CartPayment } from './resolvers/CartPayment.ts';
import { Category } from './resolvers/Category.ts';
import { Collection } from './resolvers/Collection.ts';
import { CreditNote } from './resolvers/CreditNote.ts';
import { Customer } from './resolvers/Customer.ts';
import { Image } from './resolvers/Image.ts';
import { Invoice } from './resolvers/Invoice.ts';
import { Localization } from './resolvers/Localization.ts';
import { Location } from './resolvers/Location.ts';
import { Mutation } from './resolvers/Mutation.ts';
import { Order } from './resolvers/Order.ts';
import { OrderLine } from './resolvers/OrderLine.ts';
import { Payment } from './resolvers/Payment.ts';
import { Product } from './resolvers/Product.ts';
import { ProductMedia, VideoSource } from './resolvers/ProductMedia.ts';
import { ProductVariant, VariantAvailability } from './resolvers/ProductVariant.ts';
import { Query } from './resolvers/Query.ts';
import { Region } from './resolvers/Region.ts';
import { Return } from './resolvers/Return.ts';
import { Viewer } from './resolvers/Viewer.ts';
import { CartShippingMethod } from './shipping/CartShippingMethod.ts';
import { ShippingOption } from './shipping/ShippingOption.ts';
import * as translatedTypes from './texts/resolvers.ts';

const resolvers: Resolvers = {
  ...scalars,
  Query,
  Mutation,
  Asset3D,
  Cart,
  CartLine,
  CartMergeLeftOutLine,
  CartPayment,
  Category,
  Collection,
  CreditNote,
  Customer,
  Image,
  Invoice,
  Localization,
  Location,
  ModelDimensionsCheck,
  Order,
  OrderLine,
  Payment,
  PaymentMethod,
  Product,
  ProductMedia,
  ProductVariant,
  Region,
  Return,
  CartShippingMethod,
  CartUserError,
  CartWarning,
  CatalogueSitemapEntry,
  CustomerUserError,
  OrderUserError,
  ShippingOption,
  VariantAvailability,
  VideoSource,
  Viewer,
  ...translatedTypes,
};

/** Commerce: products with prices and stock, carts, customers and orders, all from Medusa. */
export const commerce: Subgraph<CommerceServices> = {
  name: 'commerce',
  port: portOf('commerce'),
  resolvers,
  open(env, log) {
    const config = readConfig('commerce subgraph', commerceShape, env);
    const connect = connectMedusa(
      config.MEDUSA_URL,
      config.MEDUSA_PUBLISHABLE_KEY,
      config.MEDUSA_SERVICE_TOKEN,
      ({ id, total, currency_code: currency }) =>
        log.warn(
          { event: 'cost_total_mismatch', id, total, currency },
          'Medusa total differs from the sum of its parts; the difference is shown as credit',
        ),
    );
    const redis = openRedis(config.REDIS_URL, 'axiom-commerce', log);
    const bucket = invoicesBucket(config);
    const invoiceFiles = openInvoiceFiles(bucket);
    const s3 = openS3(bucket);
    const shared = createSharedServices(
      connect,
      {
        pictureUrls: openPictureUrls(
          config.MEDIA_URL,
          config.IMAGES_PUBLIC_URL,
          openPictureAddresses(config.IMAGES_SIGNING_KEYS),
        ),
        orderTokens: createOrderTokens(Buffer.from(config.ORDER_TOKEN_SECRET, 'hex'), config.ORDER_TOKEN_DAYS),
        runOnce: createIdempotencyStore(redis),
        invoiceFiles,
        returnDays: config.RETURN_WINDOW_DAYS,
        signFile: (key) =>
          signFile(s3.browsers, bucket.S3_BUCKET, key).catch((cause) => {
            throw backendError('S3', cause);
          }),
      },
      log,
    );
    const tokens = cacheCustomerTokens((sessionToken) => connect(AbortSignal.timeout(3_000)).exchange(sessionToken));
    return {
      context: (request) =>
        createRequestServices(
          request,
          connect(request.signal, request.isUncached, request.market.language),
          connect(request.signal, true, request.market.language),
          tokens,
          shared,
        ),
      check: () => connect(AbortSignal.timeout(2_000)).check(),
      close: async () => {
        redis.disconnect();
        invoiceFiles.close();
        s3.close();
      },
    };
  },
};

if (import.meta.main) await run(commerce);
