import { land } from './land.ts';

/** A place on the map, in degrees. */
export interface Point {
  id: string;
  label: string;
  latitude: number;
  longitude: number;
  /** Whether the piece was made there, rather than one of its materials. */
  isWorkshop: boolean;
}

/** A world map in the equirectangular projection: one unit is one degree. No server is asked for it. */
export function WorldMap({ points, title }: { points: Point[]; title: string }) {
  const workshop = points.find(({ isWorkshop }) => isWorkshop);
  return (
    <figure className="map">
      <svg
        viewBox="-170 -78 350 136"
        role="img"
        aria-label={`${title}: ${points.map(({ label }) => label).join(', ')}`}
      >
        <g className="graticule">
          {[-150, -120, -90, -60, -30, 0, 30, 60, 90, 120, 150].map((x) => (
            <line key={x} x1={x} x2={x} y1={-78} y2={58} />
          ))}
          {[-60, -30, 0, 30].map((y) => (
            <line key={y} x1={-170} x2={180} y1={y} y2={y} />
          ))}
        </g>
        {land.map((coast) => (
          <polygon key={coast.slice(0, 24)} className="land" points={mirrored(coast)} />
        ))}
        {workshop &&
          points.map(
            ({ id, latitude, longitude, isWorkshop }) =>
              !isWorkshop && (
                <path
                  key={id}
                  className="way"
                  d={`M${longitude} ${-latitude} Q ${(longitude + workshop.longitude) / 2} ${Math.min(-latitude, -workshop.latitude) - Math.abs(longitude - workshop.longitude) / 6 - 2} ${workshop.longitude} ${-workshop.latitude}`}
                />
              ),
          )}
        {points.map(({ id, latitude, longitude, isWorkshop }) => (
          <circle
            key={id}
            className={isWorkshop ? 'workshop' : 'source'}
            cx={longitude}
            cy={-latitude}
            r={isWorkshop ? 2 : 1.4}
          />
        ))}
      </svg>
      <figcaption>
        {points.map(({ id, label, isWorkshop }) => (
          <span key={id} className={isWorkshop ? 'key-workshop' : 'key-source'}>
            {label}
          </span>
        ))}
      </figcaption>
    </figure>
  );
}

/** Latitudes grow to the north, the axis of SVG to the south. */
function mirrored(coast: string): string {
  return coast.replace(/(-?[\d.]+),(-?[\d.]+)/g, (_, x: string, y: string) => `${x},${-Number(y)}`);
}
