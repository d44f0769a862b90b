import { expect, test } from 'vitest'
import { changed, clashes, merged, pieces, whole } from './merge'

const base = { legal_name: 'Corner', phone: '', contacts: [{ name: 'Lin' }], bank: { holder: '', account: '1' } }

test('a file comes back from its pieces as it was', () => {
  expect(Object.keys(pieces(base))).toEqual(['legal_name', 'phone', 'contacts', 'bank.holder', 'bank.account'])
  expect(whole(pieces(base))).toEqual(base)
})

test('spaces around and nothing at all are no change', () => {
  const now = { ...base, legal_name: ' Corner ', phone: undefined, contacts: [{ name: 'Lin', email: '' }] }
  expect(changed(pieces(base), pieces(now))).toEqual([])
  expect(changed(pieces(base), pieces({ ...base, bank: { holder: 'Corner', account: '1' } }))).toEqual(['bank.holder'])
})

test('both changed different fields: nothing is asked and both stay', () => {
  const mine = pieces({ ...base, phone: '123' })
  const theirs = pieces({ ...base, bank: { holder: 'Corner', account: '1' } })
  expect(clashes(pieces(base), mine, theirs)).toEqual([])
  expect(whole(merged(pieces(base), mine, theirs))).toEqual({ ...base, phone: '123', bank: { holder: 'Corner', account: '1' } })
})

test('both changed the same field: it is asked, and the answer counts', () => {
  const mine = pieces({ ...base, phone: '123', legal_name: 'Corner Ltd' })
  const theirs = pieces({ ...base, phone: '456', legal_name: 'Corner Ltd' })
  expect(clashes(pieces(base), mine, theirs)).toEqual(['phone'])
  expect(merged(pieces(base), mine, theirs).phone).toBe('123')
  expect(merged(pieces(base), mine, theirs, { phone: 'theirs' }).phone).toBe('456')
})

test('what one of them took away stays away', () => {
  const { phone: _, ...without } = base
  const now = { ...base, phone: '1' }
  expect(merged(pieces(now), pieces({ ...without, phone: '' }), pieces(now)).phone).toBe('')
  expect(clashes(pieces(now), pieces({ ...now, phone: '' }), pieces({ ...now, phone: '2' }))).toEqual(['phone'])
})
