/** Who may use the product. `device` is a paired wall screen: it reads, and never signs in with a password. */
export const roles = ['pimpinan', 'perencana', 'analis', 'skpd', 'admin', 'device'] as const;
export type Role = (typeof roles)[number];

/** The person (or screen) behind a request. */
export interface Viewer {
  userId: string;
  name: string;
  email: string;
  role: Role;
  /** The office of a viewer with role `skpd`; otherwise null. */
  skpd: string | null;
}
