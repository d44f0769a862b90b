// One question after the other. Owns: questions read ahead, answers on their way to the hub (in order, none lost), taking back.
// Does not own: what a question looks like, what the hub is asked (Hub).
import { newKey } from '../../lib/api'
import { toProblem, type Problem } from '../../lib/problem'

export type Verdict = 'same' | 'different' | 'skip'

/** What a queue asks of the hub. An answer or its taking back sent twice with one key is done once. */
export type Hub<Q> = {
  /** The most valuable questions, best first, at least so many if there are, and how many are open in all. */
  next: (least: number) => Promise<{ questions: readonly Q[]; left: number }>
  answer: (id: string, verdict: Verdict, key: string) => Promise<unknown>
  takeBack: (id: string, key: string) => Promise<unknown>
}

export type Shown<Q> = {
  /** asking: there is a question. done: nobody has one. broken: the hub gave none, see `problem`. */
  phase: 'loading' | 'asking' | 'done' | 'broken'
  now?: Q
  problem?: Problem
  /** Of this session. */
  answered: number
  skipped: number
  /** Open at the hub, less what is on its way there. */
  left: number
  /** Answers in a minute, over the last ones; null before there are two. */
  perMinute: number | null
  /** Answers that have not reached the hub, and why if it was tried in vain. */
  waiting: number
  stuck?: Problem
  /** Answers that came too late: somebody else, or another answer, had settled the question. */
  settled: number
  last?: { question: Q; verdict: Verdict }
}

/** Something to be sent, kept on the device until the hub has it. */
type Deed = { key: string; at: number; id: string; verdict?: Verdict }
type Done<Q> = { question: Q; verdict: Verdict; at: number; key: string }

/** Below so many questions at hand more are fetched, and so many at a time. */
const low = 15
const fetched = 30
/** The pace is that of so many last answers. */
const paced = 20
/** Pauses longer than this are not work. */
const longestPause = 120_000

/** Whether trying again can help. 401 may be cured by signing in again, 403 by a company's being reopened: the answer waits. */
const curable = ({ status }: Problem) => status === 0 || status === 401 || status === 403 || status === 408 || status === 429 || status >= 500

export class Queue<Q extends { id: string }> {
  private ahead: Q[] = []
  private done: Done<Q>[] = []
  private outbox: Deed[] = []
  private left = 0
  private settled = 0
  private fetching = false
  private sending = false
  private empty = false
  private tries = 0
  private timer: ReturnType<typeof setTimeout> | undefined
  private problem: Problem | undefined
  private stuck: Problem | undefined
  private listeners = new Set<() => void>()
  private snapshot: Shown<Q>

  constructor(
    private hub: Hub<Q>,
    /** Where deeds are kept on the device; another one for each person and company. */
    private place: string,
  ) {
    this.outbox = this.kept()
    this.snapshot = this.picture()
  }

  readonly subscribe = (f: () => void) => {
    this.listeners.add(f)
    return () => {
      this.listeners.delete(f)
    }
  }

  readonly shown = () => this.snapshot

  /** Sends what was left over and fetches the first questions; later: looks whether there are new ones. */
  readonly look = () => {
    this.empty = false
    this.flush()
    void this.fetch()
  }

  /** Tries at once to send what waits. */
  readonly flush = () => {
    clearTimeout(this.timer)
    void this.send()
  }

  /** Answers the question that is shown; the next one is there at once. */
  readonly answer = (verdict: Verdict) => {
    const question = this.ahead.shift()
    if (!question) return
    const { key, at } = this.keep(question.id, verdict)
    this.done.push({ question, verdict, at, key })
    this.left = Math.max(0, this.left - 1)
    this.tell()
    if (this.stuck === undefined) void this.send()
    if (this.ahead.length < low) void this.fetch()
  }

  /** Takes the last answer back and asks that question again. */
  readonly undo = () => {
    const last = this.done.pop()
    if (!last) return
    this.ahead.unshift(last.question)
    this.left += 1
    this.empty = false
    const at = this.outbox.findIndex((d) => d.key === last.key)
    // What has not left the device needs no taking back.
    if (at > 0 || (at === 0 && !this.sending)) this.forget(last.key)
    else this.keep(last.question.id)
    this.tell()
    if (this.stuck === undefined) void this.send()
  }

