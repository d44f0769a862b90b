import { beforeEach, expect, test, vi } from 'vitest'
import { readKept, writeKept } from '../comparison/basket/draft'
import { planOf, putIntoCompare, readPlan, takeOrdered, writePlan, type HandedLine } from './handed'

/** Storage as a browser has it. */
function storage(): Storage {
  const held = new Map<string, string>()
  return { getItem: (k) => held.get(k) ?? null, setItem: (k, v) => void held.set(k, v), removeItem: (k) => void held.delete(k), clear: () => held.clear(), key: () => null, length: 0 }
}

beforeEach(() => {
  vi.stubGlobal('localStorage', storage())
  vi.stubGlobal('sessionStorage', storage())
})

const handed: HandedLine = { key: 'l1', supplier: 'com_a', item: 'itm_1', sku: 'S', name: 'Bolt', quantity: '20', unit: 'C62', source: { text: 'bolt', quantity: '20', unit: '' } }

test('a plan stays in this tab until it is ordered', () => {
  const plan = planOf([handed], 2)
  writePlan('com_b', 'per_1', plan)
  expect(readPlan('com_b', 'per_1')).toEqual(plan)
  expect(readPlan('com_b', 'per_2')).toBeNull()
  writePlan('com_b', 'per_1', null)
  expect(readPlan('com_b', 'per_1')).toBeNull()
})

test('what was ordered goes from the list that is compared, the rest stays', () => {
  writeKept('com_b', 'per_1', [{ key: 'x', text: 'bolt', quantity: '20', unit: '' }, { key: 'y', text: 'nut', quantity: '5', unit: '' }], 'lst_1')
  takeOrdered('com_b', 'per_1', [handed])
  const now = readKept('com_b', 'per_1')
  expect(now.lines.map((l) => l.text)).toEqual(['nut'])
  expect(now.list).toBeUndefined()
})

test('ordering again puts the lines into the list, each at its supplier; the same item is more of it', () => {
  const again = [{ supplier: 'com_a', item: 'itm_1', quantity: '20.000000' }]
  expect(putIntoCompare('com_b', 'per_1', again)).toBe(0)
  expect(putIntoCompare('com_b', 'per_1', again)).toBe(0)
  const { lines } = readKept('com_b', 'per_1')
  expect(lines).toMatchObject([{ ref: { supplier: 'com_a', item: 'itm_1' }, chosen: { supplier: 'com_a', item: 'itm_1' }, quantity: '40' }])
})
