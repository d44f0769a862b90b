import { beforeEach, expect, test, vi } from 'vitest'

const farnell = { id: 'com_a', name: 'Farnell' }
const mouser = { id: 'com_b', name: 'Mouser' }

function storage() {
  const held = new Map<string, string>()
  return { getItem: (k: string) => held.get(k) ?? null, setItem: (k: string, v: string) => void held.set(k, v), removeItem: (k: string) => void held.delete(k), held }
}

let local = storage()
beforeEach(() => {
  vi.resetModules()
  local = storage()
  vi.stubGlobal('localStorage', local)
})

test('what was chosen and written is there again after a reload, for its company only', async () => {
  const before = await import('./application')
  before.choose('com_1', [farnell, mouser], true)
  before.changeApplication('com_1', { note: 'Hello', notes: { com_a: 'As last year' } })
  vi.resetModules()
  const after = await import('./application')
  expect(after.applicationOf('com_1')).toEqual({ chosen: [farnell, mouser], note: 'Hello', notes: { com_a: 'As last year' } })
  expect(after.applicationOf('com_2').chosen).toEqual([])
})

test('leaving a supplier takes only what was written to that one; nobody is chosen twice', async () => {
  const { applicationOf, changeApplication, choose } = await import('./application')
  choose('com_1', [farnell, mouser], true)
  choose('com_1', [farnell], true)
  expect(applicationOf('com_1').chosen).toEqual([mouser, farnell])
  changeApplication('com_1', { notes: { com_a: 'a', com_b: 'b' } })
  choose('com_1', [farnell], false)
  expect(applicationOf('com_1')).toEqual({ chosen: [mouser], note: '', notes: { com_b: 'b' } })
  choose('com_1', [mouser], false)
  expect(local.held.size).toBe(0)
})

test('a device without storage still applies, and torn notes are no application', async () => {
  local.setItem('hub.application.com_1', '{"chosen":')
  const torn = await import('./application')
  expect(torn.applicationOf('com_1').chosen).toEqual([])
  vi.stubGlobal('localStorage', { getItem: () => { throw new Error('forbidden') }, setItem: () => { throw new Error('forbidden') }, removeItem: () => { throw new Error('forbidden') } })
  torn.choose('com_2', [farnell], true)
  expect(torn.applicationOf('com_2').chosen).toEqual([farnell])
})

test('an invite waits for a week', async () => {
  const { forgetInvite, keepInvite, keptInvite } = await import('./pendingInvite')
  expect(keptInvite()).toBeNull()
  keepInvite('token', 1_000)
  expect(keptInvite(1_000 + 6 * 86_400_000)).toBe('token')
  expect(keptInvite(1_000 + 7 * 86_400_000)).toBeNull()
  keepInvite('token')
  forgetInvite()
  expect(keptInvite()).toBeNull()
})
