import { Form, Link, useLocation, useNavigate, useSubmit } from '@remix-run/react';
import { useCallback, useMemo, useState } from 'react';
import { withFilters } from '../filters';
import { CategoryChip } from '../metrics/category-chip';
import { HolidayNote } from '../metrics/holiday-note';
import { metricHref } from '../metrics/scope';
import { PageHead } from '../shell/PageHead';
import { useFormats, useShell, useText } from '../shell/use-shell';
import { apart } from './apart';
import { AreaTable } from './area-table';
import { areaValues, writerOf } from './area-values';
import { classOf, roundLimits } from './classes';
import { ClustersCard, HotSpotsCard } from './complaint-cards';
import { DaysSlider } from './days-slider';
import { KecamatanMap } from './kecamatan-map';
import { LayerChoice } from './layer-choice';
import { DensityLegend, MapLegend } from './legend';
import type { View } from './live-map';
import { mapText } from './map.text';
import { type LayerId, readLayers, writeLayers } from './map-address';
import type { MapData } from './map-page.server';
import { NO_OVERLAY, type Overlay } from './overlay';
import { useStable } from './use-stable';
import { useViewClusters } from './use-view-clusters';
import './map-page.css';

/** Density is gathered in squares so many zooms nearer than circles: sixteen for each. */
const FINER = 2;

/** From so many areas on their table is longer than the map, and what else there is stands under the map. */
const LONG_FROM = 16;

