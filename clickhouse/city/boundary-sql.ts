import { newestProfile } from '../metrics/sql/city';

/**
 * Which kecamatan a point lies in, told by the engine without rounding errors: borders and points are taken to the nearest
 * millionth of a degree (0.11 m) and all that follows is arithmetic of whole numbers.
 *
 * The rule: a point belongs to the kecamatan that hold it by the even-odd rule over all their rings, or on whose border (of a hole
 * too) it stands; of several it is the one with the lowest code. The inside of a hole belongs to none but the one that fills it.
 *
 * The plane is cut into cells. A cell that no border touches knows its kecamatan; of the others each point is held against the
 * edges of its row of cells, by a ray to the east. Why not the engine's dictionary of polygons: docs/decisions/0031-map.md.
 */

export const MICRO = 1_000_000;
/** Side of a cell in millionths of a degree, about 220 m. */
export const CELL = 2_000;
/** What separates the numbers of cells of one row from those of the next. */
export const COLUMNS = 1_000_000;
export const SOUTH = 90 * (MICRO / CELL);
export const WEST = 180 * (MICRO / CELL);

/** The rule of a profile that names its borders: their number stands in its key. */
export const BOUNDARIES_RULE = 'batas';

/** Cells of the borders in force; none while borders are illustrative. */
const currentCells = `SELECT cell AS b_cell, kode AS b_kode, owners AS b_owners, x1 AS b_x1, y1 AS b_y1, x2 AS b_x2, y2 AS b_y2
  FROM city_boundaries WHERE boundaries IN (SELECT toUInt64OrZero(toString(key)) FROM city_rules
    WHERE profile_version = ${newestProfile} AND kind = '${BOUNDARIES_RULE}')`;

/** Whether points can be told to lie outside the city. */
export const hasBoundaries = `(SELECT count() > 0 FROM city_rules WHERE profile_version = ${newestProfile} AND kind = '${BOUNDARIES_RULE}')`;

const side = '((bx - ax) * (p_y - ay) - (p_x - ax) * (by - ay))';

/**
 * Rows with `longitude` and `latitude`, and of each besides the `point_kecamatan`: '' = no point, or in none. b_states tells of each
 * edge of the cell 2 = the point stands on it, 1 = the ray crosses it, 0 = neither.
 */
export const withPointKecamatan = (
  rows: string,
) => `SELECT * EXCEPT (p_x, p_y, p_cell, b_cell, b_kode, b_owners, b_states, b_crossed),
    if(b_kode != '', b_kode, toLowCardinality(toString(arraySort(arrayConcat(arrayFilter((o, s) -> s = 2, b_owners, b_states),
      arrayFilter(k -> countEqual(b_crossed, k) % 2 = 1, arrayDistinct(b_crossed))))[1]))) AS point_kecamatan
  FROM (SELECT * EXCEPT (b_x1, b_y1, b_x2, b_y2),
      arrayMap((ax, ay, bx, by) -> multiIf(p_y < ay OR p_y > by, 0, ${side} = 0 AND least(ax, bx) <= p_x AND p_x <= greatest(ax, bx), 2,
        p_y < by AND ${side} > 0, 1, 0), b_x1, b_y1, b_x2, b_y2) AS b_states,
      arrayFilter((o, s) -> s = 1, b_owners, b_states) AS b_crossed
    FROM (SELECT *, toInt64(round(ifNull(longitude, 0) * ${MICRO})) AS p_x, toInt64(round(ifNull(latitude, 0) * ${MICRO})) AS p_y,
        if(isNull(longitude), 0, toUInt64((floor(p_y / ${CELL}) + ${SOUTH}) * ${COLUMNS} + floor(p_x / ${CELL}) + ${WEST})) AS p_cell
      FROM (${rows})) AS p
    LEFT JOIN (${currentCells}) AS b ON b.b_cell = p.p_cell)`;
