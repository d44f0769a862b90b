import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useEffect, useMemo, useState, useSyncExternalStore } from 'react'
import { useWork } from '../../comparison/basket/useCompare'
import type { Question } from '../../comparison/basket/queries'
import { keptRules, planRequest, plansQuery, readWanted, writeWanted, type PlanRequest, type Wanted } from './plans'

/** So long after the comparison has come the plan is asked for: it is more work, and nobody waits for it. */
const pause = 350

let asked = 0

/** The plans for what is compared, in the background. The last good ones stay until the next; the chosen one marks its cells. */
export function usePlans(company: string, question: Question, busy: boolean) {
  const { board, draft } = useWork()
  const [wanted, setWanted] = useState(() => readWanted(company))
  const lines = useSyncExternalStore(draft.subscribe, draft.lines)
  const answer = useSyncExternalStore(board.subscribe, board.answer)
  const kept = useMemo(
    () =>
      keptRules(lines, (key) => {
        const row = board.row(key)
        const own = row?.line.chosen && row.chosen?.cell
        // What cannot be had does not hold its line: the others are looked at.
        return own !== undefined && own.supplier === row?.line.chosen?.supplier && own.item === row.line.chosen.item && own.available !== 'short'
      }),
    // oxlint-disable-next-line react/exhaustive-deps -- an answer says what counts
    [board, lines, answer],
  )
  const text = useMemo(() => JSON.stringify(planRequest(question.body, wanted, kept)), [question, wanted, kept])
  const [now, setNow] = useState<{ id: number; text: string }>({ id: 0, text: '' })
  const settled = !busy && answer !== undefined
  useEffect(() => {
    if (!settled || text === now.text) return
    const timer = setTimeout(() => setNow({ id: ++asked, text }), now.id === 0 ? 0 : pause)
    return () => clearTimeout(timer)
  }, [settled, text, now])
  const body = useMemo(() => (now.text ? (JSON.parse(now.text) as PlanRequest) : { lines: [] }), [now])
  const query = useQuery({ ...plansQuery(company, now.id, body), placeholderData: keepPreviousData })
  const { aim } = wanted
  const plan = query.data?.plans.find((p) => p.aim === aim)
  const where = useMemo(() => plan && new Map(plan.lines.map((l) => [l.key, { supplier: l.supplier, item: l.item }])), [plan])
  // What no plan can keep is not ordered in one press: it is looked over first.
  const totals = useMemo(() => new Map(plan && plan.stands !== 'impossible' ? plan.orders.map((o) => [o.supplier, { amount: o.total, currency: o.currency }]) : []), [plan])
  const fresh = text === now.text && !query.isFetching && !query.isPlaceholderData && settled
  useEffect(() => board.follow(where && { where, totals, fresh }), [board, where, totals, fresh])
  useEffect(() => () => board.follow(undefined), [board])
  return {
    wanted, kept, plan, query, rules: body.rules ?? [],
    /** Whether the plans are for what stands there now. */
    fresh,
    want: (change: Partial<Wanted>) => {
      const next = { ...wanted, ...change }
      setWanted(next)
      writeWanted(company, next)
    },
  }
}

export type PlanState = ReturnType<typeof usePlans>
