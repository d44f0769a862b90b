import { expect, test } from 'vitest'
import { changed, conflicts, merged, patchOf, type Draft } from './merge'

const base: Draft = { name: 'Shop', country: 'CN', address: '', phone: '', website: '', parts: ['buyer'] }
const but = (change: Partial<Draft>): Draft => ({ ...base, ...change })

test('only what was changed is sent; spaces around it are no change', () => {
  expect(patchOf(base, but({ name: ' Shop ', address: ' 1 High Street ' }))).toEqual({ address: '1 High Street' })
  expect(patchOf(base, but({ parts: ['supplier', 'buyer'] }))).toEqual({ parts: ['supplier', 'buyer'] })
  expect(changed(base, but({ parts: ['buyer'] }))).toEqual([])
})

test('a field that both changed, and not to the same, is a conflict', () => {
  const mine = but({ address: 'A', phone: '1', website: 'x' })
  expect(conflicts(base, mine, but({ address: 'B', phone: '1', name: 'New' }))).toEqual(['address'])
})

test('what only one changed is kept from both; a conflict goes as chosen', () => {
  const mine = but({ address: 'A', phone: '1', parts: ['buyer', 'brand'] })
  const theirs = but({ address: 'B', name: 'New', parts: ['buyer', 'supplier'] })
  expect(merged(base, mine, theirs, { address: 'theirs' })).toEqual({ ...theirs, phone: '1', parts: ['buyer', 'supplier', 'brand'] })
  expect(merged(base, mine, theirs, { address: 'mine' }).address).toBe('A')
})
