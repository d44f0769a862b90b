import { expect, test } from 'vitest'
import { buyingSeat, companyPlacesOf, homeOf, onlyBuys } from './places'
import { isSuspended, mayOf, usualSeat, type Seat, type Session } from './session'

const everything = ['audit.read', 'job.read', 'identity.seat.read', 'identity.seat.write', 'identity.tenant.read']

const seat = (id: string, parts: Seat['company']['parts'], change: Partial<Seat> = {}): Seat => ({
  id: `sea_${id}`, roles: ['owner'], permissions: everything, company: { id: `com_${id}`, name: id, parts, state: 'open' }, ...change,
})
const session = (...seats: Seat[]): Session => ({ id: 'ses_1', person: { id: 'per_1', name: 'Ada', email: 'ada@example.com', locale: 'en' }, seats })

const shop = seat('shop', ['buyer'])
const supplier = seat('supplier', ['supplier'])
const both = seat('both', ['buyer', 'supplier'])

test('who only buys starts at Order, everybody else at Today of the company', () => {
  expect(onlyBuys(shop)).toBe(true)
  expect(onlyBuys(both)).toBe(false)
  expect(homeOf(shop)).toBe('/order')
  expect(homeOf(both)).toBe('/c/com_both/today')
})

test('a bar has no place that the seat may not open', () => {
  expect(companyPlacesOf({ ...supplier, permissions: ['identity.seat.read', 'job.read'] })).toEqual(['today', 'team', 'company', 'jobs'])
  expect(companyPlacesOf({ ...shop, permissions: everything.filter((p) => p !== 'identity.tenant.read') })).toEqual(['team', 'company', 'audit', 'jobs'])
})

test('the seat used last is the usual one, while it exists', () => {
  expect(usualSeat(session(shop, supplier), 'com_supplier')).toBe(supplier)
  expect(usualSeat(session(shop, supplier), 'com_gone')).toBe(shop)
  expect(usualSeat(session(), 'com_gone')).toBeUndefined()
})

test('the buyers’ places use a seat that buys', () => {
  expect(buyingSeat(session(supplier, shop))).toBe(shop)
  expect(buyingSeat(session(supplier))).toBeUndefined()
})

test('acts are hidden from a role that may not, and disabled for a boss of a suspended company', () => {
  const company = { ...shop.company, state: 'suspended' as const }
  expect(mayOf(shop, 'identity.seat.write')).toEqual({ shown: true, disabled: false })
  expect(mayOf({ ...shop, roles: ['buyer'], permissions: [] }, 'identity.seat.write').shown).toBe(false)
  const stopped = { ...shop, permissions: [], company }
  expect(isSuspended(stopped)).toBe(true)
  expect(mayOf(stopped, 'identity.seat.write')).toEqual({ shown: true, disabled: true })
  expect(mayOf({ ...stopped, roles: ['buyer'] }, 'identity.seat.write').shown).toBe(false)
})

test('who makes promotions finds the place of prices without seeing prices', () => {
  expect(companyPlacesOf({ ...supplier, permissions: ['promotion.action.read'] })).toEqual(['today', 'prices', 'company'])
})
