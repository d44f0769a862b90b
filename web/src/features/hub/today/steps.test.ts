import { expect, test } from 'vitest'
import { missing, steps } from './steps'

const done = (known: Parameters<typeof steps>[0]) => steps(known).filter((s) => s.done).map((s) => s.name)

test('steps are done by what the hub knows', () => {
  expect(done({ person: {}, company: {}, seats: 1, invitations: 0 })).toEqual([])
  expect(done({ person: { phone: '+86138' }, company: { address: 'x' }, seats: 1, invitations: 1 })).toEqual(['phone', 'address', 'colleague'])
  expect(done({ person: {}, company: { logo: '/l' }, seats: 2, invitations: 0 })).toEqual(['logo', 'colleague'])
})

test('what a file lacks', () => {
  expect(missing({ address: 'x' })).toEqual(['phone', 'logo'])
})