/** Any figure by area, and over it where complaints come from. */
export function MapPage({ data }: { data: MapData }) {
  const t = useText(mapText);
  const f = useFormats();
  const { lang } = useShell();
  const navigate = useNavigate();
  const { search } = useLocation();
  const [active, setActive] = useState<string | null>(null);
  const [day, setDay] = useState<Overlay['day']>(null);
  const [layers, setLayers] = useState<LayerId[]>(() => readLayers(new URLSearchParams(search).get('lapisan')));
  const drawing = useStable(data.drawing, data.drawingKey);
  const basemap = useStable(data.basemap, JSON.stringify(data.basemap));
  const { definition } = data.figure;
  const lowBurns = definition.direction === 'naik_baik';
  const name = definition.name[lang];
  const { scope, areas, perResidents } = data;
  const isDense = layers.includes('kepadatan') && !day;
  const initial = data.complaints.clusters;
  const { clusters, onView: onClusters } = useViewClusters({ initial, search: scope.search });
  const { clusters: dense, onView: onDense } = useViewClusters({
    initial,
    search: scope.search,
    finer: { by: FINER, first: { zoom: data.complaints.zoom, box: drawing.bounds } },
    isOn: isDense,
  });
  const onView = useCallback(
    (view: View) => {
      onClusters(view);
      onDense(view);
    },
    [onClusters, onDense],
  );
  const chosen = scope.filters.kecamatan ?? null;

  const write = useMemo(() => writerOf(definition.unit, perResidents, lang), [definition.unit, perResidents, lang]);
  const shown = useMemo(
    () => areas.map((area) => ({ ...area, shown: perResidents ? area.rate : area.value })),
    [areas, perResidents],
  );
  const limits = useMemo(
    () =>
      roundLimits(
        shown.map((area) => area.shown),
        data.canRate && !perResidents,
      ),
    [shown, data.canRate, perResidents],
  );
  const sorted = useMemo(
    () => [...shown].sort((a, b) => (b.shown ?? -1) - (a.shown ?? -1) || a.nama.localeCompare(b.nama, 'id')),
    [shown],
  );
  const values = useMemo(
    () => areaValues(sorted, limits, write, definition, data.canRate, t, f),
    [sorted, limits, write, definition, data.canRate, t, f],
  );
  // Two scales of colour over each other could not be read: density has them alone.
  const drawn = useMemo(
    () => (isDense ? values.map((one) => (one.mapClass === null ? one : { ...one, mapClass: 0 as const })) : values),
    [values, isDense],
  );
  const known = sorted.filter((area) => area.shown !== null);
  const [most, least] = [known[0], known.at(-1)];
  const title = t.areasBy(name, t[data.level].toLowerCase());
  const summary = most && least ? t.summary(most.nama, write(most.shown), least.nama, write(least.shown)) : t.noValues;

  const overlay = useMemo((): Overlay => {
    const has = (layer: LayerId) => layers.includes(layer);
    return {
      ...NO_OVERLAY,
      clusters: has('kelompok') && !day ? apart(clusters) : [],
      heat: isDense ? dense : [],
      hot: has('titik-panas') ? data.complaints.hot.spots.map(({ cell, ring, n }) => ({ key: cell, ring, n })) : [],
      places: data.places.filter(({ kind }) => has(kind)),
      day,
    };
  }, [layers, clusters, dense, isDense, day, data.complaints.hot, data.places]);
  const listHref = useCallback(
    (key: string) => {
      const params = new URLSearchParams(scope.search);
      params.set(key.includes('.') ? 'petak' : 'h3', key);
      return `/peta/daftar?${params}`;
    },
    [scope.search],
  );
  const areaHref = (kode: string) => ({
    search: withFilters(search, { kecamatan: kode.slice(0, 8) === chosen ? null : kode.slice(0, 8) }),
  });
  const choose = (next: LayerId[]) => {
    setLayers(next);
    // The address follows without asking the server: nothing that it knows depends on what is laid over.
    const params = withFilters(window.location.search, { lapisan: writeLayers(next) });
    window.history.replaceState(window.history.state, '', `${window.location.pathname}${params}`);
  };
  const writeCount = useCallback((n: number) => f.number(n, 0), [f]);

  return (
    <>
      <PageHead title={t.title} lead={t.lead(name, scope.period.label)} aside={<Choices data={data} />} />
      <CategoryChip scope={scope} />
      <HolidayNote scope={scope} figures={{ [definition.id]: data.figure }} />
      <div className="map-page" data-long={areas.length > LONG_FROM || undefined}>
        <section className="card map-card" aria-labelledby="judul-peta">
          <header>
            <h2 id="judul-peta">{title}</h2>
            {data.perResidents && <span className="note">{t.perResidents}</span>}
            {drawing.illustrative && (
              <span className="badge" title={t.illustrativeNote}>
                {t.illustrative}
              </span>
            )}
          </header>
          <DaysSlider search={scope.search} onDay={setDay} t={t} f={f} />
          <LayerChoice layers={layers} places={data.places} onChange={choose} t={t} />
          <KecamatanMap
            title={title}
            summary={summary}
            drawing={drawing}
            values={drawn}
            active={active ?? (data.level === 'kecamatan' ? chosen : null)}
            isPointed={active !== null}
            onActive={setActive}
            onPick={(kode) => navigate(areaHref(kode), { preventScrollReset: true })}
            words={{ zoomIn: t.zoomIn, zoomOut: t.zoomOut, whole: t.whole }}
            over={{ overlay, write: writeCount, onOpen: (key) => navigate(listHref(key)), onView }}
            basemap={basemap}
          />
          <footer className="map-foot">
            {isDense ? (
              <DensityLegend words={{ legend: t.kepadatan, few: t.few, many: t.many }} />
            ) : (
              <MapLegend
                limits={limits}
                lowBurns={lowBurns}
                f={f}
                hasUnknown={known.length < sorted.length}
                words={{ legend: t.legend, unknown: t.unknown }}
              />
            )}
            <p>
              <b>{t.noPlace(data.nowhere === null ? '—' : f.number(data.nowhere.n, 0))}</b>
              {data.outside !== null && data.outside.n > 0 && <span>{t.outside(f.number(data.outside.n, 0))}</span>}
            </p>
          </footer>
        </section>
        <section className="card map-areas-card" aria-labelledby="judul-wilayah">
          <header>
            <h2 id="judul-wilayah">{t[data.level]}</h2>
            {definition.hasRows && <Link to={metricHref('/baris', definition.id, scope)}>{t.rows}</Link>}
          </header>
          <AreaTable
            data={data}
            areas={sorted}
            drawing={drawing}
            classOf={(value) => (isDense && value !== null ? 0 : classOf(value, limits, lowBurns))}
            write={write}
            active={active}
            onActive={setActive}
            hrefOf={areaHref}
            caption={title}
          />
          {chosen && <ChosenArea data={data} kode={chosen} />}
        </section>
        <ClustersCard data={data} clusters={data.complaints.clusters} hrefOf={listHref} t={t} f={f} />
        <HotSpotsCard data={data} hrefOf={listHref} t={t} f={f} />
      </div>
    </>
  );
}

