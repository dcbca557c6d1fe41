import { inCurrency } from '#kit/graph/currency.ts';
import { basic, jsonClient } from '#kit/process/http/json-client.ts';
import type { LabeledReturn } from './medusa.ts';
import { type ShipStationAddress, toAddress } from './shipstation.ts';

/** What labels of returns are bought for: the carrier and its service by their codes at ShipStation, and the declared weight. */
export interface LabelTerms {
  carrier: string;
  service: string;
  packageCode: string;
  grams: number;
}

/** A label as ShipStation answers it. */
export interface NewLabel {
  shipmentId: string;
  trackingNumber: string;
  /** A PDF file. */
  pdf: Buffer;
}

/** The body of https://www.shipstation.com/docs/api/shipments/create-label/ */
interface LabelRequest {
  carrierCode: string;
  serviceCode: string;
  packageCode: string;
  shipDate: string;
  weight: { value: number; units: 'grams' };
  shipFrom: ShipStationAddress;
  /** The name is the return's id, by which the label is found again and the parcel is recognized on arrival. */
  shipTo: ShipStationAddress;
  /** For customs, where the parcel crosses a border. */
  internationalOptions?: {
    contents: 'returned_goods';
    nonDelivery: 'return_to_sender';
    customsItems: { description: string; quantity: number; value: number; countryOfOrigin: string | null }[];
  };
}

/** Labels at the warehouse. All methods reject when it is unavailable. */
export type Labels = ReturnType<typeof labelsAt>;

export function labelsAt(url: string, key: string, secret: string, terms: LabelTerms) {
  const requestJson = jsonClient('ShipStation', basic(key, secret));
  const at = (path: string) => new URL(path, url).href;

  return {
    /** Buys a label. ShipStation knows no idempotency key: the caller voids earlier labels first. */
    create: async (from: LabeledReturn): Promise<NewLabel> => {
      type Answer = { shipmentId: number; trackingNumber: string; labelData: string };
      const body = toRequest(from, terms, new Date());
      const answer = await requestJson<Answer>('POST', at('/shipments/createlabel'), body);
      const pdf = Buffer.from(answer.labelData, 'base64');
      return { shipmentId: String(answer.shipmentId), trackingNumber: answer.trackingNumber, pdf };
    },

    /** Ids of the labels of a return that are not voided. */
    validFor: async (returnId: string): Promise<string[]> => {
      type Answer = { shipments: { shipmentId: number; voided: boolean; shipTo: { name: string } | null }[] };
      const path = `/shipments?recipientName=${encodeURIComponent(returnId)}&pageSize=500`;
      const { shipments } = await requestJson<Answer>('GET', at(path));
      return shipments
        .filter(({ voided, shipTo }) => !voided && shipTo?.name === returnId)
        .map(({ shipmentId }) => String(shipmentId));
    },

    /** Voids a label; false where its carrier refuses: it is used, or it is too late. */
    void: async (shipmentId: string): Promise<boolean> => {
      const body = { shipmentId: Number(shipmentId) };
      return (await requestJson<{ approved: boolean }>('POST', at('/shipments/voidlabel'), body)).approved;
    },
  };
}

function toRequest(
  { id, currency_code, sender, receiver, items }: LabeledReturn,
  { carrier, service, packageCode, grams }: LabelTerms,
  now: Date,
): LabelRequest {
  const shipFrom = toAddress(sender);
  const shipTo = { ...toAddress(receiver), name: id, company: receiver.name };
  return {
    ...{ carrierCode: carrier, serviceCode: service, packageCode },
    shipDate: now.toISOString().slice(0, 10),
    weight: { value: grams, units: 'grams' },
    ...{ shipFrom, shipTo },
    ...(shipFrom.country !== shipTo.country && {
      internationalOptions: {
        ...{ contents: 'returned_goods', nonDelivery: 'return_to_sender' },
        customsItems: items.map(({ title, quantity, unit_price }) => ({
          ...{ description: title, quantity, countryOfOrigin: null },
          value: Number(inCurrency(unit_price * quantity, currency_code.toUpperCase())),
        })),
      },
    }),
  };
}
