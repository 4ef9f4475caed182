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

/** Puts the background under the areas. What reads PMTiles is loaded only where a file is configured. */
export async function addBasemap(map: MapLibre, { kind, url, attribution }: Basemap): Promise<void> {
  const under = map.getLayer('areas') ? 'areas' : undefined;
  if (kind === 'ubin') {
    map.addSource('dasar', { type: 'raster', tiles: [url], tileSize: 256, attribution });
    map.addLayer({ id: 'dasar', type: 'raster', source: 'dasar' }, under);
  } else {
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
    const isVector = tileType === TileType.Mvt;
    map.addSource('dasar', { type: isVector ? 'vector' : 'raster', url: `pmtiles://${address}`, attribution });
    if (!isVector) map.addLayer({ id: 'dasar', type: 'raster', source: 'dasar' }, under);
    else {
      const { vector_layers = [] } = (await file.getMetadata()) as { vector_layers?: { id: string }[] };
      // The names that the usual makers of such files (Protomaps, OpenMapTiles) give to water and roads.
      for (const { id } of vector_layers) {
        const source = { source: 'dasar', 'source-layer': id };
        if (/water/.test(id))
          map.addLayer({ id: `dasar-${id}`, type: 'fill', ...source, paint: { 'fill-color': '#8fb8d9' } }, under);
        else if (/road|transport/.test(id))
          map.addLayer({ id: `dasar-${id}`, type: 'line', ...source, paint: { 'line-color': '#9aa5b4' } }, under);
      }
    }
  }
  map.setPaintProperty('areas', 'fill-opacity', AREA_OPACITY);
}
