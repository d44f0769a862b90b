import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { createContext, useContext, useEffect, useLayoutEffect, useMemo, useState, useSyncExternalStore } from 'react'
import { createBoard, type Board, type RowView, type Totals } from './board'
import { createDraft, readKept, writeKept, type Draft } from './draft'
import { compareQuery, requestOf, type Narrowing, type Question } from './queries'

/** What parts of the screen look at; each draws itself anew when its own part has changed. */
export type Work = { draft: Draft; board: Board }

export const WorkContext = createContext<Work | null>(null)

export function useWork(): Work {
  const work = useContext(WorkContext)
  if (!work) throw new Error('outside of the compare screen')
  return work
}

export const useRow = (key: string): RowView | undefined => {
  const { board } = useWork()
  return useSyncExternalStore(board.subscribe, () => board.row(key))
}

export const useTotals = (): Totals => {
  const { board } = useWork()
  return useSyncExternalStore(board.subscribe, board.totals)
}

/** One figure of the totals: whoever shows only that is drawn anew only for that. */
export function useTotal<T extends number | string | boolean | undefined>(of: (totals: Totals) => T): T {
  const { board } = useWork()
  return useSyncExternalStore(board.subscribe, () => of(board.totals()))
}

/** So long after the last key the hub is asked; the figures of this side stand until it answers. */
const pause = 250



/** The lines that this person works on, kept on the device. */
export function useDraft(company: string, person: string) {
  const [first] = useState(() => readKept(company, person))
  const [list, setList] = useState(first.list)
  const [draft] = useState(() => createDraft(first.lines))
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined
    const write = () => writeKept(company, person, draft.lines(), list)
    const soon = () => {
      clearTimeout(timer)
      timer = setTimeout(write, 400)
    }
    write()
    const stop = draft.subscribe(soon)
    addEventListener('pagehide', write)
    return () => {
      stop()
      clearTimeout(timer)
      removeEventListener('pagehide', write)
      write()
    }
  }, [company, person, draft, list])
  return { draft, list, setList }
}

let asked = 0

/** Asks the hub a moment after the last change, and lays its answer under the lines. The last good answer stays until the next. */
export function useBoard(company: string, draft: Draft, narrowing: Narrowing, without: ReadonlySet<string>) {
  const [board] = useState(() => createBoard(draft))
  const { stock, lead, account, region } = narrowing
  const make = useMemo(
    () => (): Question => {
      const known = board.order()
      const suppliers = without.size > 0 ? known.filter((id) => !without.has(id)) : undefined
      return { id: ++asked, body: requestOf(draft.lines().map((l) => (l.chosen ? l : { ...l, chosen: board.planned(l.key) })), { stock, lead, account, region }, suppliers?.length ? suppliers : undefined) }
    },
    [board, draft, stock, lead, account, region, without],
  )
  const [question, setQuestion] = useState(make)
  const [waiting, setWaiting] = useState(false)
  useLayoutEffect(() => board.leaveOut(without), [board, without])
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined
    let last = JSON.stringify(question.body)
    const ask = () => {
      const next = make()
      const text = JSON.stringify(next.body)
      setWaiting(false)
      if (text === last) return
      last = text
      setQuestion(next)
    }
    ask()
    const stop = draft.subscribe(() => {
      clearTimeout(timer)
      setWaiting(true)
      timer = setTimeout(ask, pause)
    })
    const leave = board.followed(ask)
    return () => {
      stop()
      leave()
      clearTimeout(timer)
    }
    // oxlint-disable-next-line react/exhaustive-deps -- the first question is the one that stands already
  }, [board, draft, make])
  const query = useQuery({ ...compareQuery(company, question), placeholderData: keepPreviousData })
  useLayoutEffect(() => {
    if (query.data && question.body.lines.length > 0) board.take(query.data)
  }, [board, query.data, question])
  return { board, question, query, busy: waiting || query.isFetching }
}
