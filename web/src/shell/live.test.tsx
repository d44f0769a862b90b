import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { fakeHub, json, problem } from '../testing/hub'
import { follow, type LiveMessage } from './live'

const hub = fakeHub()

/** A stream of the test's own. */
class Stream extends EventTarget {
  static all: Stream[] = []
  static readonly CLOSED = 2
  readyState = 1
  url: string
  constructor(url: string) {
    super()
    this.url = url
    Stream.all.push(this)
  }
  close() {
    this.readyState = 2
  }
  say(topic: string, data: object) {
    this.dispatchEvent(new MessageEvent(topic, { data: JSON.stringify(data) }))
  }
  fail() {
    this.readyState = 2
    this.dispatchEvent(new Event('error'))
  }
}

const open = () => Stream.all.filter((s) => s.readyState !== 2)
const stops: (() => void)[] = []
const listen = (company: string) => {
  const heard: LiveMessage[] = []
  const stop = follow(company, (m) => heard.push(m))
  stops.push(stop)
  return { heard, stop }
}

beforeEach(() => {
  Stream.all = []
  vi.stubGlobal('EventSource', Stream)
})
afterEach(() => {
  for (const stop of stops.splice(0)) stop()
  vi.unstubAllGlobals()
})

test('of many that follow one company one holds the stream, and all hear it', async () => {
  const [a, b] = [listen('com_a'), listen('com_a')]
  await expect.poll(() => open()).toHaveLength(1)
  open()[0]?.say('identity.seat_taken', { object: 'sea_1', at: 'now', payload: null })
  await expect.poll(() => [a.heard.length, b.heard.length]).toEqual([1, 1])
  expect(a.heard[0]).toMatchObject({ kind: 'event', event: { topic: 'identity.seat_taken', object: 'sea_1' } })
})

test('when the one that holds it leaves, the next takes over', async () => {
  const a = listen('com_b')
  await expect.poll(() => open()).toHaveLength(1)
  const b = listen('com_b')
  a.stop()
  await expect.poll(() => [Stream.all.length, open().length]).toEqual([2, 1])
  open()[0]?.say('job.progressed', { object: 'job_1', payload: { done: 1 } })
  await expect.poll(() => b.heard).toHaveLength(1)
})

test('a stream that the hub refused is opened again after the session was renewed, and what was missed is asked for', async () => {
  hub.answer('GET /api/session', () => json({ seats: [{ company: { id: 'com_c' } }] }))
  const { heard } = listen('com_c')
  await expect.poll(() => open()).toHaveLength(1)
  Stream.all[0]?.fail()
  await expect.poll(() => Stream.all.length, { timeout: 4000 }).toBe(2)
  expect(heard).toEqual([{ kind: 'caughtUp' }])
})

test('without a seat there it is not opened again', async () => {
  hub.answer('GET /api/session', () => json({ seats: [] }))
  listen('com_d')
  await expect.poll(() => open()).toHaveLength(1)
  Stream.all[0]?.fail()
  await expect.poll(() => hub.calls.length, { timeout: 4000 }).toBe(1)
  await new Promise((r) => setTimeout(r, 50))
  expect(Stream.all).toHaveLength(1)
})

test('while the hub cannot be reached it keeps trying', async () => {
  hub.answer('GET /api/session', () => problem(503, 'hub.unavailable'))
  listen('com_e')
  await expect.poll(() => open()).toHaveLength(1)
  Stream.all[0]?.fail()
  await expect.poll(() => hub.calls.length, { timeout: 8000 }).toBeGreaterThan(1)
})
