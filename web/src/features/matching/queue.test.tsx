import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { Problem } from '../../lib/problem'
import { Queue, type Verdict } from './queue'

type Q = { id: string }
const place = 'hub.answers.test'

/** A hub with so many questions; what it is told stands in `told`. */
function hubOf(count: number) {
  const open = Array.from({ length: count }, (_, i) => ({ id: `q${i + 1}` }))
  const told: string[] = []
  const keys: string[] = []
  let broken: Problem | null = null
  const settle = (id: string) => void open.splice(open.findIndex((q) => q.id === id), 1)
  const take = async (id: string, what: Verdict | 'back', key: string) => {
    await Promise.resolve()
    keys.push(key)
    if (broken) throw broken
    told.push(`${id} ${what}`)
  }
  return {
    told,
    keys,
    fail: (problem: Problem | null) => {
      broken = problem
    },
    settle,
    hub: {
      next: vi.fn<(least: number) => Promise<{ questions: Q[]; left: number }>>(async (least) => ({ questions: open.slice(0, least), left: open.length })),
      answer: (id: string, verdict: Verdict, key: string) => take(id, verdict, key).then(() => settle(id)),
      takeBack: (id: string, key: string) => take(id, 'back', key).then(() => void open.unshift({ id })),
    },
  }
}

const settled = async () => {
  await vi.advanceTimersByTimeAsync(0)
  await vi.advanceTimersByTimeAsync(0)
}

async function begun(count: number) {
  const h = hubOf(count)
  const queue = new Queue<Q>(h.hub, place)
  queue.look()
  await settled()
  return { ...h, queue, now: () => queue.shown().now?.id }
}

beforeEach(() => {
  vi.useFakeTimers()
})
afterEach(() => {
  vi.useRealTimers()
})

test('the next question is there at once, before the hub has the answer', async () => {
  const { queue, told, now } = await begun(40)
  expect(now()).toBe('q1')
  queue.answer('same')
  expect(now()).toBe('q2')
  expect(told).toEqual([])
  queue.answer('different')
  queue.answer('skip')
  expect(now()).toBe('q4')
  await settled()
  expect(told).toEqual(['q1 same', 'q2 different', 'q3 skip'])
  expect(queue.shown()).toMatchObject({ answered: 2, skipped: 1, left: 37, waiting: 0 })
})

test('a hundred answers without a pause: each arrives once and in order, and there is always a next one', async () => {
  const { queue, told, now } = await begun(100)
  for (let i = 1; i <= 100; i++) {
    expect(now()).toBe(`q${i}`)
    queue.answer(i % 2 ? 'same' : 'different')
    // Faster than the hub: it has taken a part of them only when the next ones are fetched.
    if (i % 3 === 0) await settled()
  }
  await settled()
  expect(told).toEqual(Array.from({ length: 100 }, (_, i) => `q${i + 1} ${(i + 1) % 2 ? 'same' : 'different'}`))
  expect(queue.shown()).toMatchObject({ phase: 'done', answered: 100, left: 0, waiting: 0 })
})

test('an answer that has not left the device is taken back there; one that has, at the hub', async () => {
  const { queue, told, now } = await begun(20)
  queue.answer('same')
  queue.answer('same')
  queue.undo()
  expect(now()).toBe('q2')
  await settled()
  expect(told).toEqual(['q1 same'])
  queue.undo()
  expect(now()).toBe('q1')
  queue.answer('different')
  await settled()
  expect(told).toEqual(['q1 same', 'q1 back', 'q1 different'])
  queue.undo()
  queue.undo()
  expect(now()).toBe('q1')
})

test('without the hub no answer is lost: it waits, says so, and is sent again under the same key', async () => {
  const { queue, told, keys, fail } = await begun(20)
  fail(new Problem({ status: 0, code: 'hub.unreachable' }))
  queue.answer('same')
  queue.answer('different')
  await settled()
  expect(queue.shown()).toMatchObject({ phase: 'asking', answered: 2, waiting: 2, stuck: { code: 'hub.unreachable' } })
  fail(null)
  await vi.advanceTimersByTimeAsync(1100)
  expect(told).toEqual(['q1 same', 'q2 different'])
  expect(keys[0]).toBe(keys[1])
  expect(queue.shown()).toMatchObject({ waiting: 0, stuck: undefined })
})

test('what was not sent is sent when the page is opened again', async () => {
  const first = await begun(20)
  first.fail(new Problem({ status: 503, code: 'hub.unavailable' }))
  first.queue.answer('same')
  first.queue.answer('skip')
  await settled()
  const again = hubOf(20)
  const queue = new Queue<Q>(again.hub, place)
  expect(queue.shown().waiting).toBe(2)
  queue.look()
  await settled()
  expect(again.told).toEqual(['q1 same', 'q2 skip'])
  expect(Object.keys(localStorage).filter((k) => k.startsWith(place))).toEqual([])
})

test('a question that somebody else has settled is counted and holds nothing up', async () => {
  const { queue, told, fail } = await begun(20)
  fail(new Problem({ status: 409, code: 'matching.settled' }))
  queue.answer('same')
  await settled()
  fail(null)
  queue.answer('same')
  await settled()
  expect(queue.shown()).toMatchObject({ settled: 1, waiting: 0 })
  expect(told).toEqual(['q2 same'])
})

test('no questions: done; a hub that gives none: broken, and a new look mends it', async () => {
  expect((await begun(0)).queue.shown().phase).toBe('done')
  const h = hubOf(3)
  h.hub.next.mockRejectedValueOnce(new Problem({ status: 500, code: 'hub.unexpected' }))
  const queue = new Queue<Q>(h.hub, place)
  expect(queue.shown().phase).toBe('loading')
  queue.look()
  await settled()
  expect(queue.shown()).toMatchObject({ phase: 'broken', problem: { code: 'hub.unexpected' } })
  queue.look()
  await settled()
  expect(queue.shown()).toMatchObject({ phase: 'asking', left: 3 })
})

test('the pace counts the work, not the coffee', async () => {
  const { queue } = await begun(40)
  queue.answer('same')
  expect(queue.shown().perMinute).toBeNull()
  for (let i = 0; i < 4; i++) {
    await vi.advanceTimersByTimeAsync(3000)
    queue.answer('same')
  }
  expect(queue.shown().perMinute).toBeCloseTo(20)
  await vi.advanceTimersByTimeAsync(3_600_000)
  queue.answer('same')
  expect(queue.shown().perMinute).toBeGreaterThan(2)
})
