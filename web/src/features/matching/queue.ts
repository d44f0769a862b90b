// One question after the other. Owns: questions read ahead, answers on their way to the hub (in order, none lost), taking back.
// Does not own: what a question looks like, what the hub is asked (Hub).
import { newKey } from '../../lib/api'
import { toProblem, type Problem } from '../../lib/problem'
import type { Contradiction } from './pair'

export type Verdict = 'same' | 'different' | 'skip'

/** What a queue must know of a question. `about` is given to the hub with the answer, where taking back needs it. */
export type Asked = { id: string; version?: number; about?: string; contradictions: readonly Contradiction[] }

export type Answer = { id: string; version?: number; about?: string; verdict: Verdict; despite?: boolean }

/** What came of an answer. `back` is what takes it back; without one there is nothing to take back. */
export type Outcome = { outcome: 'taken' | 'changed' | 'settled' | 'contradicts'; back?: string; contradictions?: readonly Contradiction[] }

/** What a queue asks of the hub. What is sent twice with one key is done once. */
export type Hub<Q> = {
  /** The most valuable questions, best first, at least so many if there are, and how many are open in all. */
  next: (least: number) => Promise<{ questions: readonly Q[]; left: number }>
  /** What came of each, in the order given, and how many are open then. */
  answer: (answers: readonly Answer[], key: string) => Promise<{ outcomes: readonly Outcome[]; left: number }>
  takeBack: (back: string, key: string) => Promise<unknown>
  /** What is taken back is not open again at once: the hub asks it anew, a little later, as another question about the same. */
  asksAnew?: boolean
}

export type Shown<Q> = {
  /** asking: there is a question. done: nobody has one that was not skipped. broken: the hub gave none, see `problem`. */
  phase: 'loading' | 'asking' | 'done' | 'broken'
  now?: Q
  /** The place of `now` in this session, from 1. */
  number: number
  problem?: Problem
  /** Of this session. */
  answered: number
  skipped: number
  /** Open at the hub, less what is on its way there. */
  left: number
  /** Answers in a minute, over the last ones; null before there are two. */
  perMinute: number | null
  /** Deeds that have not reached the hub, and why if it was tried in vain. */
  waiting: number
  stuck?: Problem
  /** Answers that were not taken: other answers had settled the question, or its texts have changed. */
  missed: number
  last?: { question: Q; verdict: Verdict }
}

/** Something to be sent, kept on the device until the hub has it. One that was tried belongs to a batch, and is tried again with that only. */
type Sent = Answer & { key: string; at: number; batch?: string }
type Back = { key: string; at: number; of: string; back?: string }
type Deed = Sent | Back
type Done<Q> = { question: Q; verdict: Verdict; at: number; key: string }

const isBack = (deed: Deed): deed is Back => 'of' in deed

/** Below so many questions at hand more are fetched, so many that a person does not reach the end before the next ones come; the hub gives no more than `most`. */
const low = 15
const fetched = 40
const most = 200
/** So long the hub may take to ask anew. */
const soon = 2500
/** So many answers go at once. */
const batched = 50
/** The pace is that of so many last answers. */
const paced = 20
/** Pauses longer than this are not work. */
const longestPause = 120_000

/** Whether trying again can help. 401 may be cured by signing in again, 403 by a company's being reopened: the answer waits. */
const curable = ({ status }: Problem) => status === 0 || status === 401 || status === 403 || status === 408 || status === 429 || status >= 500

export class Queue<Q extends Asked> {
  private ahead: Q[] = []
  private done: Done<Q>[] = []
  private outbox: Deed[]
  private backs = new Map<string, string>()
  /** Questions whose yes the hub sent back. */
  private objected = new Set<string>()
  /** What was taken back is about these: they come first when the hub asks anew. */
  private wanted = new Set<string>()
  private left = 0
  private number = 1
  private missed = 0
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

  /** Asks the skipped ones again. */
  readonly again = () => {
    this.done = this.done.filter((d) => d.verdict !== 'skip')
    this.look()
  }

