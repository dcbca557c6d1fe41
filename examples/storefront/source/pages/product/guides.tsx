import { useShop } from '../../shop.tsx';
import { Blocks } from '../journal/blocks.tsx';
import type { Product, Variant } from './piece.ts';

type SizeGuide = NonNullable<Product['sizeGuide']>;
type Measurement = SizeGuide['rows'][number]['measurements'][number];
type Text = NonNullable<Product['careGuide']>['instructions'];
type TextBlock = Extract<Text['blocks'][number], { style: unknown }>;

/** Which size fits and how to care for the piece, each closed until someone opens it. */
export function Guides({ product, variant }: { product: Product; variant: Variant | undefined }) {
  const { words } = useShop();
  const { careGuide, sizeGuide } = product;
  return (
    <>
      {sizeGuide && (
        <details className="guide">
          <summary>{words.sizes}</summary>
          <Sizes guide={sizeGuide} options={product.options} variant={variant} />
        </details>
      )}
      {careGuide && (
        <details className="guide">
          <summary>{words.care}</summary>
          <h2>{careGuide.title}</h2>
          <Instructions text={careGuide.instructions} />
          {careGuide.symbols.length > 0 && (
            <ul className="symbols">
              {careGuide.symbols.map(({ code, text }) => (
                <li key={code}>{text}</li>
              ))}
            </ul>
          )}
        </details>
      )}
    </>
  );
}

function Instructions({ text }: { text: Text }) {
  return <Blocks blocks={text.blocks.filter((block): block is TextBlock => 'style' in block)} />;
}

function Sizes({
  guide: { title, optionKey, columns, rows, howToMeasure },
  options,
  variant,
}: {
  guide: SizeGuide;
  options: Product['options'];
  variant: Variant | undefined;
}) {
  const { words } = useShop();
  const option = options.find(({ key }) => key === optionKey);
  const chosen = variant?.selectedOptions.find(({ name }) => name === option?.name)?.value;
  const chosenKey = option?.optionValues.find(({ name }) => name === chosen)?.key;
  // The guide may be for other products too: only the sizes of this one are shown, if it has any of them.
  const own = rows.filter(({ valueKey }) => option?.optionValues.some(({ key }) => key === valueKey));
  return (
    <>
      <div className="table">
        <table>
          <caption>{title}</caption>
          <thead>
            <tr>
              <th scope="col">{words.size}</th>
              {columns.map(({ key, name }) => (
                <th key={key} scope="col">
                  {name}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {(own.length > 0 ? own : rows).map(({ key, size, valueKey, measurements }) => {
              const isChosen = chosenKey !== undefined && valueKey === chosenKey;
              return (
                <tr key={key} className={isChosen ? 'chosen' : undefined}>
                  <th scope="row">
                    {size}
                    {isChosen && <span className="hidden"> ({words.yourChoice})</span>}
                  </th>
                  {columns.map((column) => (
                    <td key={column.key}>
                      <Length measurement={measurements.find((each) => each.key === column.key)} />
                    </td>
                  ))}
                </tr>
              );
            })}
          </tbody>
        </table>
      </div>
      {howToMeasure && (
        <>
          <h2>{words.howToMeasure}</h2>
          <Instructions text={howToMeasure} />
        </>
      )}
    </>
  );
}

/** A length in the unit that the visitor knows: small ones in millimetres, and in inches in the United States. */
function Length({ measurement }: { measurement: Measurement | undefined }) {
  const { locale, format } = useShop();
  if (!measurement) return '–';
  const { millimetres, toMillimetres, centimetres, toCentimetres, inches, toInches } = measurement;
  if (locale.country === 'US') return format.length(inches, toInches, 'inch');
  if (millimetres < 100) return format.length(millimetres, toMillimetres, 'millimeter');
  return format.length(centimetres, toCentimetres, 'centimeter');
}
