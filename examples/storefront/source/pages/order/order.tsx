import { OrderDocument } from '#generated/storefront/graphql.ts';
import { useGraph } from '../../graph/use-graph.ts';
import { accessTokenOf } from '../../orders.ts';
import { AddressLines } from '../../parts/address-lines.tsx';
import { useHead } from '../../parts/head.ts';
import { Picture } from '../../parts/picture.tsx';
import { TextSkeleton } from '../../parts/skeletons.tsx';
import { Ready } from '../../parts/states.tsx';
import { useShop } from '../../shop.tsx';
import { NotFound } from '../not-found.tsx';
import { Returns } from './returns.tsx';

/** An order of the customer, or of this device. */
export function OrderPage({ name: id }: { name: string }) {
  const { words, text, format } = useShop();
  const answer = useGraph(OrderDocument, { id, accessToken: accessTokenOf(id) });
  const order = answer.data?.order;
  useHead({ title: order ? text('orderNumber', { n: order.number }) : words.orders });
  const parcels = order?.fulfillments.flatMap(({ tracking }) => tracking) ?? [];
  const address = order?.shippingAddress;
  return (
    <Ready answer={answer} skeleton={<TextSkeleton />}>
      {() =>
        order ? (
          <div className="wrap narrow band order">
            <p className="eyebrow">{text('orderNumber', { n: order.number })}</p>
            <h1>{words.thanks}</h1>
            {order.email && <p className="lead">{text('confirmationSent', { email: order.email })}</p>}
            <p className="quiet">
              {format.day(order.placedAt)} ·{' '}
              {order.status === 'CANCELED' ? words.statusCANCELED : words[`status${order.fulfillmentStatus}`]}
            </p>
            {parcels.map(({ number, url }) => (
              <p key={number}>{url ? <a href={url}>{text('track', { n: number })}</a> : number}</p>
            ))}
            <ul className="lines">
              {order.lines.map((line) => (
                <li key={line.id} className="line">
                  <Picture image={line.image} alt="" sizes="6rem" />
                  <div>
                    <p className="card-title">{line.title}</p>
                    <p className="card-more">{[line.variantTitle, `× ${line.quantity}`].filter(Boolean).join(' ')}</p>
                  </div>
                  {line.taxedTotal && <p className="line-price">{format.money(line.taxedTotal.gross)}</p>}
                </li>
              ))}
            </ul>
            <dl className="costs">
              {order.shippingMethod && (
                <div>
                  <dt>{words.shipping}</dt>
                  <dd>
                    {order.shippingMethod.name}
                    {order.shippingMethod.estimatedDelivery &&
                      ` · ${format.days(order.shippingMethod.estimatedDelivery.earliest, order.shippingMethod.estimatedDelivery.latest)}`}
                  </dd>
                </div>
              )}
              {address && (
                <div>
                  <dt>{words.deliveredTo}</dt>
                  <dd>
                    <AddressLines address={address} />
                  </dd>
                </div>
              )}
              <div className="costs-total">
                <dt>{words.total}</dt>
                <dd>{format.money(order.total)}</dd>
              </div>
            </dl>
            <Returns order={order} changed={answer.retry} />
          </div>
        ) : (
          <NotFound path={`/order/${id}`} />
        )
      }
    </Ready>
  );
}
