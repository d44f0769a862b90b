import { expect, test } from 'vitest'
import { bodyOf, changed, clashes, emptyDraft, readTags } from './draft'

const base = { ...emptyDraft, code: 'C1', name: 'Lin', tags: 'a, b' }

test('only what was changed is sent, and an emptied field is sent empty', () => {
  const mine = { ...base, name: ' Lin Ltd ', region: 'CN-44', code: 'C1 ' }
  expect(changed(base, mine)).toEqual(['name', 'region'])
  expect(bodyOf(mine, changed(base, mine))).toEqual({ name: 'Lin Ltd', region: 'CN-44' })
  expect(bodyOf({ ...mine, region: '' }, ['region'])).toEqual({ region: '' })
})

test('tags are typed with any comma, each once', () => {
  expect(readTags('vip,shop、 vip ; north')).toEqual(['vip', 'shop', 'north'])
  expect(changed(base, { ...base, tags: 'a,b' })).toEqual([])
})

test('two people meet only where both changed, and not to the same', () => {
  const mine = { ...base, name: 'Mine', phone: '1', note: 'x' }
  const theirs = { ...base, name: 'Theirs', phone: '1', email: 'a@b.example' }
  expect(clashes(base, mine, theirs)).toEqual(['name'])
})
