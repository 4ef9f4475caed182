/** What a wall can show, in the order in which a new screen shows it. */
export const sceneIds = ['ringkasan', 'peta', 'layanan', 'kematangan', 'partisipasi', 'situs', 'pagi'] as const;
export type SceneId = (typeof sceneIds)[number];

/** Grounds of a wall: dark for a control room, light for a hall with windows. */
export const wallThemes = ['gelap', 'terang'] as const;
type WallTheme = (typeof wallThemes)[number];

/** How one screen shows the city. Whoever changes it from the operator page changes the running screen at once. */
export interface ScreenSettings {
  name: string;
  /** The scenes that take turns, in order; at least one, none twice. */
  scenes: readonly SceneId[];
  dwellSeconds: number;
  /** The one scene that stays; null = they take turns. */
  pinned: SceneId | null;
  theme: WallTheme;
  /** How long a new alarm of high severity takes the screen over; 0 = never. */
  spotlightSeconds: number;
}

export const limits = {
  name: { longest: 60 },
  dwellSeconds: { from: 5, to: 3_600 },
  spotlightSeconds: { from: 0, to: 600 },
} as const;

/** A new screen, and a signed-in person's look at the wall. */
export const defaultSettings: Omit<ScreenSettings, 'name'> = {
  scenes: sceneIds,
  dwellSeconds: 20,
  pinned: null,
  theme: 'gelap',
  spotlightSeconds: 30,
};

export const isSceneId = (text: unknown): text is SceneId => sceneIds.some((id) => id === text);
