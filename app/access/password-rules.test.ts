import { expect, it } from 'vitest';
import { passwordProblem } from './password-rules';

const ani = { name: 'Ani Lestari', email: 'ani.lestari@tangerangkota.go.id' };

it('accepts a long sentence', () => {
  expect(passwordProblem('kucing hujan di pasar lama', ani)).toBeNull();
  expect(passwordProblem('Ani Lestari suka sate padang', ani)).toBeNull();
});

it('refuses the short and the obvious', () => {
  expect(passwordProblem('sebelas123', ani)).toBe('pendek');
  expect(passwordProblem('a'.repeat(300), ani)).toBe('panjang');
  for (const easy of [
    'aaaaaaaaaaaaaa',
    'ani.lestari@tangerangkota.go.id',
    'ani.lestari123',
    'Password12345',
    'RuangKendali2026',
    '123456789012',
  ]) {
    expect(passwordProblem(easy, ani), easy).toBe('mudah');
  }
});