  /** Tries at once to send what waits. */
  readonly flush = () => {
    clearTimeout(this.timer)
    void this.send()
  }

  /** Answers the question that is shown; the next one is there at once. `despite`: same, although something contradicts. */
  readonly answer = (verdict: Verdict, despite = false) => {
    const question = this.ahead.shift()
    if (!question) return
    this.number += 1
    const { id, version, about } = question
    const deed = this.keep({ id, version, about, verdict, despite: despite || undefined })
    this.done.push({ question, verdict, at: deed.at, key: deed.key })
    if (verdict !== 'skip') this.left = Math.max(0, this.left - 1)
    this.tell()
    this.sendUnlessStuck()
    if (this.ahead.length < low) void this.fetch()
  }

  /** Takes the last answer back and asks that question again: now, or a little later where the hub asks it anew. */
  readonly undo = (): 'now' | 'later' => {
    const last = this.done.pop()
    if (!last) return 'now'
    this.number -= 1
    const waiting = this.outbox.find((d) => d.key === last.key)
    const back = this.backs.get(last.key)
    // What has not left the device needs no taking back; what may have arrived does.
    const here = waiting && !isBack(waiting) && waiting.batch === undefined
    if (here) this.forget([last.key])
    else if (waiting || back) this.keep({ of: last.key, back })
    const later = !here && this.hub.asksAnew === true
    if (!later) this.ahead.unshift(last.question)
    if (last.verdict !== 'skip') this.left += 1
    this.empty = false
    this.tell()
    this.sendUnlessStuck()
    return later ? 'later' : 'now'
  }

  private async fetch(surely = false) {
    if (this.fetching || (this.empty && !surely)) return
    this.fetching = true
    if (this.problem) {
      this.problem = undefined
      this.tell()
    }
    try {
      // What was skipped or is on its way is still open at the hub: ask for more than that.
      const open = this.outbox.length + this.done.filter((d) => d.verdict === 'skip').length
      const least = Math.min(most, open + fetched)
      const { questions, left } = await this.hub.next(least)
      // Each answer changes what the others are worth, and settles some: only those in sight stay as they are.
      const kept = this.ahead.filter((q, i) => i === 0 || this.objected.has(q.id))
      const known = new Set([...kept, ...this.done.map((d) => d.question)].map((q) => q.id))
      const fresh = questions.filter((q) => !known.has(q.id))
      const first = fresh.filter((q) => q.about !== undefined && this.wanted.has(q.about))
      for (const q of first) this.wanted.delete(q.about ?? '')
      this.ahead = [...kept, ...first, ...fresh.filter((q) => !first.includes(q))]
      this.left = left - this.unsent()
      this.empty = questions.length < least || this.ahead.length === kept.length
    } catch (error) {
      this.problem = toProblem(error)
    } finally {
      this.fetching = false
      this.tell()
    }
  }

  private sendUnlessStuck() {
    if (this.stuck === undefined) void this.send()
  }

  /** One request after the other, so that an answer and its taking back arrive in that order. */
  private async send() {
    if (this.sending) return
    this.sending = true
    while (this.outbox[0]) {
      const first = this.outbox[0]
      try {
        await (isBack(first) ? this.takeBack(first) : this.sendAnswers(this.batch()))
      } catch (error) {
        const problem = toProblem(error)
        if (curable(problem)) return this.wait(problem)
      }
      this.tries = 0
      this.stuck = undefined
      this.tell()
    }
    this.sending = false
    if (this.done.length > 0) void this.fetch(true)
  }

  private async takeBack(deed: Back) {
    try {
      if (deed.back) await this.hub.takeBack(deed.back, deed.key)
      if (deed.back && this.hub.asksAnew) this.expectAgain(deed.back)
    } catch (error) {
      if (curable(toProblem(error))) throw error
    }
    this.forget([deed.key])
  }

  /** Looks a few times whether the hub asks anew what was taken back. */
  private expectAgain(about: string, times = 4) {
    this.wanted.add(about)
    setTimeout(() => {
      if (!this.wanted.has(about)) return
      void this.fetch(true)
      if (times > 1) this.expectAgain(about, times - 1)
    }, soon)
  }

