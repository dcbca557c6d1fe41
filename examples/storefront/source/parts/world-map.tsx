import { land } from './land.ts';

/** A place on the map, in degrees. */
export interface Point {
  id: string;
  label: string;
  latitude: number;
  longitude: number;
  /** A place that is filled, such as the workshop; the others have only an outline, and a way leads from them to it. */
  isMain: boolean;
}

/**
 * A map in the equirectangular projection, cut to its points: one unit is one degree, stretched to the shape that places have at their
 * latitude. No server is asked for it.
 */
export function WorldMap({ points, title }: { points: Point[]; title: string }) {
  const workshop = points.find(({ isMain }) => isMain);
  const { x, y, width, height, stretch } = frameOf(points);
  // The symbols have the same size on every map.
  const unit = width / 350;
  return (
    <figure className="map">
      <svg
        viewBox={`${x} ${y} ${width} ${height}`}
        role="img"
        aria-label={`${title}: ${points.map(({ label }) => label).join(', ')}`}
      >
        <g className="graticule">
          {steps(-180, 180).map((longitude) => (
            <line key={longitude} x1={longitude} x2={longitude} y1={y} y2={y + height} />
          ))}
          {steps(-75, 75).map((latitude) => (
            <line key={latitude} x1={x} x2={x + width} y1={latitude * stretch} y2={latitude * stretch} />
          ))}
        </g>
        <g transform={`scale(1 ${-stretch})`}>
          {land.map((coast) => (
            <polygon key={coast.slice(0, 24)} className="land" points={coast} />
          ))}
        </g>
        {workshop &&
          points.map(
            (point) => !point.isMain && <path key={point.id} className="way" d={way(point, workshop, stretch)} />,
          )}
        {points.map(({ id, latitude, longitude, isMain }) => (
          <circle
            key={id}
            className={isMain ? 'workshop' : 'source'}
            cx={longitude}
            cy={-latitude * stretch}
            r={(isMain ? 3.2 : 2.4) * unit}
          />
        ))}
      </svg>
      <figcaption>
        {points.map(({ id, label, isMain }) => (
          <span key={id} className={isMain ? 'key-workshop' : 'key-source'}>
            {label}
          </span>
        ))}
      </figcaption>
    </figure>
  );
}

const steps = (from: number, to: number) => Array.from({ length: (to - from) / 15 + 1 }, (_, at) => from + at * 15);

/** An arc from a material to the workshop. */
function way(from: Point, to: Point, stretch: number): string {
  const [x1, y1, x2, y2] = [from.longitude, -from.latitude * stretch, to.longitude, -to.latitude * stretch];
  const rise = Math.hypot(x2 - x1, y2 - y1) / 5;
  return `M${x1} ${y1} Q${(x1 + x2) / 2} ${(y1 + y2) / 2 - rise} ${x2} ${y2}`;
}

/** The part of the map around the points: at least 110 degrees wide, with the shape of a wide picture, within the world. */
function frameOf(points: readonly Point[]) {
  const longitudes = points.map(({ longitude }) => longitude);
  const latitudes = points.map(({ latitude }) => latitude);
  const [west, east] = [Math.min(...longitudes), Math.max(...longitudes)];
  const [south, north] = [Math.min(...latitudes), Math.max(...latitudes)];
  const stretch = 1 / Math.cos((Math.min(60, Math.abs(south + north) / 2) * Math.PI) / 180);
  const shape = 0.42;
  const width = Math.min(350, Math.max(110, (east - west) * 1.35, ((north - south) * stretch * 1.5) / shape));
  const height = width * shape;
  const within = (middle: number, size: number, least: number, most: number) =>
    Math.min(Math.max(middle - size / 2, least), most - size);
  const x = within((west + east) / 2, width, -175, 185);
  const y = within(
    (-(south + north) / 2) * stretch,
    height,
    -80 * stretch,
    Math.max(58 * stretch, height - 80 * stretch),
  );
  return { x, y, width, height, stretch };
}
