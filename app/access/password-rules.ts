export const MIN_PASSWORD = 12;
/** A longer one only costs the server time. */
export const MAX_PASSWORD = 200;

export type PasswordProblem = 'pendek' | 'panjang' | 'mudah';

/** Length is what makes a password strong; refused besides are those that a stranger would try first. */
export function passwordProblem(password: string, person: { name: string; email: string }): PasswordProblem | null {
  if ([...password].length < MIN_PASSWORD) return 'pendek';
  if (password.length > MAX_PASSWORD) return 'panjang';
  const lower = password.toLowerCase();
  if (new Set(lower).size < 5) return 'mudah';
  const own = [person.email.toLowerCase(), person.email.toLowerCase().split('@')[0] ?? '', person.name.toLowerCase()];
  // What is left after taking out one's own name must still be something.
  if (own.some((word) => word.length >= 4 && lower.replaceAll(word, '').length < 6)) return 'mudah';
  if (/^(?:password|sandi|rahasia|katasandi|qwerty|admin|ruangkendali)[\W\d_]*$/.test(lower)) return 'mudah';
  if (/^\d+$/.test(lower) && ('01234567890123456789'.includes(lower) || '98765432109876543210'.includes(lower)))
    return 'mudah';
  return null;
}