  private async fetch() {
    if (this.fetching || this.empty) return
    this.fetching = true
    if (this.problem) {
      this.problem = undefined
      this.tell()
    }
    try {
      // What is shown here, or answered and on its way, is still open at the hub: ask for more than that.
      const least = this.ahead.length + this.outbox.length + fetched
      const { questions, left } = await this.hub.next(least)
      const known = new Set([...this.ahead.map((q) => q.id), ...this.done.map((d) => d.question.id)])
      const fresh = questions.filter((q) => !known.has(q.id))
      this.ahead.push(...fresh)
      this.left = Math.max(this.ahead.length, left - this.outbox.filter((d) => d.verdict).length)
      this.empty = questions.length < least
    } catch (error) {
      this.problem = toProblem(error)
    } finally {
      this.fetching = false
      this.tell()
    }
  }

  /** One deed after the other, so that an answer and its taking back arrive in that order. */
  private async send() {
    if (this.sending) return
    this.sending = true
    while (this.outbox[0]) {
      const deed = this.outbox[0]
      try {
        await (deed.verdict ? this.hub.answer(deed.id, deed.verdict, deed.key) : this.hub.takeBack(deed.id, deed.key))
      } catch (error) {
        const problem = toProblem(error)
        if (curable(problem)) return this.wait(problem)
        if (deed.verdict) this.settled += 1
      }
      this.tries = 0
      this.stuck = undefined
      this.forget(deed.key)
      this.tell()
    }
    this.sending = false
  }

  private wait(problem: Problem) {
    this.sending = false
    this.stuck = problem
    const pause = (problem.retryAfter ?? Math.min(2 ** this.tries++, 60)) * 1000
    clearTimeout(this.timer)
    this.timer = setTimeout(() => void this.send(), pause)
    this.tell()
  }

  // Each deed is an entry of its own, so that two windows at work do not write over each other.

  private keep(id: string, verdict?: Verdict): Deed {
    // Two deeds of one millisecond keep their order.
    const at = Math.max(Date.now(), (this.outbox.at(-1)?.at ?? 0) + 1)
    const deed: Deed = { key: newKey(), at, id, verdict }
    this.outbox.push(deed)
    try {
      localStorage.setItem(`${this.place}.${deed.key}`, JSON.stringify(deed))
    } catch {
      // Without storage an answer lives as long as the page.
    }
    return deed
  }

  private forget(key: string) {
    this.outbox = this.outbox.filter((d) => d.key !== key)
    try {
      localStorage.removeItem(`${this.place}.${key}`)
    } catch {
      // There was nothing to forget.
    }
  }

  private kept(): Deed[] {
    try {
      const keys = Array.from({ length: localStorage.length }, (_, i) => localStorage.key(i) ?? '').filter((k) => k.startsWith(`${this.place}.`))
      return keys.map((k) => JSON.parse(localStorage.getItem(k) ?? '') as Deed).sort((a, b) => a.at - b.at)
    } catch {
      return []
    }
  }

  private perMinute(): number | null {
    const times = this.done.slice(-paced).map((d) => d.at)
    let work = 0
    for (let i = 1; i < times.length; i++) work += Math.min((times[i] ?? 0) - (times[i - 1] ?? 0), longestPause)
    return times.length < 2 ? null : (times.length - 1) / (Math.max(work, 1) / 60_000)
  }

  private phase(): Shown<Q>['phase'] {
    if (this.ahead.length > 0) return 'asking'
    if (this.problem) return 'broken'
    return this.empty ? 'done' : 'loading'
  }

  private picture(): Shown<Q> {
    const skipped = this.done.filter((d) => d.verdict === 'skip').length
    return {
      phase: this.phase(), now: this.ahead[0], problem: this.problem, answered: this.done.length - skipped, skipped, left: this.left, perMinute: this.perMinute(),
      waiting: this.outbox.length, stuck: this.stuck, settled: this.settled, last: this.done.at(-1),
    }
  }

  private tell() {
    this.snapshot = this.picture()
    for (const f of this.listeners) f()
  }
}
