import { expect, test } from 'vitest'
import { merge, sameProfile } from './merge'

const base = { name: 'Lin', listed: true, accepting: true, trades: ['tools', 'metals'] as ('tools' | 'metals')[] }

test('emptied and never given are the same, and so are lists in another order', () => {
  expect(sameProfile(base, { ...base, summary: '', regions: [], trades: ['metals', 'tools'] })).toBe(true)
  expect(sameProfile(base, { ...base, contact: { name: '' } })).toBe(true)
  expect(sameProfile(base, { ...base, listed: false })).toBe(false)
})

test('changes in different fields go together; in the same field nobody wins by chance', () => {
  expect(merge(base, { ...base, summary: 'mine' }, { ...base, website: 'theirs.example' })).toEqual({ ...base, summary: 'mine', website: 'theirs.example' })
  expect(merge(base, { ...base, name: 'Mine' }, { ...base, name: 'Theirs' })).toBeNull()
  expect(merge(base, { ...base, name: 'Same' }, { ...base, name: 'Same' })?.name).toBe('Same')
})