/** Which figure is coloured, how, and at which level. Works without scripts by its button. */
function Choices({ data }: { data: MapData }) {
  const t = useText(mapText);
  const { lang } = useShell();
  const submit = useSubmit();
  const { search } = useLocation();
  const own = ['metrik', 'nilai', 'tingkat'];
  const kept = [...new URLSearchParams(search)].filter(([name]) => !own.includes(name));
  return (
    <Form
      method="get"
      className="map-choices"
      onChange={(event) => {
        const form = new FormData(event.currentTarget);
        for (const [name, value] of [...form]) if (value === '') form.delete(name);
        const lapisan = new URLSearchParams(window.location.search).get('lapisan');
        if (lapisan) form.set('lapisan', lapisan);
        submit(form, { preventScrollReset: true });
      }}
    >
      {kept.map(([name, value]) => (
        <input key={`${name}=${value}`} type="hidden" name={name} value={value} />
      ))}
      <label>
        <span className="note">{t.metric}</span>
        <select
          name="metrik"
          className="select"
          defaultValue={data.figure.definition.id}
          key={data.figure.definition.id}
        >
          {data.choices.map(({ id, name }) => (
            <option key={id} value={id}>
              {name[lang]}
            </option>
          ))}
        </select>
      </label>
      {data.canRate && (
        <label>
          <span className="note">{t.value}</span>
          <select name="nilai" className="select" defaultValue={data.perResidents ? '' : 'jumlah'}>
            <option value="">{t.perResidents}</option>
            <option value="jumlah">{t.amount}</option>
          </select>
        </label>
      )}
      {data.hasKelurahan && (
        <label>
          <span className="note">{t.level}</span>
          <select name="tingkat" className="select" defaultValue={data.level === 'kelurahan' ? 'kelurahan' : ''}>
            <option value="">{t.kecamatan}</option>
            <option value="kelurahan">{t.kelurahan}</option>
          </select>
        </label>
      )}
      <noscript>
        <button type="submit" className="button">
          {t.show}
        </button>
      </noscript>
    </Form>
  );
}

/** Ways on from the kecamatan that the page is narrowed to. */
function ChosenArea({ data, kode }: { data: MapData; kode: string }) {
  const t = useText(mapText);
  const { search } = useLocation();
  const { city } = useShell();
  const name = city.kecamatan.find(({ code }) => code === kode)?.name ?? kode;
  const to = (path: string) => `${path}?${data.scope.search}`;
  return (
    <nav className="map-chosen" aria-label={t.pagesOf(name)}>
      <b>{t.chosen(name)}</b>
      <Link to={to('/aduan')}>{t.complaints}</Link>
      <Link to={to('/layanan')}>{t.services}</Link>
      <Link to={to('/kepuasan')}>{t.satisfaction}</Link>
      <Link to={to('/partisipasi')}>{t.participation}</Link>
      <Link to={{ search: withFilters(search, { kecamatan: null }) }} preventScrollReset>
        {t.release}
      </Link>
    </nav>
  );
}
