import type { IncomingMessage } from 'node:http';
import { buffer } from 'node:stream/consumers';
import PDFDocument from 'pdfkit';
import { z } from 'zod';
import { readJson, sendJson } from '#kit/process/http/json.ts';
import type { Routes } from '#kit/process/http/router.ts';
import type { SandboxState, Shipment } from './state.ts';

/** The largest body, in bytes. */
const bodyLimit = 65_536;

const Address = z.looseObject({
  ...{ name: z.string().min(1), street1: z.string().min(1), city: z.string().min(1) },
  country: z.string().length(2),
});

const NewLabel = z.object({
  ...{ carrierCode: z.string().min(1), serviceCode: z.string().min(1), packageCode: z.string().min(1) },
  shipDate: z.string().min(1),
  weight: z.object({ value: z.number().positive(), units: z.enum(['pounds', 'ounces', 'grams']) }),
  ...{ shipFrom: Address, shipTo: Address },
});

/** Creates labels without an order and voids labels, as ShipStation does. `announce` is called with each new shipment. */
export function labelRoutes(
  state: SandboxState,
  save: () => Promise<void>,
  announce: (shipment: Shipment) => void,
): Routes {
  return {
    'POST /shipments/createlabel': async (request, response) => {
      const wanted = NewLabel.safeParse(await read(request));
      if (!wanted.success) return sendJson(response, 400, { Message: 'The request is invalid.' });
      const { shipFrom, shipTo, carrierCode, serviceCode, packageCode, shipDate } = wanted.data;
      const shipmentId = 5_000 + state.shipments.length;
      const trackingNumber = `SANDBOX${String(shipmentId).padStart(10, '0')}`;
      const shipment: Shipment = {
        ...{ shipmentId, orderId: null, orderKey: null, orderNumber: null },
        createDate: new Date().toISOString(),
        ...{ trackingNumber, carrierCode, voided: false, shipTo, shipmentItems: [] },
      };
      state.shipments.push(shipment);
      await save();
      const labelData = (await draw(trackingNumber, shipFrom, shipTo)).toString('base64');
      announce(shipment);
      sendJson(response, 200, {
        ...shipment,
        ...{ serviceCode, packageCode, shipDate, shipmentCost: 4.9, insuranceCost: 0, isReturnLabel: false },
        ...{ labelData, formData: null },
      });
    },
    'POST /shipments/voidlabel': async (request, response) => {
      const wanted = z.object({ shipmentId: z.number().int() }).safeParse(await read(request));
      const shipment = state.shipments.find(({ shipmentId }) => shipmentId === wanted.data?.shipmentId);
      if (!shipment) return sendJson(response, 404, { Message: 'There is no such shipment.' });
      if (shipment.voided) return sendJson(response, 200, { approved: false, message: 'The label is voided already.' });
      shipment.voided = true;
      await save();
      sendJson(response, 200, { approved: true, message: 'Label voided successfully' });
    },
  };
}

/** A label of 10 × 15 cm as a PDF file. */
function draw(trackingNumber: string, from: z.infer<typeof Address>, to: z.infer<typeof Address>): Promise<Buffer> {
  const page = new PDFDocument({ size: [283, 425], margin: 20 });
  const lines = (address: z.infer<typeof Address>) =>
    [address.name, address.company, address.street1, `${address.postalCode ?? ''} ${address.city}`, address.country]
      .filter(Boolean)
      .join('\n');
  page
    .fontSize(9)
    .text(`From\n${lines(from)}`)
    .moveDown();
  page
    .fontSize(13)
    .text(`To\n${lines(to)}`)
    .moveDown();
  page.fontSize(15).text(trackingNumber);
  page.end();
  return buffer(page);
}

/** The JSON body; undefined, which no shape accepts, when it is invalid. */
function read(request: IncomingMessage): Promise<unknown> {
  return readJson(request, bodyLimit).catch(() => undefined);
}