  /** The answers before the next taking back. Those that were tried stay together: one key names one content. */
  private batch(): Sent[] {
    const name = (this.outbox[0] as Sent).batch
    const out: Sent[] = []
    for (const deed of this.outbox) {
      if (isBack(deed) || deed.batch !== name || out.length === batched) break
      out.push(deed)
    }
    if (name === undefined) {
      const batch = newKey()
      for (const deed of out) this.store(Object.assign(deed, { batch }))
    }
    return out
  }

  private async sendAnswers(batch: Sent[]) {
    const answers = batch.map(({ key: _k, at: _a, batch: _b, ...answer }) => answer)
    let given: { outcomes: readonly Outcome[]; left: number }
    try {
      given = await this.hub.answer(answers, batch[0]?.batch ?? '')
    } catch (error) {
      if (curable(toProblem(error))) throw error
      given = { outcomes: batch.map(() => ({ outcome: 'settled' })), left: this.left + this.unsent() - batch.length }
    }
    this.forget(batch.map((d) => d.key))
    batch.forEach((deed, i) => this.take(deed, given.outcomes[i] ?? { outcome: 'settled' }))
    this.left = Math.max(0, given.left - this.unsent())
  }

  private take({ key }: Sent, { outcome, back, contradictions }: Outcome) {
    const takenBack = this.outbox.find((d) => isBack(d) && d.of === key) as Back | undefined
    if (takenBack) {
      if (back) this.store(Object.assign(takenBack, { back }))
      else this.forget([takenBack.key])
      return
    }
    if (outcome === 'taken') {
      if (back) this.backs.set(key, back)
      return
    }
    const at = this.done.findIndex((d) => d.key === key)
    const [refused] = at < 0 ? [] : this.done.splice(at, 1)
    if (outcome === 'contradicts' && refused) {
      // Comes after the one that is being looked at, and says now what contradicts.
      this.objected.add(refused.question.id)
      this.ahead.splice(1, 0, { ...refused.question, contradictions: contradictions ?? [] })
    } else this.missed += 1
    if (outcome === 'changed') this.empty = false
  }

  private wait(problem: Problem) {
    this.sending = false
    this.stuck = problem
    const pause = (problem.retryAfter ?? Math.min(2 ** this.tries++, 60)) * 1000
    clearTimeout(this.timer)
    this.timer = setTimeout(() => void this.send(), pause)
    this.tell()
  }

  /** How many answers are on their way that close a question. */
  private readonly unsent = () => this.outbox.filter((d) => !isBack(d) && d.verdict !== 'skip').length

  // Each deed is an entry of its own, so that two windows at work do not write over each other.

  private keep<D extends Omit<Sent, 'key' | 'at'> | Omit<Back, 'key' | 'at'>>(what: D) {
    // Two deeds of one millisecond keep their order.
    const at = Math.max(Date.now(), (this.outbox.at(-1)?.at ?? 0) + 1)
    const deed = { ...what, key: newKey(), at }
    this.outbox.push(deed)
    this.store(deed)
    return deed
  }

  private store(deed: Deed) {
    try {
      localStorage.setItem(`${this.place}.${deed.key}`, JSON.stringify(deed))
    } catch {
      // Without storage an answer lives as long as the page.
    }
  }

  private forget(keys: string[]) {
    this.outbox = this.outbox.filter((d) => !keys.includes(d.key))
    try {
      for (const key of keys) localStorage.removeItem(`${this.place}.${key}`)
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
      phase: this.phase(), now: this.ahead[0], number: this.number, problem: this.problem, answered: this.done.length - skipped, skipped, left: Math.max(this.left, this.ahead.length), perMinute: this.perMinute(),
      waiting: this.outbox.length, stuck: this.stuck, missed: this.missed, last: this.done.at(-1),
    }
  }

  private tell() {
    this.snapshot = this.picture()
    for (const f of this.listeners) f()
  }
}
