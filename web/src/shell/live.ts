// Live events of a company. Owns: one connection per company and browser, shared by all tabs. Does not own: what pages make of an event.
import { api } from '../lib/api'

export type LiveEvent = { topic: string; object: string; payload?: unknown }
/** `caughtUp` says that events may have been missed: whatever is shown should be asked for again. */
export type LiveMessage = { kind: 'event'; event: LiveEvent } | { kind: 'caughtUp' }
type Listener = (message: LiveMessage) => void

/** What the hub tells; a named event of server-sent events is heard by its name only. */
export const topics = [
  'identity.invited', 'identity.seat_taken', 'identity.seat_changed', 'identity.seat_removed', 'identity.company_changed', 'identity.company_suspended', 'identity.company_open', 'job.progressed', 'trading.relationship_changed', 'trading.file_judged',
  'trading.customers_changed', 'trading.grant_changed', 'trading.notice_raised', 'comparison.sheet_changed', 'catalog.items_changed', 'pricing.prices_changed', 'inventory.stock_changed',
  'integration.import_changed', 'ordering.placed', 'ordering.moved', 'ordering.written', 'credit.changed', 'matching.product_changed', 'matching.own_changed',
] as const

/** A stream that the hub refused is tried again after this many milliseconds, longer each time. */
const patience = (tries: number) => Math.min(1000 * 2 ** tries, 60_000)

/** Holds the connection until stopped. The hub refuses it when the access token has run out: any other request renews that. */
function hold(company: string, tell: Listener) {
  let source: EventSource | undefined
  let timer: ReturnType<typeof setTimeout> | undefined
  let stopped = false
  let tries = 0
  let opened = false
  const open = () => {
    source = new EventSource(`/api/companies/${company}/events`)
    source.addEventListener('open', () => {
      tries = 0
      if (opened) tell({ kind: 'caughtUp' })
      opened = true
    })
    source.addEventListener('error', () => {
      // CONNECTING means that the browser comes back by itself, and with the number of the last event.
      if (source?.readyState === EventSource.CLOSED && !stopped) timer = setTimeout(() => void again(), patience(tries++))
    })
    for (const topic of topics) {
      source.addEventListener(topic, (e: MessageEvent<string>) => tell({ kind: 'event', event: { topic, ...JSON.parse(e.data) } }))
    }
  }
  const again = async () => {
    // Signed out, or no seat there any more: the pages find out for themselves from what they ask.
    tell({ kind: 'caughtUp' })
    const works = await api.GET('/api/session').then(
      ({ data }) => data?.seats.some((s) => s.company.id === company) ?? false,
      () => null,
    )
    if (stopped || works === false) return
    if (works) open()
    else timer = setTimeout(() => void again(), patience(tries++))
  }
  open()
  return () => {
    stopped = true
    clearTimeout(timer)
    source?.close()
  }
}

/**
 * Follows the events of a company. Of all tabs that follow it one holds the connection, chosen by a lock that passes on when its tab
 * closes, and tells the others. Returns how to stop.
 */
export function follow(company: string, listener: Listener): () => void {
  if (typeof EventSource === 'undefined') return () => undefined
  if (!navigator.locks || typeof BroadcastChannel === 'undefined') return hold(company, listener)
  const name = `hub.live.${company}`
  const channel = new BroadcastChannel(name)
  channel.addEventListener('message', (e: MessageEvent<LiveMessage>) => listener(e.data))
  const leaving = new AbortController()
  const lead = () =>
    new Promise<void>((resolve) => {
      const stop = hold(company, (message) => {
        listener(message)
        channel.postMessage(message)
      })
      leaving.signal.addEventListener('abort', () => {
        stop()
        resolve()
      })
    })
  navigator.locks.request(name, { signal: leaving.signal }, lead).catch(() => undefined)
  return () => {
    leaving.abort()
    channel.close()
  }
}
