import { Link } from '../../navigation/link.tsx';
import { Picture } from '../../parts/picture.tsx';
import { type Point, WorldMap } from '../../parts/world-map.tsx';
import { useShop } from '../../shop.tsx';
import type { Product } from './piece.ts';

type Record = NonNullable<Product['provenance']>;

/** Where the piece and its materials come from, its footprint, and who made it. */
export function Provenance({ provenance }: { provenance: Record }) {
  const { words, text, format } = useShop();
  const { materials, carbonFootprint, artisan, originCoordinates, place, countryCode } = provenance;
  const points: Point[] = materials.flatMap(({ material: { id, name, originCoordinates } }) =>
    originCoordinates ? [{ id, label: name, ...originCoordinates, isMain: false }] : [],
  );
  if (originCoordinates) {
    points.push({ id: 'workshop', label: place ?? words.workshop, ...originCoordinates, isMain: true });
  }
  return (
    <section className="provenance">
      <div className="wrap">
        <h2>{words.origin}</h2>
        {points.length > 0 && <WorldMap points={points} title={words.originMap} />}
        <div className="columns">
          <div>
            <h3>{words.madeOf}</h3>
            <ol className="materials">
              {materials.map(({ material, sharePercent }) => (
                <li key={material.id}>
                  <span className="material-name">
                    {material.name}
                    <span className="quiet">
                      {[
                        material.countryCode && format.country(material.countryCode),
                        ...material.certifications.map(({ name }) => name),
                      ]
                        .filter(Boolean)
                        .join(' · ')}
                    </span>
                  </span>
                  <span>{format.percent(sharePercent)}</span>
                  <meter min={0} max={100} value={sharePercent} aria-label={material.name} />
                </li>
              ))}
            </ol>
          </div>
          <div>
            {place && (
              <>
                <h3>{words.workshop}</h3>
                <p>{[place, countryCode && format.country(countryCode)].filter(Boolean).join(', ')}</p>
              </>
            )}
            {carbonFootprint && (
              <>
                <h3>{words.footprint}</h3>
                <p className="figure">{text('footprintOf', { n: format.number(carbonFootprint.totalKg) })}</p>
                <p className="quiet">
                  {carbonFootprint.method}
                  {carbonFootprint.verifiedBy && ` · ${text('verifiedBy', { name: carbonFootprint.verifiedBy })}`}
                </p>
              </>
            )}
          </div>
        </div>
        {artisan && (
          <div className="artisan">
            <Picture image={artisan.portrait} sizes="(min-width: 60rem) 30vw, 100vw" />
            <div>
              <p className="eyebrow">{words.maker}</p>
              <h3>{artisan.name}</h3>
              <p className="quiet">
                {[artisan.craft, artisan.atelier?.name, artisan.atelier?.city].filter(Boolean).join(' · ')}
              </p>
              {artisan.biography && <p>{artisan.biography.excerpt}</p>}
              <Link to={`/artisan/${artisan.slug}`}>{text('meet', { name: artisan.name })}</Link>
            </div>
          </div>
        )}
      </div>
    </section>
  );
}
