import type { MapText } from './map.text';
import { LAYERS, type LayerId } from './map-address';
import type { MapData } from './map-page.server';
import { SHAPES } from './overlay-drawing';

interface Props {
  layers: readonly LayerId[];
  places: MapData['places'];
  onChange: (layers: LayerId[]) => void;
  t: MapText;
}

const isPlace = (layer: LayerId): layer is 'skpd' | 'kios' | 'loket' => layer in SHAPES;

/** What lies over the areas, as boxes to tick. Kinds of places that the profile does not have are not offered. */
export function LayerChoice({ layers, places, onChange, t }: Props) {
  const offered = LAYERS.filter((layer) => !isPlace(layer) || places.some(({ kind }) => kind === layer));
  const words: Record<LayerId, string> = {
    kelompok: t.kelompok,
    kepadatan: t.kepadatan,
    'titik-panas': t.titikPanas,
    skpd: t.skpd,
    kios: t.kios,
    loket: t.loket,
  };
  const isExample = places.some(({ kind, illustrative }) => illustrative && layers.includes(kind));
  return (
    <fieldset className="map-layers">
      <legend className="hidden">{t.layers}</legend>
      {offered.map((layer) => (
        <label key={layer}>
          <input
            type="checkbox"
            name="lapisan"
            value={layer}
            checked={layers.includes(layer)}
            onChange={(event) =>
              onChange(LAYERS.filter((one) => (one === layer ? event.currentTarget.checked : layers.includes(one))))
            }
          />
          {isPlace(layer) && (
            <svg viewBox="-8 -8 16 16" className="map-place-key" aria-hidden="true">
              <path d={SHAPES[layer]} />
            </svg>
          )}
          {words[layer]}
        </label>
      ))}
      {isExample && <span className="note">{t.placesIllustrative}</span>}
    </fieldset>
  );
}
