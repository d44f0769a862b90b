import { useEffect } from 'react'
import type { components } from '../api/job.gen'
import { queryClient } from '../lib/query'
import { follow, type LiveMessage } from './live'

type Job = components['schemas']['Job']
type Progress = Pick<Job, 'kind' | 'state' | 'done' | 'total'>
type JobPages = { pages: { items: Job[] }[] }

const ended = (state: Job['state']) => state === 'succeeded' || state === 'failed' || state === 'cancelled'

/** A job goes on in place; the hub is asked only for one that is new here, or that has ended and has a file now. */
function progressed(company: string, id: string, now: Progress) {
  let known = false
  queryClient.setQueriesData<JobPages>({ queryKey: ['jobs', company, 'list'] }, (old) =>
    old && {
      ...old,
      pages: old.pages.map((p) => ({
        ...p,
        items: p.items.map((j) => {
          if (j.id !== id) return j
          known = true
          return { ...j, ...now }
        }),
      })),
    },
  )
  queryClient.setQueryData<Job>(['jobs', company, 'one', id], (old) => {
    if (!old) return undefined
    known = true
    return { ...old, ...now }
  })
  if (!known || ended(now.state)) void queryClient.invalidateQueries({ queryKey: ['jobs', company] })
}

const calm = new Set<string>()

/** Questions are answered faster than anybody reads figures: what hangs on them is asked for again once in a while. */
function soon(company: string) {
  if (calm.has(company)) return
  calm.add(company)
  setTimeout(() => {
    calm.delete(company)
    void queryClient.invalidateQueries({ queryKey: ['matching', company] })
  }, 2000)
}

/** What an event means for what is kept of a company. */
export function takeEvent(company: string, message: LiveMessage) {
  const again = (...queryKey: string[]) => void queryClient.invalidateQueries({ queryKey })
  if (message.kind === 'caughtUp') {
    for (const key of ['team', 'company', 'jobs', 'audit', 'trading', 'catalog', 'imports', 'matching', 'ordering']) again(key, company)
    again('session')
    return
  }
  const { topic, object, payload } = message.event
  if (topic === 'job.progressed') return progressed(company, object, payload as Progress)
  again('audit', company)
  // Offers and sheets are kept with relationships: what changes the one changes what the other shows.
  if (topic.startsWith('comparison.') || topic.startsWith('catalog.') || topic.startsWith('integration.')) again('catalog', company)
  if (/^(ordering|credit)\./.test(topic)) return again('ordering', company)
  if (topic.startsWith('inventory.')) return again('catalog', company)
  if (topic.startsWith('trading.') || topic.startsWith('comparison.') || topic.startsWith('catalog.') || topic.startsWith('pricing.')) return again('trading', company)
  if (topic.startsWith('integration.')) {
    again('imports', company)
    // What stands in the price sheet and what buyers see has another price now.
    return again('trading', company)
  }
  if (topic === 'matching.own_changed') {
    void queryClient.invalidateQueries({ queryKey: ['trading', company, 'product'] })
    return void queryClient.invalidateQueries({ queryKey: ['trading', company, 'own'] })
  }
  if (topic.startsWith('matching.')) return soon(company)
  again('session')
  if (topic === 'identity.invited' || topic.startsWith('identity.seat_')) again('team', company)
  if (topic.startsWith('identity.company_')) again('company', company)
}

/** Keeps what is shown of a company as it is now. */
export function useLive(company: string | undefined) {
  useEffect(() => {
    if (company) return follow(company, (message) => takeEvent(company, message))
  }, [company])
}
