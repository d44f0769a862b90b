import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { Problem } from '../../lib/problem'
import { Queue, type Answer, type Asked, type Hub, type Outcome } from './queue'

const place = 'hub.questions.test'
const pack = { kind: 'pack' as const, left: '10', right: '12' }
const question = (n: number): Asked => ({ id: `q${n}`, version: 1, contradictions: [] })

/** A hub with so many questions; what it took stands in `told`, the keys of all requests in `keys`. */
function hubOf(count: number) {
  const open = Array.from({ length: count }, (_, i) => question(i + 1))
  const told: string[] = []
  const keys: string[] = []
  const deeds = new Map<string, Asked>()
  let broken: Problem | null = null
  let judge: (answer: Answer) => Outcome['outcome'] = () => 'taken'
  const take = (a: Answer): Outcome => {
    const outcome = judge(a)
    if (outcome !== 'taken') return { outcome, contradictions: outcome === 'contradicts' ? [pack] : [] }
    told.push(`${a.id} ${a.verdict}${a.despite ? ' despite' : ''}`)
    const at = open.findIndex((q) => q.id === a.id)
    const [q] = open.splice(at, 1)
    if (q && a.verdict === 'skip') open.push(q)
    const back = `ded_${deeds.size + 1}`
    if (q) deeds.set(back, q)
    return { outcome, back }
  }
  const hub: Hub<Asked> = {
    next: vi.fn<Hub<Asked>['next']>(async (least) => ({ questions: open.slice(0, least), left: open.length })),
    answer: async (answers, key) => {
      await Promise.resolve()
      keys.push(key)
      if (broken) throw broken
      return { outcomes: answers.map(take), left: open.length }
    },
    takeBack: async (back, key) => {
      await Promise.resolve()
      keys.push(key)
      if (broken) throw broken
      told.push(`${back} back`)
      const q = deeds.get(back)
      if (q && !open.includes(q)) open.unshift(q)
    },
  }
  return {
    hub, told, keys, open,
    fail: (problem: Problem | null) => {
      broken = problem
    },
    judge: (f: typeof judge) => {
      judge = f
    },
  }
}

const settled = async () => {
  for (let i = 0; i < 4; i++) await vi.advanceTimersByTimeAsync(0)
}

async function begun(count: number) {
  const h = hubOf(count)
  const queue = new Queue(h.hub, place)
  queue.look()
  await settled()
  return { ...h, queue, now: () => queue.shown().now?.id }
}

const kept = () => Object.keys(localStorage).filter((k) => k.startsWith(place))

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
  expect(queue.shown()).toMatchObject({ answered: 2, skipped: 1, left: 38, waiting: 0 })
  expect(kept()).toEqual([])
})

test('a hundred answers without a pause: each arrives once and in order, and there is always a next one', async () => {
  const { queue, told, keys, now } = await begun(100)
  for (let i = 1; i <= 100; i++) {
    expect(now()).toBe(`q${i}`)
    queue.answer(i % 2 ? 'same' : 'different')
    // Faster than the hub: it has taken a part of them only when the next ones are fetched.
    if (i % 3 === 0) await settled()
  }
  await settled()
  expect(told).toEqual(Array.from({ length: 100 }, (_, i) => `q${i + 1} ${(i + 1) % 2 ? 'same' : 'different'}`))
  expect(keys.length).toBeLessThan(100)
  expect(queue.shown()).toMatchObject({ phase: 'done', answered: 100, left: 0, waiting: 0 })
})

test('an answer that has not left the device is taken back there; one that has, by its deed', async () => {
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
  expect(told).toEqual(['q1 same', 'ded_1 back', 'q1 different'])
})

test('an answer that is on its way is taken back when it has arrived', async () => {
  const { queue, told, now } = await begun(20)
  queue.answer('same')
  queue.undo()
  expect(now()).toBe('q1')
  await settled()
  expect(told).toEqual(['q1 same', 'ded_1 back'])
  expect(queue.shown()).toMatchObject({ answered: 0, left: 20, waiting: 0 })
})

