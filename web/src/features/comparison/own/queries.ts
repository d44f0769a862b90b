// What the list of the buyer's own codes asks the hub.
import { infiniteQueryOptions } from '@tanstack/react-query'
import type { components } from '../../../api/comparison.gen'
import { api, ok } from '../../../lib/api'
import type { Line, Match, OwnLine } from './lines'
import { portions } from './lines'

type Schemas = components['schemas']
export type OwnItem = Schemas['OwnItem']
export type OwnEqual = Schemas['OwnEqual']
export type Outcome = Schemas['OwnItemOutcome']

const page = (company: string, q: string, after: string | undefined, limit: number, signal?: AbortSignal) =>
  ok(api.GET('/api/companies/{company}/own-items', { params: { path: { company }, query: { q: q || undefined, after, limit } }, signal }))

export const ownPages = (company: string, q: string) =>
  infiniteQueryOptions({
    queryKey: ['trading', company, 'own', 'items', q],
    queryFn: ({ pageParam: after, signal }) => page(company, q, after, 50, signal),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (last) => last.next,
  })

export const equalPages = (company: string) =>
  infiniteQueryOptions({
    queryKey: ['trading', company, 'own', 'equals'],
    queryFn: ({ pageParam: after, signal }) => ok(api.GET('/api/companies/{company}/own-equals', { params: { path: { company }, query: { after, limit: 50 } }, signal })),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (last) => last.next,
  })

/** Everything there is, page by page. */
export async function allOwn(company: string, q: string): Promise<OwnItem[]> {
  const out: OwnItem[] = []
  for (let after: string | undefined; ; ) {
    const { items, next } = await page(company, q, after, 200)
    out.push(...items)
    if (!next) return out
    after = next
  }
}

/** What each line names; `told` hears how far it is. A line without a number is a question at once. */
export async function matchLines(company: string, lines: readonly Line[], told: (done: number) => void): Promise<Match[]> {
  const out: Match[] = lines.map((_, line) => ({ line, outcome: 'none', candidates: [] }))
  const asked = lines.flatMap((l, line) => (l.number ? [{ line, number: l.number }] : []))
  let done = 0
  for (const some of portions(asked)) {
    told(done)
    const answer = await ok(api.POST('/api/companies/{company}/own-items/match', { params: { path: { company } }, body: { lines: some.map(({ number }) => ({ number })) } }))
    for (const match of answer.lines) {
      const line = some[match.line]?.line
      if (line !== undefined) out[line] = { ...match, line }
    }
    done += some.length
  }
  return out
}

/** Takes lines in; the outcome counts them all. */
export async function putLines(company: string, lines: readonly OwnLine[], told: (done: number) => void): Promise<Outcome> {
  const out: Outcome = { accepted: 0, flagged: 0, lines: [] }
  for (const some of portions(lines)) {
    told(out.lines.length)
    const answer = await ok(api.PUT('/api/companies/{company}/own-items', { params: { path: { company } }, body: { lines: some } }))
    const before = out.lines.length
    out.accepted += answer.accepted
    out.flagged += answer.flagged
    out.lines.push(...answer.lines.map((l) => ({ ...l, line: l.line + before })))
  }
  return out
}
