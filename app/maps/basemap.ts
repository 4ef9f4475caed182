import { addProtocol, type Map as MapLibre } from 'maplibre-gl';

/** A background that the city's profile names: a file of the data folder, or the address of tiles. */
export interface Basemap {
  kind: 'pmtiles' | 'ubin';
  url: string;
  attribution: string;
}

/** Colours of the areas let the background through. */
const AREA_OPACITY = 0.62;
let isKnown = false;

/** What of a background takes its colours from the page. */
export interface ShownBasemap {
  paint: (style: CSSStyleDeclaration) => void;
}

/** Puts the background under the areas. What reads PMTiles is loaded only where a file is configured. */
export async function addBasemap(map: MapLibre, { kind, url, attribution }: Basemap): Promise<ShownBasemap> {
  const water: string[] = [];
  const roads: string[] = [];
  let isRaster = true;
  if (kind === 'ubin') map.addSource('dasar', { type: 'raster', tiles: [url], tileSize: 256, attribution });
  else {
    const { PMTiles, Protocol, TileType } = await import('pmtiles');
    const address = new URL(url, location.href).href;
    const file = new PMTiles(address);
    if (!isKnown) {
      const protocol = new Protocol();
      protocol.add(file);
      addProtocol('pmtiles', protocol.tile);
      isKnown = true;
    }
    const { tileType } = await file.getHeader();
    isRaster = tileType !== TileType.Mvt;
    map.addSource('dasar', {
      url: `pmtiles://${address}`,
      attribution,
      ...(isRaster ? { type: 'raster', tileSize: 256 } : { type: 'vector' }),
    });
    if (!isRaster) {
      const { vector_layers = [] } = (await file.getMetadata()) as { vector_layers?: { id: string }[] };
      // The names that the usual makers of such files (Protomaps, OpenMapTiles) give to water and roads.
      for (const { id } of vector_layers) {
        const layer = { id: `dasar-${id}`, source: 'dasar', 'source-layer': id };
        if (/water/.test(id)) {
          water.push(layer.id);
          map.addLayer({ ...layer, type: 'fill', filter: ['==', ['geometry-type'], 'Polygon'] }, 'areas');
        } else if (/road|transport/.test(id)) {
          roads.push(layer.id);
          map.addLayer({ ...layer, type: 'line', filter: ['==', ['geometry-type'], 'LineString'] }, 'areas');
        }
      }
    }
  }
  if (isRaster) map.addLayer({ id: 'dasar', type: 'raster', source: 'dasar' }, 'areas');
  for (const id of ['areas', 'unknown']) map.setPaintProperty(id, 'fill-opacity', AREA_OPACITY);
  return {
    paint: (style) => {
      const of = (name: string) => style.getPropertyValue(name).trim();
      for (const id of water) map.setPaintProperty(id, 'fill-color', of('--t1'));
      for (const id of roads) map.setPaintProperty(id, 'line-color', of('--line-strong'));
      // Tiles are made for light pages: at night their brightest is as bright as the page's own lines.
      if (isRaster) map.setPaintProperty('dasar', 'raster-brightness-max', style.colorScheme === 'dark' ? 0.45 : 1);
    },
  };
}