test('without the hub no answer is lost: it waits, says so, and is sent again under the same key', async () => {
  const { queue, told, keys, fail } = await begun(20)
  fail(new Problem({ status: 0, code: 'hub.unreachable' }))
  queue.answer('same')
  await settled()
  queue.answer('different')
  await settled()
  expect(queue.shown()).toMatchObject({ phase: 'asking', answered: 2, waiting: 2, stuck: { code: 'hub.unreachable' } })
  expect(kept()).toHaveLength(2)
  fail(null)
  await vi.advanceTimersByTimeAsync(1100)
  expect(told).toEqual(['q1 same', 'q2 different'])
  // What was tried is tried as it was: a key names one content.
  expect(keys[0]).toBe(keys[1])
  expect(keys[2]).not.toBe(keys[1])
  expect(queue.shown()).toMatchObject({ waiting: 0, stuck: undefined })
})

test('what was not sent is sent when the page is opened again, in its order', async () => {
  const first = await begun(20)
  first.fail(new Problem({ status: 503, code: 'hub.unavailable' }))
  first.queue.answer('same')
  first.queue.answer('skip')
  first.queue.answer('different')
  await settled()
  first.queue.undo()
  const again = hubOf(20)
  const queue = new Queue(again.hub, place)
  expect(queue.shown().waiting).toBe(2)
  queue.look()
  await settled()
  expect(again.told).toEqual(['q1 same', 'q2 skip'])
  expect(again.keys[0]).toBe(first.keys[0])
  expect(kept()).toEqual([])
})

test('an answer that came too late is counted and holds nothing up', async () => {
  const { queue, told, judge } = await begun(20)
  judge(({ id }) => (id === 'q1' ? 'settled' : 'taken'))
  queue.answer('same')
  queue.answer('same')
  await settled()
  expect(queue.shown()).toMatchObject({ missed: 1, answered: 1, waiting: 0, number: 3 })
  expect(told).toEqual(['q2 same'])
})

test('a refusal of the whole request drops what can never be taken', async () => {
  const { queue, fail } = await begun(20)
  fail(new Problem({ status: 422, code: 'hub.invalid' }))
  queue.answer('same')
  await settled()
  expect(queue.shown()).toMatchObject({ missed: 1, waiting: 0, stuck: undefined })
  expect(kept()).toEqual([])
})

test('a yes where something contradicts comes back next, and says what contradicts', async () => {
  const { queue, told, judge, now } = await begun(20)
  judge((a) => (a.id === 'q1' && !a.despite ? 'contradicts' : 'taken'))
  queue.answer('same')
  await settled()
  expect(now()).toBe('q2')
  queue.answer('different')
  expect(queue.shown().now).toMatchObject({ id: 'q1', contradictions: [pack] })
  queue.answer('same', true)
  await settled()
  expect(told).toEqual(['q2 different', 'q1 same despite'])
  expect(queue.shown()).toMatchObject({ answered: 2, missed: 0 })
})

test('a question whose texts have changed is asked again as it is now', async () => {
  const { queue, judge, open, now } = await begun(3)
  judge(({ id, version }) => (id === 'q1' && version === 1 ? 'changed' : 'taken'))
  open[0] = { id: 'q1', version: 2, contradictions: [] }
  for (const _ of [1, 2, 3]) queue.answer('same')
  await settled()
  expect(now()).toBe('q1')
  expect(queue.shown().now?.version).toBe(2)
})

test('skipped questions are asked again only when one wants to', async () => {
  const { queue, now } = await begun(3)
  for (const verdict of ['skip', 'same', 'same'] as const) queue.answer(verdict)
  await settled()
  expect(queue.shown()).toMatchObject({ phase: 'done', skipped: 1, left: 1 })
  queue.again()
  await settled()
  expect(now()).toBe('q1')
})

test('no questions: done; a hub that gives none: broken, and a new look mends it', async () => {
  expect((await begun(0)).queue.shown().phase).toBe('done')
  const h = hubOf(3)
  vi.mocked(h.hub.next).mockRejectedValueOnce(new Problem({ status: 500, code: 'hub.unexpected' }))
  const queue = new Queue(h.hub, place)
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
